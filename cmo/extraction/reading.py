"""The order in which a page is read: words to pieces of lines, columns found by the gutter between them.

Lengths are in points, heights grow downwards. The recursive cut at gutters follows Nagy and Seth's X-Y cut (1984), with
pieces that span a gutter (titles, wide captions) parting the columns above from those below.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Word:
    """A word, from `left` to `right` on its `base` line; `size` is the height of its letters' box."""

    text: str
    left: float
    right: float
    base: float
    size: float


Piece = Word
Pieces = list[Word]


@dataclass(frozen=True)
class Region:
    """Lines read one after another, each held by one Word; a sentence may run on from one that `flows` to the next."""

    lines: Pieces
    flows: bool


# In heights of a letter: what parts the pieces of a line, and the cells of a row.
_PIECE_GAP, _CELL_GAP = 0.8, 1.8
# A page with more pieces than this is drawn, not written; its order is not worth the time.
_MOST_PIECES = 4000


def regions(words: Iterable[Word]) -> list[Region]:
    """The lines of a page in reading order: running head, columns and what spans them, foot.

    Cells of a table row are parted by tabs.
    """
    pieces = _pieces(words)
    if not pieces:
        return []
    head, body, foot = _margins(pieces)
    columns = _columns(body) if len(body) <= _MOST_PIECES else [body]
    parts = [(head, False), *((column, True) for column in columns), (foot, False)]
    return [Region(_lines(part), flows) for part, flows in parts if part]


def _pieces(words: Iterable[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words:
        last = pieces[-1] if pieces else None
        if last and _same_line(last, word) and -0.5 < (word.left - last.right) / max(last.size, 1) < _PIECE_GAP:
            pieces[-1] = _merged(last, word, " " if word.left - last.right > 0.08 * word.size else "")
        else:
            pieces.append(word)
    return pieces


def _same_line(one: Piece, other: Piece) -> bool:
    """Also for a raised reference number, whose letters are smaller."""
    return abs(one.base - other.base) < 0.45 * max(one.size, other.size)


def _merged(one: Piece, other: Piece, between: str) -> Piece:
    main = one if one.size >= other.size else other
    return Piece(one.text + between + other.text, one.left, max(one.right, other.right), main.base, main.size)


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.base, each.left)):
        if rows and _same_line(max(rows[-1], key=lambda each: each.size), piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _lines(region: Iterable[Piece]) -> list[Piece]:
    lines = []
    for row in _rows(region):
        first, *others = sorted(row, key=lambda each: each.left)
        line = first
        for piece in others:
            line = _merged(line, piece, "\t" if piece.left - line.right > _CELL_GAP * line.size else " ")
        lines.append(line)
    return lines


def _margins(pieces: Sequence[Piece]) -> tuple[Pieces, Pieces, Pieces]:
    """Up to two rows at the top and at the foot that stand well apart from the rest."""
    rows = _rows(pieces)
    head = foot = 0
    for count in (1, 2):
        if len(rows) > 5 and _apart(rows[count - 1], rows[count]):
            head = count
        if len(rows) > 5 and _apart(rows[-count - 1], rows[-count]):
            foot = count
    end = len(rows) - foot
    return _flat(rows[:head]), _flat(rows[head:end]), _flat(rows[end:])


def _flat(rows: Iterable[Pieces]) -> Pieces:
    return [piece for row in rows for piece in row]


def _apart(above: Pieces, below: Pieces) -> bool:
    size = max(piece.size for piece in (*above, *below))
    return min(each.base for each in below) - max(each.base for each in above) > 1.9 * size


def _columns(pieces: Pieces) -> list[Pieces]:
    gutter = _gutter(pieces)
    if gutter is None:
        return [pieces]
    found: list[Pieces] = []
    left: Pieces = []
    right: Pieces = []
    spanning: Pieces = []

    def close_band() -> None:
        for side in (left, right):
            if side:
                found.extend(_columns(list(side)))
                side.clear()

    for piece in sorted(pieces, key=lambda each: each.base):
        if piece.left < gutter - 1 and piece.right > gutter:
            close_band()
            spanning.append(piece)
            continue
        if spanning:
            found.append(list(spanning))
            spanning.clear()
        (right if piece.left >= gutter - 1 else left).append(piece)
    close_band()
    return [*found, spanning] if spanning else found


def _gutter(pieces: Pieces) -> float | None:
    """Where a right-hand column begins: the left edge that most pieces share and few pieces cross."""
    if len(pieces) < 6:
        return None
    low, high = min(each.left for each in pieces), max(each.right for each in pieces)
    edges = Counter(round(each.left) for each in pieces)
    inner = [edge for edge, _ in edges.most_common(40) if low + 0.15 * (high - low) < edge < high - 0.15 * (high - low)]
    for edge in inner:
        if _parts(pieces, edge, low, high):
            return float(edge)
    return None


def _parts(pieces: Pieces, edge: int, low: float, high: float) -> bool:
    """Whether columns meet at this edge: filled lines on both sides side by side, and a clear strip between them."""
    right = [each for each in pieces if each.left >= edge - 1]
    left = [each for each in pieces if each.right <= edge]
    beginning = sum(abs(each.left - edge) <= 2 for each in right)
    if len(left) < 3 or beginning < 3 or beginning < 0.4 * len(right):
        return False
    if len(pieces) - len(left) - len(right) > 0.4 * len(pieces):
        return False
    beside = min(max(e.base for e in left), max(e.base for e in right)) - max(
        min(e.base for e in left), min(e.base for e in right)
    )
    clear = edge - max(each.right for each in left) > 0.4 * median(each.size for each in pieces)
    return beside > 0 and clear and _filled(left, edge - low) and _filled(right, high - edge)


def _filled(side: Pieces, width: float) -> bool:
    """Lines of prose fill their column; cells of a table do not. A third column on this side halves what is asked."""
    return median(each.right - each.left for each in side) > 0.4 * width
