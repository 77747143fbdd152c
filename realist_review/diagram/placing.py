"""Where everything of a flow diagram stands, after the PRISMA 2020 template: two columns of boxes of equal width.

Rows are as high as their highest column, so nothing can overlap whatever the words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from realist_review.diagram.boxes import Band, Box, Line, Row
from realist_review.diagram.measuring import width, wrap

SIZE, LEADING = 13, 18
# The left column fits a screen of 390 pixels, so that there the flow itself is read without moving it.
EDGE, STRIP, WIDE, BETWEEN, PADDING = 6, 24, 314, 40, 12
LEFT = EDGE + STRIP + 10
RIGHT = LEFT + WIDE + BETWEEN
WHOLE = RIGHT + WIDE + EDGE
DOWN, APART, INDENT = 30, 10, 10

Point = tuple[float, float]


@dataclass(frozen=True)
class Text:
    """One line of words at its base line; `number` follows them, and leads to `url`."""

    x: float
    y: float
    words: str
    number: str = ""
    url: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Rectangle:
    x: float
    y: float
    width: float
    height: float
    key: str
    texts: tuple[Text, ...] = ()

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Placed:
    width: float
    height: float
    bands: list[Rectangle]
    boxes: list[Rectangle]
    arrows: list[tuple[Point, ...]]


def place(bands: Sequence[Band]) -> Placed:
    strips, boxes, arrows = [], [], []
    y: float = EDGE
    above: tuple[Row, list[Rectangle]] | None = None
    for band in bands:
        top = y
        for row in band.rows:
            placed = list(_row(row, y))
            arrows += [*_into(above, placed[0]), *_aside(row, placed)]
            boxes += placed
            y = max(each.bottom for each in placed) + DOWN
            above = row, placed
        needed = width(band.words, SIZE, bold=True) + 2 * PADDING
        high = max(y - DOWN - top, needed)
        y = top + high + DOWN
        strips.append(Rectangle(EDGE, top, STRIP, high, band.words))
    return Placed(WHOLE, y - DOWN + EDGE, strips, boxes, arrows)


def _row(row: Row, y: float) -> Iterator[Rectangle]:
    yield _box(row.main, LEFT, y)
    for side in row.side:
        placed = _box(side, RIGHT, y)
        y = placed.bottom + APART
        yield placed


def _box(box: Box, x: float, y: float) -> Rectangle:
    lines = [*_texts(box.head, x + PADDING, WIDE - 2 * PADDING, bold=True)]
    for each in box.lines:
        lines += _texts(each, x + PADDING + INDENT, WIDE - 2 * PADDING - INDENT)
    base = y + PADDING + SIZE - 1
    texts = [replace(each, y=base + n * LEADING) for n, each in enumerate(lines)]
    return Rectangle(x, y, WIDE, 2 * PADDING + len(lines) * LEADING - (LEADING - SIZE), box.key, tuple(texts))


def _texts(line: Line, x: float, room: float, bold: bool = False) -> Iterator[Text]:
    """One below the other; how far down is not known yet."""
    *before, last = wrap(f"{line.words} {line.number}", room, SIZE, bold)
    for words in before:
        yield Text(x, 0, words, bold=bold)
    yield Text(x, 0, last.removesuffix(line.number), line.number, line.url, bold)


def _into(above: tuple[Row, list[Rectangle]] | None, below: Rectangle) -> Iterator[tuple[Point, ...]]:
    """From the box before it, and from a source beside that one."""
    if above is None:
        return
    row, (main, *sides) = above
    yield (main.middle, main.bottom), (below.middle, below.y)
    if row.joins:
        bend = below.y - DOWN / 2
        for side in sides:
            yield (side.middle, side.bottom), (side.middle, bend), (below.middle, bend), (below.middle, below.y)


def _aside(row: Row, placed: Sequence[Rectangle]) -> Iterator[tuple[Point, ...]]:
    main, *sides = placed
    for side in () if row.joins else sides:
        at = side.y + min(side.height, main.height) / 2
        if at <= main.bottom:
            yield (main.x + main.width, at), (side.x, at)
        else:
            bend = side.x - BETWEEN / 2
            start = main.y + min(sides[0].height, main.height) / 2
            yield (bend, start), (bend, at), (side.x, at)
