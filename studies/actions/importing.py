"""Taking a staged file into the review: a batch at once, its records in chunks, each chunk whole or not at all.

A worker may die at any point: what is committed is found again by its position in the file and not done twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max

from reviews import jobs
from reviews.actions import NotPossible
from reviews.bulk import insert
from reviews.jobs.kinds import Progress
from reviews.models import Job, Review, User, next_number, next_numbers
from reviews.trail import record
from studies.actions.joining import Joiner
from studies.actions.learning import learn_all_soon
from studies.actions.staging import AlreadyLoaded
from studies.formats import Entry, Rejected, stream
from studies.intake import Labels, as_rows, count_labels, signature_of
from studies.kept import found
from studies.models import Batch, ColumnMapping, Record, RejectedEntry, StagedFile
from studies.models.searching import BatchState
from studies.queries.staging import headers_of

KIND = "import_batch"
CHUNK = 1000


class Unmapped(NotPossible):
    """Nobody said yet what the columns of the table mean."""


class Unread(NotPossible):
    """The file was only glanced at, or is being read in another way."""


class Loaded(Exception):
    """All of the batch is in the review already."""


@transaction.atomic
def import_batch(*, staged: StagedFile, by: User) -> Batch:
    """Make the file a batch, whose job reads it. Raises AlreadyLoaded when the review has it, Gone when it is no
    more, Unread when it is not read to its end, Unmapped when it is a table of which nobody said what its columns hold.

    The stored file changes hands, it is not copied.
    """
    # Two who load the same file at once get one batch: the second sees it here, not at the constraint.
    Review.objects.select_for_update(no_key=True).get(pk=staged.review_id)
    if held := staged.review.batches.filter(sha256=staged.sha256).first():
        raise AlreadyLoaded(held)
    staged = StagedFile.objects.standing(staged)
    if staged.unread or staged.looking:
        raise Unread(f"{staged.file_name} is not loaded: it has to be read first.")
    if not staged.entries:
        raise Unmapped(f"{staged.file_name}: say first what its columns hold.")
    batch = Batch.objects.create(
        review=staged.review,
        round=staged.round,
        number=next_number(staged.review, "batch"),
        source=staged.source,
        database=staged.database,
        platform=staged.platform,
        query=staged.query,
        searched_on=staged.searched_on,
        mapping=staged.mapping,
        file=staged.file.name,
        file_name=staged.file_name,
        sha256=staged.sha256,
        format=staged.format,
        loaded_by=by,
    )
    entries = staged.entries
    if staged.mapping:
        _remember(staged, by)
    staged.delete()
    return start_loading(batch=batch, entries=entries, by=by)


@transaction.atomic
def resume_batch(*, batch: Batch, by: User) -> Batch:
    """Go on where loading stopped, unless it is under way. Raises Loaded when there is nothing left to do."""
    batch = Batch.objects.select_for_update(of=["self"]).select_related("job", "review").get(pk=batch.pk)
    if batch.complete:
        raise Loaded
    if not batch.job.ended:
        return batch
    if batch.state != BatchState.LOADED:
        batch.state = BatchState.LOADING
    record(review=batch.review, by=by, verb="resumed loading", about=batch)
    return start_loading(batch=batch, entries=batch.job.payload["entries"], by=by)


@transaction.atomic
def start_loading(*, batch: Batch, entries: int, by: User) -> Batch:
    """Queue the job that reads what is not read yet and joins what is not joined yet."""
    payload = {"batch": batch.pk, "entries": entries}
    batch.job = jobs.start(review=batch.review, by=by, kind=KIND, payload=payload, key=str(batch.pk))
    batch.save(update_fields=["job", "state"])
    return batch


@transaction.atomic
def stop_batch(*, batch: Batch, by: User | None) -> Batch:
    """Its records so far count nowhere; loading can be taken up again."""
    batch.state = BatchState.CANCELLED
    batch.save(update_fields=["state"])
    told = {"records": batch.records.count()}
    record(review=batch.review, by=by, verb="stopped loading", about=batch, after=told)
    return batch


@jobs.kind(KIND)
def load(job: Job, progress: Progress) -> dict[str, Any]:
    """Read the file of a batch into records, then join them; begun again, it goes on behind the last record stored."""
    batch = Batch.objects.select_related("review", "round", "loaded_by").get(pk=job.payload["batch"])
    if batch.state not in (BatchState.LOADED, BatchState.WITHDRAWN):
        try:
            _read(batch, job, progress)
        except jobs.Cancelled:
            stop_batch(batch=batch, by=job.created_by)
            raise
    joining = Joiner(review=batch.review, by=job.created_by, told=_deaf(progress)).join()
    learn_all_soon(review=batch.review, by=job.created_by)
    return {"batch": batch.number, "records": batch.records.count(), "citations": joining.citations}


def _read(batch: Batch, job: Job, progress: Progress) -> None:
    reader = _Reader(batch)
    total, message = int(job.payload["entries"]), f"reading {batch.file_name}"
    progress(0, total, message)
    with batch.file.open("rb") as file:
        for first, chunk in reader.chunks(file):
            _store(batch, first, chunk)
            progress(first + len(chunk) - 1, total, message)
    _finish(batch, reader, job.created_by)


class _Reader:
    """Goes through the file of a batch once: `position` is that of the last entry, `rejected` what was none."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.position = 0
        self.rejected: list[Rejected] = []
        self.labels: Labels = Counter()

    def chunks(self, file: BinaryIO) -> Iterator[tuple[int, list[Entry]]]:
        """Entries by the thousand with the position of the first of them, those stored before left out."""
        batch, stored, chunk = self.batch, _last_position(self.batch), list[Entry]()
        read = found((batch.sha256, batch.format, batch.mapping))
        for item in read or stream(file, name=batch.file_name, format=batch.format, mapping=batch.mapping):
            if isinstance(item, Rejected):
                self.rejected.append(item)
            elif isinstance(item, Entry):
                self.position += 1
                count_labels(self.labels, item)
                if self.position > stored:
                    chunk.append(item)
            if len(chunk) == CHUNK:
                yield self.position - CHUNK + 1, chunk
                chunk = []
        if chunk:
            yield self.position - len(chunk) + 1, chunk


