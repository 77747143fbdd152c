"""What a review knows of the tables that are dropped on it: columns that people explained once are read so again."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from django.conf import settings

from reviews.models import Review
from studies.intake import Intake, Told, look, signature_of
from studies.models import ColumnMapping, StagedFile


def look_as_known(
    review: Review,
    file: BinaryIO,
    *,
    name: str,
    limit: int,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    keep: bool = False,
    told: Told | None = None,
) -> Intake:
    """Look through a file as the review reads its kind: a `mapping` given overrules what was said of such columns.

    Raises Unusable.
    """
    intake = look(file, name=name, limit=limit, format=format, mapping=mapping, keep=keep, told=told)
    if mapping is None and intake.columns and (known := remembered(review, [intake.columns.headers])):
        [said] = known.values()
        return look(file, name=name, limit=limit, format=format, mapping=said.mapping, keep=keep, told=told)
    return intake


def look_once_more(
    staged: StagedFile, *, format: str, mapping: Mapping[str, str] | None = None, told: Told | None = None
) -> Intake:
    """At the stored file, in this format. Raises Unusable, and FileNotFoundError when it was discarded."""
    limit, name = settings.CITATION_FILE_LIMIT, staged.file_name
    with staged.file.open("rb") as file:
        return look_as_known(staged.review, file, name=name, limit=limit, format=format, mapping=mapping, told=told)


def is_large(size: int) -> bool:
    """Whether reading so many bytes would keep somebody waiting who only dropped a file."""
    return size > settings.LOOK_AT_ONCE_LIMIT


def remembered(review: Review, headers: Iterable[list[str]]) -> dict[str, ColumnMapping]:
    """What was said of tables with these headers, by their signature."""
    wanted = {signature_of(each) for each in headers}
    found = review.column_mappings.filter(signature__in=wanted).select_related("said_by") if wanted else ()
    return {each.signature: each for each in found}


def headers_of(staged: StagedFile) -> list[str]:
    """Of a table; of any other file none."""
    columns = staged.preview.get("columns")
    return columns["headers"] if columns else []
