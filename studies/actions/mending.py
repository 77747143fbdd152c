"""Rejected entries that were mended: read once more, they become records of the batch that they came with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from reviews.actions import NotPossible
from reviews.models import User, next_numbers
from reviews.trail import record
from studies.actions.importing import start_loading
from studies.formats import Entry
from studies.intake import as_rows, count_labels, labels_of
from studies.mending import Mended, reread
from studies.models import Batch, Record, RejectedEntry
from studies.models.searching import MENDED, BatchState
from studies.queries.mending import columns_of, unmended


class NotMendable(NotPossible):
    """The sentence says why."""


@dataclass
class Mending:
    """What became of the entries: `still` are lines that cannot be read even so, with the reason."""

    mended: list[int] = field(default_factory=list)
    records: int = 0
    still: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def mend_entries(*, batch: Batch, entries: Sequence[Mended], by: User) -> Mending:
    """Make records of the rejected entries that can be read now; the rest stays as it is. Raises NotMendable."""
    batch = Batch.objects.select_for_update(of=["self"]).select_related("review", "job").get(pk=batch.pk)
    if batch.state != BatchState.LOADED:
        raise NotMendable(f"Batch {batch.number} is {batch.get_state_display()}: its entries cannot be mended now.")
    if not batch.job.ended:
        raise NotMendable("This batch is still being joined: give the mended entries in a moment.")
    result, mender = Mending(), _Mender(batch)
    for each in entries:
        mender.take(each, result)
    if result.mended:
        mender.store(result)
        told = {"rejected": len(result.mended), "records": result.records, "lines": result.mended}
        record(review=batch.review, by=by, verb=MENDED, about=batch, after=told)
        start_loading(batch=batch, entries=batch.entries, by=by)
    return result


class _Mender:
    """Reads the entries anew, each in the place of the rejected one that stood on its line."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.columns = batch, columns_of(batch)
        self.waiting: dict[int, list[RejectedEntry]] = defaultdict(list)
        for each in unmended(batch):
            self.waiting[each.line].append(each)
        self.read: list[tuple[RejectedEntry, Entry]] = []

    def take(self, mended: Mended, result: Mending) -> None:
        if not self.waiting[mended.line]:
            result.still.append((mended.line, "no rejected entry stands on that line, or it was mended before"))
            return
        reading = reread(mended.raw, self.batch.format, self.columns, self.batch.mapping)
        if reading.rejected or not reading.entries:
            told = reading.rejected[0].reason if reading.rejected else "There is no entry in it."
            result.still.append((mended.line, told))
            return
        rejected = self.waiting[mended.line].pop(0)
        self.read += [(rejected, entry) for entry in reading.entries]
        result.mended.append(mended.line)

    def store(self, result: Mending) -> None:
        batch, labels = self.batch, labels_of(self.batch.labels)
        last = batch.records.aggregate(last=Max("position"))["last"] or 0
        made = []
        numbers = next_numbers(batch.review, "record", len(self.read))
        for position, (number, (rejected, entry)) in enumerate(zip(numbers, self.read, strict=True), last + 1):
            made.append(Record.of(entry, batch=batch, number=number, position=position, mends=rejected))
            count_labels(labels, entry)
        result.records = len(Record.objects.bulk_create(made))
        batch.labels = as_rows(labels)
        batch.save(update_fields=["labels"])
