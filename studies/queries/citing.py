"""The list of citations as one person may see it, and one citation beside the records that it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reviews.models import Review, User
from studies.models import FIELDS, Citation, Record

ORDERS = {
    "number": ("number",),
    "-number": ("-number",),
    "title": ("title", "number"),
    "-title": ("-title", "number"),
    "year": ("year", "number"),
    "-year": ("-year", "number"),
}


def listed(review: Review, viewer: User, wanted: dict[str, Any]) -> QuerySet[Citation]:
    """Citations that match: `q` (in title or authors), `batch`, `state`, `full_text`, `year`; ordered by `sort`."""
    found = review.citations.standing()
    if wanted.get("state") or wanted.get("full_text"):
        found = found.as_seen_by(viewer)
    for word in wanted.get("q", "").split():
        found = found.filter(Q(title__icontains=word) | Q(authors__icontains=word))
    if batch := wanted.get("batch"):
        # Not EXISTS: SQLite would walk the whole batch once for each citation.
        of_batch = Record.objects.filter(batch=batch, citation__isnull=False)
        found = found.filter(pk__in=of_batch.values("citation"))
    if state := wanted.get("state"):
        found = found.filter(shown_title_abstract=state)
    if state := wanted.get("full_text"):
        found = found.filter(shown_full_text=state)
    if year := wanted.get("year"):
        found = found.filter(year__startswith=year)
    return found.order_by(*ORDERS[wanted.get("sort") or "number"])


def shown(review: Review, viewer: User, keys: Sequence[int]) -> list[Citation]:
    """One page of them, in the order of `keys`: states and counts are worked out for these alone."""
    counts = Record.objects.filter(citation=OuterRef("pk")).order_by().values("citation").annotate(n=Count("pk"))
    found = review.citations.as_seen_by(viewer).annotate(record_count=Coalesce(Subquery(counts.values("n")), 0))
    by_key = found.defer("abstract", "keywords").in_bulk(list(keys))
    return [by_key[key] for key in keys]


LONG = 300


@dataclass(frozen=True)
class Cell:
    value: str
    differs: bool

    @property
    def repeats(self) -> bool:
        """A long text that says what stands above already."""
        return not self.differs and len(self.value) > LONG


@dataclass(frozen=True)
class Comparison:
    """One field: its value in the citation, and in each record, marked where it is not the citation's."""

    label: str
    chosen: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


def compared(citation: Citation, records: Sequence[Record]) -> list[Comparison]:
    """Fields that some record fills; a record that is silent does not differ."""
    rows = []
    for name in FIELDS:
        chosen, values = getattr(citation, name), [getattr(record, name) for record in records]
        if any(values):
            cells = [Cell(value, bool(value) and _folded(value) != _folded(chosen)) for value in values]
            label = str(Citation._meta.get_field(name).verbose_name)
            rows.append(Comparison(label[0].upper() + label[1:], chosen, cells))
    return rows


def _folded(value: str) -> str:
    """Case, spaces and a last full stop are no differences that a reader would want marked."""
    return " ".join(value.split()).casefold().rstrip(".")
