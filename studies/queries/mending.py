"""What of a batch could not be read: what is mended of it, and what a reader needs to read the rest once more."""

from django.db.models import Exists, OuterRef, QuerySet

from studies.formats.tables import Columns
from studies.intake import TABLES, columns_in
from studies.models import Batch, Record, RejectedEntry


def with_mending(batch: Batch) -> QuerySet[RejectedEntry]:
    """All its rejected entries, each knowing whether it `is_mended`."""
    made = Record.objects.filter(batch=batch, mends=OuterRef("pk"))
    return batch.rejected_entries.annotate(is_mended=Exists(made))


def unmended(batch: Batch) -> QuerySet[RejectedEntry]:
    return with_mending(batch).filter(is_mended=False)


def columns_of(batch: Batch) -> Columns | None:
    """The columns that a row of its file stands under; None where the file is no table."""
    if batch.format not in TABLES:
        return None
    with batch.file.open("rb") as file:
        return columns_in(file, batch.mapping)
