"""What can be exported: columns declared once, rows made for a review and the person who asks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reviews.access import Capability
from reviews.models import Review, User

Rows = Callable[[Review, User], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str
    type: str = "text"


@dataclass(frozen=True)
class Export:
    name: str
    label: str
    columns: tuple[Column, ...]
    rows: Rows
    needs: Capability = Capability.EXPORT
    a_row: str = ""


_registry: dict[str, Export] = {}


def export(
    name: str,
    label: str,
    columns: Sequence[Column],
    needs: Capability = Capability.EXPORT,
    a_row: str = "",
) -> Callable[[Rows], Rows]:
    """Register the decorated function: `rows(review, viewer)`, each row as long as `columns`.

    `a_row` says in a few words what one row is; who lacks the capability `needs` does not get the table.
    """

    def register(rows: Rows) -> Rows:
        _registry[name] = Export(name, label, tuple(columns), rows, needs, a_row)
        return rows

    return register


def exports() -> list[Export]:
    return sorted(_registry.values(), key=lambda each: each.name)


def get(name: str) -> Export:
    """Raises KeyError for a name that no app registered."""
    return _registry[name]
