"""What a review holds, counted on the spot; nobody's open vote shows in any of it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Model, QuerySet

from cmo.models import Passage
from reviews.models import Review, User
from studies.models import Record, Stage, State
from studies.models.documents import Priority


@dataclass(frozen=True)
class Synthesised:
    passages: int
    configurations: int
    explanations: int


@dataclass(frozen=True)
class Counts:
    """Numbers of things. `title_abstract` and `full_text` count citations by the state that the viewer sees."""

    statements: int
    versions: int
    rounds: int
    batches: int
    records: int
    title_abstract: Counter[str]
    full_text: Counter[str]
    documents: int
    with_text: int
    awaiting_text: int
    priorities: Counter[str]
    synthesised: Synthesised
    placed: int

    @property
    def passages(self) -> int:
        return self.synthesised.passages

    @property
    def configurations(self) -> int:
        return self.synthesised.configurations

    @property
    def explanations(self) -> int:
        return self.synthesised.explanations

    @property
    def citations(self) -> int:
        return self.title_abstract.total()

    @property
    def to_screen(self) -> int:
        return self.title_abstract[State.UNDECIDED] + self.title_abstract[State.AWAITING]

    @property
    def prioritised(self) -> int:
        return self.priorities[Priority.PRIORITISED]

    @property
    def unplaced(self) -> int:
        return self.configurations - self.placed


def count(review: Review, viewer: User) -> Counts:
    """A constant number of queries, however large the review."""
    seen = review.citations.standing().as_seen_by(viewer)
    included = seen.filter(state_title_abstract=State.INCLUDED)
    documents = review.documents.standing()
    priorities = _by(documents, "priority")
    configurations = review.configurations.standing()
    return Counts(
        statements=review.statements.standing().count(),
        versions=review.theory_versions.count(),
        rounds=review.search_rounds.count(),
        batches=review.batches.standing().count(),
        records=Record.objects.filter(batch__in=review.batches.standing()).count(),
        title_abstract=_by(seen, f"shown_{Stage.TITLE_ABSTRACT}"),
        full_text=_by(included, f"shown_{Stage.FULL_TEXT}"),
        documents=priorities.total(),
        with_text=documents.exclude(texts=None).distinct().count(),
        awaiting_text=documents.filter(texts=None, priority=Priority.PRIORITISED).count(),
        priorities=priorities,
        synthesised=synthesised(review),
        placed=configurations.filter(membership__explanation__removed_at=None, membership__isnull=False).count(),
    )


def synthesised(review: Review) -> Synthesised:
    return Synthesised(
        passages=Passage.objects.filter(review=review).standing().count(),
        configurations=review.configurations.standing().count(),
        explanations=review.explanations.filter(removed_at=None).count(),
    )


def _by(objects: QuerySet[Model], column: str) -> Counter[str]:
    rows = objects.order_by().annotate(each=F(column)).values("each").annotate(n=Count("*"))
    return Counter({row["each"]: row["n"] for row in rows})
