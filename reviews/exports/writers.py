"""Rows to bytes, piece by piece: CSV that Excel opens rightly, XLSX with a frozen filtered header, DOCX as a journal
accepts it. None of them is ever whole in memory; those of HEAVY are whole on disk before their first piece leaves.

A cell that a spreadsheet would take for a formula is written as text in each of them. Word and Excel files hold it
as it is. CSV has no types, so there it gets a leading apostrophe, and the rule can be undone: whoever reads the CSV
takes one apostrophe away from every cell that begins with apostrophes and then = + - @, tab or a line end.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from reviews.exports.docx import to_docx
from reviews.exports.registry import Column, Export, Formats
from reviews.exports.xlsx import to_xlsx

# A text that is a plain number, like -0.31, cannot calculate anything: it stays as it is.
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
PIECE = 500


def as_text(value: Any) -> str:
    """A cell as CSV holds it, with an apostrophe before what a spreadsheet would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def to_csv(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with BOM, comma, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([column.name for column in columns])
    rows = iter(rows)
    while True:
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
        writer.writerows([as_text(value) for value in row] for row in islice(rows, PIECE))
        if not out.tell():
            return


FORMATS: Formats = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}


# Zipped as a whole, and slow: above LARGE rows they are made by a job.
HEAVY = {"xlsx", "docx"}
LARGE = 2000


def in_background(ending: str, size: Callable[[], int]) -> bool:
    """Whether the file is made by a job; `size` counts the rows, and is asked only where it matters."""
    return ending in HEAVY and size() > LARGE


def formats(table: Export) -> Formats:
    """The formats that a table can be written in, by the ending of the file."""
    return {**FORMATS, **table.also}


def pieces(
    ending: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    known: Formats = FORMATS,
) -> Iterator[bytes]:
    """The table as a file of that ending, which is a key of `known`, as it becomes ready."""
    return known[ending][1](title, columns, rows)


def write(
    ending: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    known: Formats = FORMATS,
) -> bytes:
    """The same in one."""
    return b"".join(pieces(ending, title, columns, rows, known=known))