@transaction.atomic
def _store(batch: Batch, first: int, entries: Sequence[Entry]) -> None:
    """Entries from position `first` on. A second worker that took this one for dead finds its chunk stored."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    stored = _last_position(batch)
    missing = [(position, entry) for position, entry in enumerate(entries, first) if position > stored]
    numbers = next_numbers(batch.review, "record", len(missing))
    insert(
        Record,
        (
            Record.of(entry, batch=batch, number=number, position=position)
            for number, (position, entry) in zip(numbers, missing, strict=True)
        ),
    )


@transaction.atomic
def _finish(batch: Batch, reader: _Reader, by: User | None) -> None:
    """From here on the batch counts. One event tells of all its records: one a record would cost twice the time."""
    standing = Batch.objects.select_for_update().get(pk=batch.pk)
    if standing.state == BatchState.LOADED:
        return
    RejectedEntry.objects.bulk_create(
        RejectedEntry(batch=batch, line=each.line, reason=each.reason, raw=each.raw) for each in reader.rejected
    )
    batch.state, batch.entries = BatchState.LOADED, reader.position + len(reader.rejected)
    batch.labels = as_rows(reader.labels)
    batch.save(update_fields=["state", "entries", "labels"])
    told = {"format": batch.format, "sha256": batch.sha256}
    told |= {"records": batch.records.count(), "rejected": len(reader.rejected)}
    record(review=batch.review, by=by, verb="loaded", about=batch, reason=batch.round.why, after=told)


def _remember(staged: StagedFile, by: User) -> None:
    """What its columns mean, for the next table with such headers."""
    headers = headers_of(staged)
    said = {"headers": headers, "mapping": staged.mapping, "said_by": by}
    ColumnMapping.objects.update_or_create(review=staged.review, signature=signature_of(headers), defaults=said)


def _last_position(batch: Batch) -> int:
    return batch.records.aggregate(last=Max("position"))["last"] or 0


def _deaf(progress: Progress) -> Any:
    """Joining is not stopped half-way: the records are loaded, and each has to stand in a citation."""

    def told(done: int, total: int, message: str) -> None:
        with suppress(jobs.Cancelled):
            progress(done, total, message)

    return told
