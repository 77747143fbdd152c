"""Search rounds with their batches and what each batch brought, for the search page, the batch page and the checks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from reviews.models import Review
from reviews.models.jobs import ENDED
from studies.models import Batch, Record, RejectedEntry, SearchRound, StagedFile
from studies.models.searching import BatchState

PIECE = 5000


@dataclass
class Tally:
    """What a batch brought: `records` are `fresh` (first of a citation), `joined`, or still to be placed.

    `repaired` are the records made of rejected entries, of which `mended` are read now.
    """

    records: int = 0
    joined: int = 0
    fresh: int = 0
    identical: int = 0
    repaired: int = 0
    rejected: int = 0
    mended: int = 0

    @property
    def from_file(self) -> int:
        return self.records - self.repaired

    @property
    def entries(self) -> int:
        """All that the file holds."""
        return self.from_file + self.rejected

    @property
    def unread(self) -> int:
        return self.rejected - self.mended


@dataclass
class RoundOnScreen:
    round: SearchRound
    batches: list[tuple[Batch, Tally]] = field(default_factory=list)
    staged: int = 0

    @property
    def records(self) -> int:
        """What its batches brought; withdrawn ones count nowhere."""
        return sum(tally.records for batch, tally in self.batches if batch.state != BatchState.WITHDRAWN)

    @property
    def counting(self) -> list[tuple[Batch, Tally]]:
        """Its batches that count: all loaded, not withdrawn."""
        return [(batch, tally) for batch, tally in self.batches if batch.state == BatchState.LOADED]


PLACED = {
    "records": Count("*"),
    "joined": Count("join_rule", filter=~Q(join_rule="")),
    "fresh": Count("join_rule", filter=Q(join_rule="", citation__isnull=False)),
    "identical": Count("join_rule", filter=Q(join_rule="identical_entry")),
}
MENDED = {"repaired": Count("*"), "mended": Count("mends", distinct=True)}


def tallies(batches: Sequence[int]) -> dict[int, Tally]:
    """By the batch's key, in three queries that its indexes answer."""
    found: dict[int, Tally] = defaultdict(Tally)
    records = Record.objects.filter(batch__in=batches).order_by().values("batch")
    rejected = RejectedEntry.objects.filter(batch__in=batches).order_by().values("batch")
    counted = (
        records.annotate(**PLACED),
        records.filter(mends__isnull=False).annotate(**MENDED),
        rejected.annotate(rejected=Count("*")),
    )
    for row in chain(*counted):
        tally = found[row.pop("batch")]
        for name, count in row.items():
            setattr(tally, name, count)
    return found


def total(shown: Iterable[RoundOnScreen]) -> Tally:
    """What all counting batches of these rounds brought together."""
    names = [each.name for each in fields(Tally)]
    found = [tally for each in shown for _, tally in each.counting]
    return Tally(**{name: sum(getattr(tally, name) for tally in found) for name in names})


def rounds(review: Review) -> list[RoundOnScreen]:
    """Latest first, each with its batches in the order they were loaded."""
    shown = {each.pk: RoundOnScreen(each) for each in review.search_rounds.select_related("gap", "opened_by")}
    batches = list(review.batches.select_related("job", "loaded_by"))
    tally = tallies([batch.pk for batch in batches])
    for batch in batches:
        shown[batch.round_id].batches.append((batch, tally[batch.pk]))
    staged = StagedFile.objects.filter(review=review).order_by().values_list("round").annotate(n=Count("*"))
    for round_id, count in staged:
        shown[round_id].staged = count
    return sorted(shown.values(), key=lambda each: -each.round.number)


def standing_already(review: Review, digests: Sequence[str]) -> int:
    """How many of these entries stand in the review word for word; one pass over its records, which are not loaded."""
    wanted = set(digests)
    rows = review.records.order_by().values_list("digest", flat=True).iterator(PIECE) if wanted else ()
    standing = {digest for digest in rows if digest in wanted}
    return sum(digest in standing for digest in digests)


def halted(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Those nobody works on any more although some of their records are not loaded or not joined."""
    unplaced = Exists(Record.objects.filter(batch=OuterRef("pk"), citation=None))
    unfinished = Q(state__in=[BatchState.LOADING, BatchState.CANCELLED]) | Q(unplaced, state=BatchState.LOADED)
    return batches.filter(unfinished, job__state__in=ENDED)


SHOWN = {
    "records": Q(),
    "joined": ~Q(join_rule=""),
    "new": Q(join_rule="", citation__isnull=False),
    "identical": Q(join_rule="identical_entry"),
    "mended": Q(mends__isnull=False),
    "waiting": Q(citation=None),
}


def records_of(batch: Batch, show: str) -> QuerySet[Record, int]:
    """The keys of the records behind one number of the batch page (a key of SHOWN), in the order of the file."""
    return batch.records.filter(SHOWN[show]).order_by("position").values_list("pk", flat=True)


def records_shown(keys: Sequence[int]) -> list[Record]:
    """One page of them, in the order of `keys`, without their long texts."""
    light = ("number", "line", "title", "authors", "year", "join_rule", "join_reasons", "citation", "citation__number")
    by_key = Record.objects.select_related("citation").only(*light).in_bulk(list(keys))
    return [by_key[key] for key in keys]
