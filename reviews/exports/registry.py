"""What can be exported: columns declared once, rows made for a review and the person who asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.access import Capability
from reviews.models import Review, User

Rows = Callable[[Review, User], Iterable[Sequence[Any]]]
Writer = Callable[[str, Sequence["Column"], Iterable[Sequence[Any]]], bytes]  # title, columns, rows
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

    def table(self, review: Review, viewer: User) -> tuple[list[Column], Iterator[list[Any]]]:
        """The columns that this review has, and its rows cut to them."""
        kept = [at for at, each in enumerate(self.columns) if not each.only_in or review.template in each.only_in]
        rows = ([row[at] for at in kept] for row in self.rows(review, viewer))
        return [self.columns[at] for at in kept], rows


_registry: dict[str, Export] = {}


def export(
    name: str,
    label: str,
    columns: Sequence[Column],
    needs: Capability = Capability.EXPORT,
    a_row: str = "",
    also: Formats | None = None,
) -> Callable[[Rows], Rows]:
    """Register the decorated function: `rows(review, viewer)`, each row as long as `columns`.

    `a_row` says in a few words what one row is; who lacks the capability `needs` does not get the table. `also` are
    the formats that only this table can be written in.
    """

    def register(rows: Rows) -> Rows:
        _registry[name] = Export(name, label, tuple(columns), rows, needs, a_row, also or {})
        return rows

    return register


def exports() -> list[Export]:
    return sorted(_registry.values(), key=lambda each: each.name)


def get(name: str) -> Export:
    """Raises KeyError for a name that no app registered."""
    return _registry[name]
