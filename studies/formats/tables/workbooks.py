"""Opens a workbook (XLSX, XLS, ODS) as rows of text, whatever is in it."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from studies.formats.tables.delimited import Row

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_UNPACKED = 2 << 30
_MOST_SWELLING = 400  # times; the sheets of real exports swell 5 to 30 times

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class Unreadable(Exception):
    """The workbook cannot be opened; the message says why in a sentence."""


def sheets(file: BinaryIO) -> list[CalamineSheet]:
    """The sheets that can be seen, or all if none can. Raises Unreadable."""
    _look_inside(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        seen = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        return [book.get_sheet_by_name(name) for name in seen or book.sheet_names]
    except (CalamineError, OSError, ValueError, EOFError, MemoryError) as wrong:
        raise Unreadable(_sentence(str(wrong))) from None
    except BaseException as wrong:  # the library is Rust: what it did not foresee comes as a PanicException
        if type(wrong).__name__ != "PanicException":
            raise
        raise Unreadable(_sentence("its inside is broken")) from None


def rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows of a sheet with their numbers, blank ones left out."""
    first = (sheet.start or (0, 0))[0] + 1
    for number, cells in enumerate(sheet.iter_rows(), first):
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            yield Row(number, texts, "\t".join(texts).rstrip("\t"))


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without decimals, dates as ISO 8601."""
    if isinstance(cell, str):
        if "_x" in cell:
            cell = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell)
        return cell.replace("\r\n", "\n").replace("\x00", "")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


def _look_inside(file: BinaryIO) -> None:
    """Raise Unreadable for a packed file that is broken, or would fill the memory."""
    file.seek(0)
    if file.read(2) != b"PK":
        return
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(_sentence("it is cut or damaged")) from None
    size, packed_size = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if size > _MOST_UNPACKED or (size > 64 << 20 and size > _MOST_SWELLING * packed_size):
        raise Unreadable(
            "This workbook would fill the memory when it is unpacked: save the citations as CSV and load that."
        )


def _sentence(why: str) -> str:
    return f"This workbook cannot be opened ({why[:120].rstrip('.')}): save it anew, or as CSV, and load that file."
