"""What can be exported: columns declared once, rows made for a review and the person who asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.access import Capability
from reviews.models import Review, User

Rows = Callable[[Review, User], Iterable[Sequence[Any]]]
Size = Callable[[Review, User], int]
Asked = Mapping[str, Any]  # what a table is narrowed to, as JSON can hold it
Part = Callable[[Review, User, Asked], tuple[int, Iterable[Sequence[Any]]]]  # how many rows, and these
Writer = Callable[[str, Sequence["Column"], Iterable[Sequence[Any]]], Iterator[bytes]]  # title, columns, rows
Formats = Mapping[str, tuple[str, Writer]]  # ending -> content type, writer


@dataclass(frozen=True)
class Column:
    """`only_in` names the templates whose reviews have the column; empty: all of them."""

    name: str
    meaning: str
    type: str = "text"
    only_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    name: str
    label: str
    columns: tuple[Column, ...]
    rows: Rows
    needs: Capability = Capability.EXPORT
    a_row: str = ""
    also: Formats = field(default_factory=dict)
    size: Size | None = None
    part: Part | None = None

    def table(self, review: Review, viewer: User) -> tuple[list[Column], Iterator[list[Any]]]:
        """The columns that this review has, and its rows cut to them."""
        return self._cut(review, self.rows(review, viewer))

    def narrowed(self, review: Review, viewer: User, asked: Asked) -> tuple[int, list[Column], Iterator[list[Any]]]:
        """How many rows there are of what is asked for (of nothing: of all), and the table of these."""
        if asked and self.part:
            size, rows = self.part(review, viewer, asked)
        else:
            size, rows = self.counted(review, viewer), self.rows(review, viewer)
        return size, *self._cut(review, rows)

    def counted(self, review: Review, viewer: User) -> int:
        """How many rows it has; of a table that never grows long, none."""
        return self.size(review, viewer) if self.size else 0

    def _cut(self, review: Review, rows: Iterable[Sequence[Any]]) -> tuple[list[Column], Iterator[list[Any]]]:
        kept = [at for at, each in enumerate(self.columns) if not each.only_in or review.template in each.only_in]
        return [self.columns[at] for at in kept], ([row[at] for at in kept] for row in rows)


_registry: dict[str, Export] = {}


def export(
    name: str,
    label: str,
    columns: Sequence[Column],
    needs: Capability = Capability.EXPORT,
    a_row: str = "",
    also: Formats | None = None,
    size: Size | None = None,
    part: Part | None = None,
) -> Callable[[Rows], Rows]:
    """Register the decorated function: `rows(review, viewer)`, each row as long as `columns`.

    `a_row` says in a few words what one row is; who lacks the capability `needs` does not get the table. `also` are
    the formats that only this table can be written in. `size` counts the rows of a table that grows long, `part` gives
    those of a narrowed one.
    """

    def register(rows: Rows) -> Rows:
        _registry[name] = Export(name, label, tuple(columns), rows, needs, a_row, also or {}, size, part)
        return rows

    return register


def exports() -> list[Export]:
    return sorted(_registry.values(), key=lambda each: each.name)


def get(name: str) -> Export:
    """Raises KeyError for a name that no app registered."""
    return _registry[name]
