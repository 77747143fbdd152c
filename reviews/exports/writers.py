"""Rows to bytes: CSV that Excel opens rightly, XLSX with a frozen filtered header, DOCX as a journal accepts it.

A cell that a spreadsheet would take for a formula is written as text in each of them. Word and Excel files hold it
as it is. CSV has no types, so there it gets a leading apostrophe, and the rule can be undone: whoever reads the CSV
takes one apostrophe away from every cell that begins with apostrophes and then = + - @, tab or a line end.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from reviews.exports.docx import to_docx
from reviews.exports.registry import Column, Export, Formats
from reviews.exports.xlsx import to_xlsx

# A text that is a plain number, like -0.31, cannot calculate anything: it stays as it is.
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
Table = tuple[Sequence[Column], Iterable[Sequence[Any]]]


def as_text(value: Any) -> str:
    """A cell as CSV holds it, with an apostrophe before what a spreadsheet would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def to_csv(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with BOM, comma, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([as_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


FORMATS: Formats = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}


def formats(table: Export) -> Formats:
    """The formats that a table can be written in, by the ending of the file."""
    return {**FORMATS, **table.also}


def write(
    ending: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    known: Formats = FORMATS,
) -> bytes:
    """The table as a file of that ending, which is a key of `known`."""
    return known[ending][1](title, columns, rows)
