"""What a flow diagram says: bands from top to bottom, in them rows of one box and of what leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """A number and what it counts, with the address of the list where they are."""

    words: str
    count: int
    url: str = ""
    kind: str = ""

    @property
    def number(self) -> str:
        """Never broken over two lines."""
        return f"(n\u00a0=\u00a0{self.count:,})"


@dataclass(frozen=True)
class Box:
    """`key` is its name in tables; the head is its total, the lines are its parts."""

    key: str
    head: Line
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Row:
    """`side` boxes leave the flow; with `joins` they come into it, as a second source does."""

    main: Box
    side: Sequence[Box] = ()
    joins: bool = False


@dataclass(frozen=True)
class Band:
    words: str
    rows: Sequence[Row]


def folded(box: Box, most: int) -> Box:
    """The lines beyond `most` as one, which leads to the table that has them all."""
    if len(box.lines) <= most:
        return box
    shown, rest = list(box.lines[: most - 1]), box.lines[most - 1 :]
    more = Line(f"{len(rest)} more, see the table", sum(each.count for each in rest), f"#{box.key}", rest[0].kind)
    return replace(box, lines=[*shown, more])


def fold(bands: Sequence[Band], most: int) -> list[Band]:
    return [
        Band(
            band.words,
            [Row(folded(row.main, most), [folded(each, most) for each in row.side], row.joins) for row in band.rows],
        )
        for band in bands
    ]
