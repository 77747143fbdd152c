"""Finds the table in a file: what stands between its cells, and in which row its header is.

Exports put banners, dates and `sep=;` above the header; programs put a column of row numbers before the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from studies.formats.tables import headers
from studies.formats.tables.cells import plain
from studies.formats.tables.delimited import Row, rows

_SEP = re.compile(r'"?sep=(.)"?;*,*\s*', re.I)
_DELIMITERS = ("\t", ",", ";", "|")
_ABOVE, _LOOKED_AT = 30, 120  # rows that may stand above a header, and rows that are looked at
_LONGEST_HEADER = 100
_FIGURE = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True)
class Table:
    """Where the header is (its line), what it says, and what each column holds (a role of `headers`)."""

    line: int
    headers: list[str]
    roles: list[str]
    sample: list[list[str]]  # the first rows below the header
    delimiter: str = ""
    sure: bool = True  # the header was recognised, not only the shape of a table

    @property
    def width(self) -> int:
        return len(self.headers)


def in_text(text: str) -> Table | None:
    """Return the table in a text (the first megabyte of a file), None where it looks like none."""
    lines = [line for line, _ in zip(_lines(text), range(2000), strict=False)]
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    told = _SEP.fullmatch(lines[first].strip("\ufeff ")) if lines else None
    delimiters = (told[1],) if told else _DELIMITERS
    found = [table for mark in delimiters if (table := _delimited(lines, mark, bool(told)))]
    return max(found, key=lambda table: (table.sure, *_worth(table.headers), table.width)) if found else None


def _delimited(lines: list[str], delimiter: str, told: bool) -> Table | None:
    if not told and not any(delimiter in line for line in lines):
        return None
    looked_at = list(islice(rows(lines, delimiter), _LOOKED_AT))
    table = in_rows(looked_at, delimiter)
    return table if table and (table.sure or told or _regular(table, looked_at)) else None


def in_rows(looked_at: Sequence[Row], delimiter: str = "") -> Table | None:
    """Return the table in the first rows of a file: the row most like a header is the header."""
    candidates = [(at, row) for at, row in enumerate(looked_at[:_ABOVE]) if not row.wrong and _like_header(row.cells)]
    if not candidates:
        return None
    at, header = max(candidates, key=lambda found: (*_worth(found[1].cells), len(found[1].cells) > 2, -found[0]))
    below = [list(map(plain, row.cells)) for row in looked_at[at + 1 :] if not row.wrong]
    cells = [cell.strip("\ufeff \t\n") for cell in header.cells]
    while len(cells) > 1 and not cells[-1] and not any(any(row[len(cells) - 1 :]) for row in below):
        cells.pop()
    if below and all(len(row) == len(cells) + 1 for row in below) and any(row[-1] for row in below):
        cells.insert(0, "")  # R and pandas number the rows in a column that has no name
    sure = _worth(cells)[0] > 1 or (_worth(cells)[0] == 1 and len(cells) > 1 and _even(below, len(cells)))
    return Table(header.line, cells, headers.roles(cells, below), below, delimiter, sure)


def _lines(text: str) -> Iterator[str]:
    yield from text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _like_header(cells: Sequence[str]) -> bool:
    """Whether a row may be a header: several short names, no numbers and no sentences."""
    named = [cell for cell in map(str.strip, cells) if cell]
    if not named or any(len(cell) > _LONGEST_HEADER or _FIGURE.fullmatch(cell) for cell in named):
        return False
    return len(named) > 1 or _worth(named)[0] > 0


def _worth(cells: Sequence[str]) -> tuple[int, int]:
    """How many different things the cells name that we know, and how many of them are known at all."""
    found = [role for role, _ in headers.known(cells) if role]
    return len({headers.field_of(role) for role in found}), len(found)


def _even(below: Sequence[Sequence[str]], width: int) -> bool:
    return bool(below) and sum(len(row) == width for row in below) * 2 >= len(below)


def _regular(table: Table, looked_at: Sequence[Row]) -> bool:
    """Whether rows under an unknown header look like a table all the same, and not like sentences with commas."""
    named = [cell for cell in table.headers if cell]
    if len(named) < 3 or len(set(named)) < len(named) or not table.sample or "\ufffd" in "".join(named):
        return False
    even = sum(len(row) == table.width for row in table.sample) >= 0.8 * len(table.sample)
    return even and looked_at[0].line == table.line
