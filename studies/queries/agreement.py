"""Agreement of each two reviewers at each stage, of citations on which no vote is awaited: nothing open shows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db.models import QuerySet

from reviews.models import Review, User
from studies.agreement import (
    Block,
    Compared,
    Kappa,
    Pair,
    Reasons,
    Row,
    Told,
    blocks,
    compare_each,
    pair_of,
    reasons_of,
    word,
)
from studies.models import Citation, Decision, Stage, Verdict
from studies.queries.votes import CLOSED, in_stage, state_column

COLUMNS = ("pk", "reviewer", "verdict", "reason", "undoes", "reopening")
PIECE = 5000
DECIDED = ("include", "exclude")


@dataclass(frozen=True)
class Two:
    """Two reviewers at one stage, and what they said of the same citations."""

    stage: str
    first: User
    second: User
    compared: Sequence[Compared]

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def keys(self) -> tuple[str, int, int]:
        return self.stage, self.first.pk, self.second.pk

    @cached_property
    def pair(self) -> Pair:
        return pair_of(Counter(map(attrgetter("first", "second"), self.compared)))

    @property
    def kappa(self) -> Kappa:
        return self.pair.decided

    @property
    def word(self) -> str:
        return word(self.kappa.kappa)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The four numbers of the two-by-two table, each with the question for its citations."""
        both = [(one, other) for one in DECIDED for other in DECIDED]
        return [(f"first={one}&second={other}", self.pair.count(one, other)) for one, other in both]

    @cached_property
    def reasons(self) -> Reasons:
        excluded = (each for each in self.compared if each.first == each.second == Verdict.EXCLUDE)
        return reasons_of(Counter((each.first_reason, each.second_reason) for each in excluded))

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.compared)


def agreements(review: Review) -> list[Two]:
    """Of all stages, every two reviewers who judged the same citation; a constant number of queries."""
    return [each for stage in Stage.values for each in at_stage(review, stage)]


def between(review: Review, stage: str, first: int, second: int) -> list[Two]:
    """These two (their keys) alone, if they judged the same citation."""
    return at_stage(review, stage, Part(reviewers=(first, second)))


@dataclass(frozen=True)
class Part:
    """Citations (a query) and reviewers (their keys); all of each unless it is said."""

    citations: QuerySet[Citation] | None = None
    reviewers: Collection[int] | None = None


ALL = Part()


def at_stage(review: Review, stage: str, part: Part = ALL) -> list[Two]:
    found = compare_each(_by_citation(review, stage, part))
    people = User.objects.in_bulk({key for pair in found for key in pair})
    return [Two(stage, people[a], people[b], compared) for (a, b), compared in found.items()]


def closed(review: Review, stage: str) -> QuerySet[Citation]:
    """All who are needed have voted."""
    return in_stage(review, stage).filter(**{f"{state_column(stage)}__in": CLOSED}).order_by()


def rows(review: Review, stage: str, part: Part = ALL) -> Iterator[Row]:
    """All that was said of closed citations; what was said of one that was joined into another is said of that one."""
    return (Row._make(row) for some in _by_citation(review, stage, part) for row in some)


def _by_citation(review: Review, stage: str, part: Part) -> Iterator[list[Told]]:
    of = closed(review, stage)
    votes = Decision.objects.filter(stage=stage)
    if part.citations is not None:
        of = of.filter(pk__in=part.citations)
    if part.reviewers is not None:
        votes = votes.filter(reviewer__in=part.reviewers)
    joined = _of_joined(review, votes, of)
    alone = votes.filter(citation__in=of.values("pk")).order_by("citation").values_list("citation", *COLUMNS)
    for key, some in groupby(alone.iterator(PIECE), itemgetter(0)):
        yield [*some, *joined.pop(key, ())]
    yield from joined.values()


def _of_joined(review: Review, votes: QuerySet[Decision], of: QuerySet[Citation]) -> dict[int, list[Told]]:
    """By the citation that they were joined into; few, so that they are asked for by themselves."""
    away = review.citations.filter(standing=False, into__in=of.values("pk")).order_by()
    into = dict(away.values_list("pk", "into"))
    found: dict[int, list[Told]] = defaultdict(list)
    if into:
        for key, *said in votes.filter(citation__in=away.values("pk")).order_by().values_list("citation", *COLUMNS):
            found[into[key]].append((into[key], *said))
    return found


@dataclass(frozen=True)
class Wanted:
    """Which of the citations that two compared: by verdicts, one of them unsure, reasons for excluding, or a block."""

    first: str = ""
    second: str = ""
    unsure: bool = False
    reason: str | None = None
    given: str = "both"
    block: int = 0

    def of(self, two: Two) -> list[Compared]:
        some: Sequence[Compared] = two.compared
        if self.block:
            spans = [(each.first - 1, each.last) for each in two.blocks if each.number == self.block]
            some = [each for start, end in spans for each in some[start:end]]
        return [each for each in some if self._fits(each)]

    def _fits(self, each: Compared) -> bool:
        if self.unsure and Verdict.UNSURE not in (each.first, each.second):
            return False
        if self.reason is not None and not self._reasoned(each):
            return False
        return self.first in ("", each.first) and self.second in ("", each.second)

    def _reasoned(self, each: Compared) -> bool:
        excluded = each.first == each.second == Verdict.EXCLUDE
        told = (each.first_reason == self.reason, each.second_reason == self.reason)
        return excluded and told == {"both": (True, True), "first": (True, False), "second": (False, True)}[self.given]
