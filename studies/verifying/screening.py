"""The states of citations, recomputed from the votes."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q

from reviews.models import Review
from reviews.verification import Check, append_only, numbers_run, verifies
from studies.models import (
    Criteria,
    Decision,
    MissingText,
    OrderChoice,
    Proposal,
    Reopening,
    Resolution,
    ScreeningPolicy,
    ScreeningStop,
    ShareOut,
    Stage,
    State,
)
from studies.policies import NO_VOTE, Vote, current
from studies.queries.policies import rules_of
from studies.queries.votes import as_vote, ballots, pieces, state_column

SHOWN = 20
APPENDED = (
    Decision,
    Resolution,
    Criteria,
    ScreeningPolicy,
    Reopening,
    Proposal,
    OrderChoice,
    ShareOut,
    ScreeningStop,
    MissingText,
)


@verifies
def screening(review: Review) -> Iterator[Check]:
    for stage in Stage.values:
        yield _states(review, stage)
        yield _last_words(review, stage)
    yield _carried(review)
    included = review.citations.standing().filter(state_title_abstract=State.INCLUDED)
    missing = included.filter(document=None).values_list("number", flat=True)
    yield Check("included citations without a document", [], list(missing[:SHOWN]))
    yield numbers_run(review, "document", review.documents.all())
    versions = list(review.criteria.order_by("version").values_list("version", flat=True))
    yield Check("criteria versions", list(range(1, len(versions) + 1)), versions)
    yield from append_only(*APPENDED)


def _states(review: Review, stage: str) -> Check:
    """The stored states, and who voted while others are awaited, are those that the votes and resolutions amount to."""
    wrong: list[int] = []
    rules = rules_of(review, stage)
    columns = ("pk", "number", state_column(stage), f"voters_{stage}")
    for rows in pieces(review.citations.filter(into=None).order_by("number").values_list(*columns)):
        found = ballots(rules, [key for key, *_ in rows])
        for key, number, state, voters in rows:
            if (found[key].outcome.state, found[key].voters) != (state, voters):
                wrong.append(number)
    return Check(f"citations whose state at {Stage(stage).label} is not that of their votes", [], wrong[:SHOWN])


def _carried(review: Review) -> Check:
    """Votes made of labels are those of the member, and at the stage, that a lead said."""
    votes = review.decisions.filter(carried__isnull=False)
    right = Q(reviewer=F("carried__member"), stage=F("carried__stage"), carried__review=review)
    return Check("votes carried over that are another's or of another stage", 0, votes.exclude(right).count())


def _last_words(review: Review, stage: str) -> Check:
    """A row that takes a vote back says again what stood before it: the last row is always what the reviewer says."""
    rows: dict[int, list[Vote]] = defaultdict(list)
    for row in review.decisions.filter(stage=stage).order_by("pk"):
        rows[row.citation_id].append(as_vote(row))
    differ = [citation for citation, votes in rows.items() if _told_otherwise(votes)]
    return Check(f"votes taken back at {Stage(stage).label} that left another verdict", [], differ[:SHOWN])


def _told_otherwise(votes: list[Vote]) -> bool:
    last = {vote.reviewer: vote.verdict for vote in votes}
    says = {reviewer: vote.verdict for reviewer, vote in current(votes).items()}
    return any(says.get(reviewer, NO_VOTE) != verdict for reviewer, verdict in last.items())
