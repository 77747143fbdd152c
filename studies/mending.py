"""Rejected entries on their way back: written out to be mended in any editor, taken in again, and read once more."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studies.formats import Reading, read
from studies.formats.tables import Columns

MARK = re.compile(r"^=== line ([\d,]+)(?:: .*)?$")
EXPLAINED = (
    "Mend the entries below, then give this file back on the page of the batch.",
    "Leave the lines that begin with === as they are: each says where the entry under it stood.",
)
# What an entry alone lacks of its file.
AROUND = {
    "endnote_xml": ("<xml><records>", "</records></xml>"),
    "pubmed_xml": ("<PubmedArticleSet>", "</PubmedArticleSet>"),
}
CELL = 2**24
# What the CSV writer puts before a cell that a spreadsheet would take for a formula.
APOSTROPHE = re.compile(r"'(?='*[=+\-@\t\r\n])")


@dataclass(frozen=True, slots=True)
class Mended:
    """An entry's words after mending; `line` is where it stood in the file that was loaded."""

    line: int
    raw: str


class NotMended(Exception):
    """The file holds no rejected entries; the message says what is expected."""


def written(rejected: Iterable[tuple[int, str, str]]) -> str:
    """Rejected entries (line, reason, raw) as one text to be mended."""
    blocks = [f"=== line {line}: {' '.join(reason.split())}\n{raw}\n" for line, reason, raw in rejected]
    return "\n".join([*EXPLAINED, "", *blocks])


def taken(data: bytes) -> list[Mended]:
    """What a mended file holds: the text that `written` made, or the table with the columns line and raw.

    Raises NotMended.
    """
    text = _decoded(data)
    found = _marked(text) or _tabled(text)
    if not found:
        raise NotMended(
            "This is not a file of rejected entries: download them here, mend them, and give that file back."
        )
    return found


def reread(raw: str, format: str, columns: Columns | None = None, mapping: Mapping[str, str] | None = None) -> Reading:
    """Read the words of one entry in the format of its file; a row of a table stands under the file's `columns`."""
    if columns:
        head = io.StringIO()
        csv.writer(head, delimiter=columns.delimiter or "\t", lineterminator="\n").writerow(columns.headers)
        return read(f"{head.getvalue()}{raw}\n".encode(), format="csv", mapping=mapping)
    begin, end = AROUND.get(format, ("", ""))
    return read(f"{begin}{raw}\n{end}".encode(), format=format)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _marked(text: str) -> list[Mended]:
    found: list[tuple[int, list[str]]] = []
    for line in text.splitlines():
        if mark := MARK.match(line):
            found.append((int(mark[1].replace(",", "")), []))
        elif found:
            found[-1][1].append(line)
    return [Mended(line, "\n".join(words).strip("\n")) for line, words in found]


def _tabled(text: str) -> list[Mended]:
    head = text.partition("\n")[0]
    csv.field_size_limit(CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\\t", key=head.count)))
    except csv.Error:
        return []
    columns = [name.strip().casefold() for name in rows[0]] if rows else []
    if not {"line", "raw"} <= set(columns):
        return []
    return list(filter(None, (_row(dict(zip(columns, cells, strict=False))) for cells in rows[1:])))


def _row(cells: dict[str, str]) -> Mended | None:
    line = cells.get("line", "").replace(",", "").strip()
    raw = cells.get("raw", "")
    return (
        Mended(int(line), APOSTROPHE.sub("", raw, count=1) if APOSTROPHE.match(raw) else raw)
        if line.isdecimal() and raw.strip()
        else None
    )
