"""Cuts the lines of a delimited text (CSV, TSV) into rows of cells, as strictly as the file allows and no stricter.

A cell may hold line breaks inside quotation marks, and quotation marks that nobody doubled. A quotation mark that
opens a cell and is never closed costs its own row only, not the rest of the file.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINES, _CHARACTERS = 2000, 1 << 20  # no cell is longer: a mark that is still open then was never closed

UNCLOSED = (
    "A quotation mark opens a cell in this row and nothing closes it. Close it (or double it, if it belongs to the "
    "text) and load this row again."
)


@dataclass(slots=True)
class Row:
    """A row of a table: the line where it begins (in a workbook its number), its cells, and its text as it stood."""

    line: int
    cells: list[str]
    raw: str
    wrong: str = ""  # why it cannot be read
    stray: bool = False  # a quotation mark stands in it that is neither an end nor doubled


class Cutter:
    """Cuts texts at a delimiter outside quotation marks."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        mark = re.escape(delimiter)
        self._opening = re.compile(rf'(?:^|{mark}) *=?"')  # ="0012" is how text is kept from spreadsheets
        self._closing = re.compile(rf'""|"(?P<end> *(?:{mark}|$))?')
        self._regular = re.compile(rf'(?:(?: *"(?:[^"]++|"")*+" *|[^"{mark}]*+)(?:{mark}|\Z))*+\Z')
        self._cells = re.compile(
            rf' *=?"(?P<quoted>(?:[^"]++|""|"(?! *{mark}))*+)" *{mark}|(?P<plain>[^{mark}]*+){mark}'
        )

    def regular(self, text: str) -> list[str] | None:
        """The cells of a row as the standard has it, None where a mark is left open or stands astray."""
        if '"' not in text:
            return text.split(self.delimiter)
        if not self._regular.match(text):
            return None
        try:
            return next(csv.reader([text], delimiter=self.delimiter, skipinitialspace=True))
        except csv.Error:  # a cell of more than 128 KB
            return self.cells(text)

    def cells(self, text: str) -> list[str]:
        """The cells of a whole row, without their quotation marks."""
        found: list[str] = []
        for cell in self._cells.finditer(text + self.delimiter):
            quoted, plain = cell.groups()
            found.append(plain if quoted is None else quoted.replace('""', '"') if '""' in quoted else quoted)
        return found

    def open_after(self, text: str, inside: bool) -> tuple[bool, bool]:
        """Whether a cell is still open at the end of a line, and whether a stray quotation mark stands in it."""
        at, stray = 0, False
        while True:
            if not inside:
                opening = self._opening.search(text, at)
                if opening is None:
                    return False, stray
                at = opening.end()
            closing = self._closing.search(text, at)
            if closing is None:
                return True, stray
            at = closing.end()
            inside = closing["end"] is None
            if not inside:
                at = closing.start() + 1
            elif len(closing[0]) == 1:
                stray = True


def rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """The rows of a text; blank lines are none. Every other line is in exactly one row."""
    cutter = Cutter(delimiter)
    numbered = enumerate(lines, 1)
    waiting: deque[tuple[int, str]] = deque()
    barren = 0  # up to this line nothing closes a cell
    while (now := waiting.popleft() if waiting else next(numbered, None)) is not None:
        number, text = now
        if not text.strip():
            continue
        if (cells := cutter.regular(text)) is not None:
            yield Row(number, cells, text)
            continue
        inside, stray = cutter.open_after(text, False)
        if inside and number >= barren:
            more, barren = _gather(cutter, text, waiting, numbered)
            text, inside = "\n".join((text, *more)), not more
        yield Row(number, [], text, UNCLOSED) if inside else Row(number, cutter.cells(text), text, stray=stray)


def _gather(
    cutter: Cutter, text: str, waiting: deque[tuple[int, str]], numbered: Iterator[tuple[int, str]]
) -> tuple[list[str], int]:
    """The lines that go on with an open cell until it is closed; none, and up to where nothing closes it.

    A mark inside that is neither an end nor doubled says that it is another row's: the cell was not closed either.
    """
    taken: list[tuple[int, str]] = []
    size, inside, stray = len(text), True, False
    while inside and not stray and len(taken) < _LINES and size < _CHARACTERS:
        now = waiting.popleft() if waiting else next(numbered, None)
        if now is None:
            break
        taken.append(now)
        size += len(now[1])
        if '"' in now[1]:
            inside, stray = cutter.open_after(now[1], True)
    if inside or stray:
        waiting.extendleft(reversed(taken))
        return [], taken[-1][0] if taken and not stray else 0
    return [line for _, line in taken], 0
