"""Rows to bytes: CSV that Excel opens rightly, XLSX with a frozen filtered header, DOCX as a journal accepts it.

A cell that a spreadsheet would take for a formula is written as text in each of them.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reviews.exports.docx import to_docx
from reviews.exports.registry import Column
from reviews.exports.xlsx import to_xlsx

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Table = tuple[Sequence[Column], Iterable[Sequence[Any]]]


def as_text(value: Any) -> str:
    """A cell as text; one that begins like a formula gets a leading apostrophe, which Excel does not show."""
    text = "" if value is None else str(value)
    if isinstance(value, int | float):
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def to_csv(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with BOM, comma, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([as_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


FORMATS: dict[str, tuple[str, Callable[[str, Sequence[Column], Iterable[Sequence[Any]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}


def write(ending: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """The table as a file of that ending (a key of `FORMATS`)."""
    return FORMATS[ending][1](title, columns, rows)
