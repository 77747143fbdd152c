"""A table as an Excel workbook: frozen header, widths, filters, text that stays text."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from reviews.exports.registry import Column

CELL_LIMIT = 32_767
CUT = f" [cut: a cell of Excel holds {CELL_LIMIT:,} characters; the CSV has all]"


PIECE = 2**16
# Each row leaves memory for the disk when the next one begins.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def to_xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """One sheet; numbers stay numbers, everything else is written as a string, never as a formula or link."""
    with TemporaryFile() as out:
        _fill(xlsxwriter.Workbook(out, OPTIONS), title, columns, rows)
        out.seek(0)
        while piece := out.read(PIECE):
            yield piece


def _fill(book: xlsxwriter.Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    widths = [len(column.name) for column in columns]
    last = 0
    sheet.write_row(0, 0, [column.name for column in columns], head)
    for last, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(last, at, value, body)
            else:
                text = "" if value is None else _fitting(str(value))
                sheet.write_string(last, at, text, body)
                widths[at] = max(widths[at], min(len(text), 60))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
    book.close()


def _sheet_name(title: str) -> str:
    """What Excel takes: 31 units of UTF-16, no signs of its own, no apostrophe at either end."""
    allowed = (c if c.isprintable() and ord(c) < 0x10000 and c not in "[]:*?/\\'" else " " for c in title)
    return "".join(allowed)[:31].strip() or "Table"


def _fitting(text: str) -> str:
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT
