"""Two records side by side: what they have in common, and where they differ, marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from studies.differences import Stretch, differences
from studies.models import FIELDS, Record
from studies.queries.standing import whereabouts

FIRST, LAST = ("title", "authors"), ("keywords", "url", "abstract")
ORDER = (*FIRST, *(name for name in FIELDS if name not in FIRST + LAST), *LAST)


@dataclass(frozen=True)
class Line:
    """One field: what each record has, in stretches marked where they differ."""

    label: str
    one: list[Stretch]
    other: list[Stretch]


@dataclass(frozen=True)
class Beside:
    """`differing` fields first, those of one record alone among them; `shared` is what both say alike."""

    one: Record
    other: Record
    differing: list[Line]
    shared: list[Line]

    @property
    def records(self) -> tuple[Record, Record]:
        return self.one, self.other

    @property
    def gone(self) -> str:
        """Why one of them does not count any more; empty when both do."""
        return whereabouts(self.one.citation) or whereabouts(self.other.citation)


def beside(one: Record, other: Record) -> Beside:
    """The records come with their batches and citations."""
    lines = list(_lines(one, other))
    differing = [line for line in lines if _differs(line)]
    return Beside(one, other, differing, [line for line in lines if not _differs(line)])


def _lines(one: Record, other: Record) -> Iterator[Line]:
    for name in ORDER:
        values = getattr(one, name), getattr(other, name)
        if any(values):
            label = str(Record._meta.get_field(name).verbose_name)
            alone = [[Stretch(value)] if value else [] for value in values]
            sides = differences(*values) if all(values) else alone
            yield Line(label[0].upper() + label[1:], *sides)


def _differs(line: Line) -> bool:
    return not (line.one and line.other) or any(each.differs for each in (*line.one, *line.other))
