"""Writes citations as CSV that Excel opens rightly: UTF-8 with BOM, comma, CRLF.

A cell that a spreadsheet would take for a formula gets a leading apostrophe, by the rule of `reviews.exports.writers`;
the reader of tables takes it away.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from studies.formats.reading import FIELDS
from studies.formats.writing import words

_FORMULA = re.compile(r"'*[=+\-@\t]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.A)


def write(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield citations as a table with a column a field, one at a time."""
    yield "\ufeff" + _line(FIELDS)
    for row in rows:
        yield _line([_cell(row, field) for field in FIELDS])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(row: Mapping[str, str], field: str) -> str:
    text = "\n".join(words.paragraphs(row.get(field) or "")) if field == "abstract" else words.line(row, field)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
