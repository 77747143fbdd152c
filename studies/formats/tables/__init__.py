"""Reads tables: CSV, TSV and workbooks of databases, reference managers and screening programs.

`columns(source)` tells what the columns of a table hold, for a screen that asks; the readers take a mapping from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from studies.formats import decoding
from studies.formats.format import Format
from studies.formats.reading import Item, Rejected, Skipped
from studies.formats.source import Source
from studies.formats.tables import delimited, finding, headers, upright, workbooks
from studies.formats.tables.delimited import Row
from studies.formats.tables.entries import Rows, settled
from studies.formats.tables.finding import Table

__all__ = ["CSV", "XLSX", "Columns", "columns"]

SHOWN = 5
_LOOKED_AT = 120
_BEGINNING = 1 << 17  # characters
_FIRST_LINES = 2  # `sep=;` may stand above
_NO_TABLE = "No table was found in this file: its first row should name the columns (title, authors, year, …)."


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their headers, the first rows, and the field that each header is taken for ("" none).

    `delimiter` stands between the cells of a text; a workbook has none.
    """

    headers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    delimiter: str = ""


def columns(source: Source) -> Columns:
    """Look at the columns of a table, delimited or a workbook; nothing in it if the file is none."""
    try:
        found = _workbook(source)[0] if _packed(source.head) else _text(source)[0]
    except workbooks.Unreadable:
        found = None
    if found is None:
        return Columns()
    roles = settled(found, source.mapping)
    guessed = {name: headers.field_of(role) for name, role in zip(found.headers, roles, strict=True) if name}
    rows = [[*row, *[""] * (found.width - len(row))][: found.width] for row in found.sample[:SHOWN]]
    return Columns(found.headers, rows, guessed, found.delimiter)


def read_text(source: Source) -> Iterator[Item]:
    """Yield the entries of a delimited text."""
    table, rows = _text(source)
    return _items(source, table, rows) if table else iter([Rejected(1, _NO_TABLE)])


def read_workbook(source: Source) -> Iterator[Item]:
    """Yield the entries of the sheet that looks most like citations."""
    try:
        table, rows = _workbook(source)
    except workbooks.Unreadable as wrong:
        return iter([Rejected(1, str(wrong))])
    return _items(source, table, rows) if table else iter([Rejected(1, _NO_TABLE)])


def _items(source: Source, table: Table, rows: Iterator[Row]) -> Iterator[Item]:
    reader = Rows(table, settled(table, source.mapping))
    source.unmapped += reader.unmapped
    if reader.unmapped:
        return
    for row in rows:
        yield reader.item(row) if row.line > table.line else Skipped(row.line, row.raw)


def _text(source: Source) -> tuple[Table | None, Iterator[Row]]:
    """The table in a delimited text, and its rows."""
    text = decoding.decode(source.head)
    if _stands_upright(text):
        table = upright.table(lambda: delimited.rows(source.lines, ","))
        return table, upright.records(delimited.rows(source.lines, ","), table.headers)
    found = finding.in_text(text)
    return found, delimited.rows(source.lines, found.delimiter) if found else iter(())


def _stands_upright(text: str) -> bool:
    return upright.found_in(islice(delimited.rows(text[:_BEGINNING].splitlines(), ","), _LOOKED_AT))


def _workbook(source: Source) -> tuple[Table | None, Iterator[Row]]:
    """The best table among the sheets, and the rows of its sheet. Raises workbooks.Unreadable."""
    best: Table | None = None
    where: Iterator[Row] = iter(())
    for sheet in workbooks.sheets(source.file):
        table = finding.in_rows(list(islice(workbooks.rows(sheet), _LOOKED_AT)))
        if table and (best is None or _known(table) > _known(best)):
            best, where = table, workbooks.rows(sheet)
    return best, where


def _known(table: Table) -> int:
    return len(set(filter(None, table.roles)))


def _packed(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _telling_text(text: str) -> int:
    """A table shows at its beginning if that is a header we know; else behind anything else that shows."""
    if text.lstrip("\ufeff \r\n\t")[:1] in "<{[@%":
        return -1
    if _stands_upright(text):
        return 0
    table = finding.in_text(text[: 1 << 18])
    if table is None:
        return -1
    first = table.sure and table.line <= _FIRST_LINES and _known(table) > 2
    return 0 if first else len(text)


def _telling_workbook(head: str) -> int:
    """The names of its parts, which stand in the clear between them."""
    packed = head.startswith("PK\x03\x04") and ("xl/" in head or "opendocument.spreadsheet" in head)
    old = head.startswith("\xd0\xcf\x11\xe0") and ("W\0o\0r\0k\0b\0o\0o\0k" in head or "B\0o\0o\0k" in head)
    return 0 if packed or old else -1


CSV = Format("csv", "Table (CSV, TSV)", "csv", read_text, _telling_text)
XLSX = Format("xlsx", "Excel workbook (XLSX, XLS, ODS)", "xlsx", read_workbook, _telling_workbook, binary=True)
