"""What an order is learnt from: texts, the theory's words, and the decisions that whoever it is for may know."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q
from numpy.typing import NDArray

from reviews.models import Job, Review, TheoryStatement, User
from reviews.models.jobs import LEARN_ORDER
from studies.models import Citation, Decision, Ranking, Stage, State, Verdict
from studies.models.screening import DecisionQuerySet
from studies.queries.policies import learner, rules_of
from studies.queries.votes import in_stage, pieces, state_column, votes_of
from studies.ranking import due

LABELS: dict[str, int] = {Verdict.INCLUDE: 1, Verdict.EXCLUDE: 0, State.INCLUDED: 1, State.EXCLUDED: 0}
LATELY = 300  # votes
SETTLED = (State.INCLUDED, State.EXCLUDED)


def citations_of(review: Review, stage: str = Stage.TITLE_ABSTRACT) -> NDArray[np.int64]:
    """Keys of the citations that the stage is about, in the order in which they were made."""
    return np.fromiter(in_stage(review, stage).order_by("pk").values_list("pk", flat=True), np.int64)


def texts_of(keys: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Title and abstract of each, in this order."""
    for some in pieces(keys):
        rows = Citation.objects.filter(pk__in=some).order_by().values_list("pk", "title", "abstract")
        found = {key: (title, abstract) for key, title, abstract in rows}
        yield from (found[key] for key in some)


def theory_of(review: Review) -> str:
    """The words of the statements that stand: what a realist review has before it has screened anything."""
    rows = TheoryStatement.objects.standing().filter(review=review).order_by("pk")
    return "\n".join(" ".join(words) for words in rows.values_list("if_text", "then_text", "because_text"))


@dataclass(frozen=True)
class Known:
    """Decisions that may be known, by citation (its key): 1 include, 0 exclude.

    `opened` are keys in the order of deciding, each once; `misses` is how many were not included in a row by now.
    """

    labels: dict[int, int]
    opened: list[int]
    misses: int

    @property
    def decisions(self) -> int:
        return len(self.labels)

    @property
    def found(self) -> int:
        return sum(self.labels.values())


def known(review: Review, stage: str, reviewer: User | None) -> Known:
    """What is decided, and what this reviewer alone has said of what is not; nobody else's open vote is in it."""
    column = state_column(stage)
    decided = in_stage(review, stage).filter(**{f"{column}__in": SETTLED})
    labels = {key: LABELS[state] for key, state in decided.order_by().values_list("pk", column)}
    votes = votes_of(review, stage, reviewer) if reviewer else _votes_on_what_is_decided(review, stage)
    said: dict[int, str] = {}
    for key, into, verdict in votes.order_by("pk").values_list("citation", "citation__into", "verdict"):
        said.pop(into or key, None)
        said[into or key] = verdict
    own = {key: LABELS[verdict] for key, verdict in said.items() if verdict in LABELS} if reviewer else {}
    misses = next((at for at, verdict in enumerate(reversed(said.values())) if verdict == Verdict.INCLUDE), len(said))
    return Known(own | labels, list(said), misses)


def count_known(review: Review, stage: str, whose: Collection[User | None]) -> dict[User | None, int]:
    """How many decisions `known` would find for each, at the cost of counting; a vote that became unsure is counted."""
    settled = in_stage(review, stage).filter(**{f"{state_column(stage)}__in": SETTLED}).count()
    people = [each for each in whose if each is not None]
    votes = Decision.objects.standing().filter(review=review, stage=stage, reviewer__in=people)
    open_ones = votes.filter(verdict__in=(Verdict.INCLUDE, Verdict.EXCLUDE)).exclude(
        **{f"citation__{state_column(stage)}__in": SETTLED}
    )
    own = dict(open_ones.order_by().values_list("reviewer").annotate(n=Count("citation", distinct=True)))
    return {each: settled + (own.get(each.pk, 0) if each else 0) for each in whose}


def is_due(review: Review, stage: str, by: User) -> bool:
    """Is an order to be learnt anew, now that `by` has voted, and no job about it that will take it along?"""
    if Job.objects.unfinished().filter(kind=LEARN_ORDER, key=f"{review.pk}:{stage}").exists():
        return False
    return bool(due_of(review, stage, dict.fromkeys((learner(rules_of(review, stage), by), None))))


def due_of(review: Review, stage: str, whose: Collection[User | None]) -> dict[User | None, int]:
    """Whose order is to be learnt anew, with how many decisions there are now to learn it from."""
    # Theories are compared where they lie: there is one with each order, and this is asked at every decision.
    rows = Ranking.objects.filter(review=review, stage=stage, question=theory_of(review))
    learnt_from = dict(rows.values_list("reviewer", "learnt_from"))
    return {
        each: count
        for each, count in count_known(review, stage, whose).items()
        if (key := each and each.pk) not in learnt_from or due(count, learnt_from[key])
    }


def lately(review: Review, stage: str) -> list[User | None]:
    """None for the order that everybody may know, and the reviewers who voted lately."""
    last = review.decisions.filter(stage=stage).order_by("-pk").values_list("reviewer", flat=True)[:LATELY]
    voters, rules = User.objects.filter(pk__in=set(last)).order_by("pk"), rules_of(review, stage)
    return list(dict.fromkeys([None, *(learner(rules, each) for each in voters)]))


def _votes_on_what_is_decided(review: Review, stage: str) -> DecisionQuerySet:
    decided = Q(**{f"citation__{state_column(stage)}__in": SETTLED})
    return Decision.objects.standing().filter(decided, review=review, stage=stage)
