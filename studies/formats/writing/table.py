"""Writes citations as CSV that Excel opens rightly: UTF-8 with BOM, comma, CRLF.

A cell that a spreadsheet would take for a formula gets a leading apostrophe, by the rule of `reviews.exports.writers`;
the reader of tables takes it away.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping

from studies.formats.reading import FIELDS
from studies.formats.writing import words

_FORMULA = re.compile(r"'*[=+\-@\t]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.A)


def write(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return citations as a table with a column a field."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([_cell(row, field) for field in FIELDS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(row: Mapping[str, str], field: str) -> str:
    text = "\n".join(words.paragraphs(row.get(field) or "")) if field == "abstract" else words.line(row, field)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
