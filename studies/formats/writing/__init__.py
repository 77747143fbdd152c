"""Writes citations as RIS, BibTeX, CSL-JSON and CSV, so that reference managers and our own readers take them back.

`write("ris", rows)` is the whole of it: `rows` are mappings of `studies.formats.FIELDS` (any may be missing, others
are left out), the answer is the bytes of a file. `WRITERS[name]` tells its ending, content type and label, so that a
screen offers a download of any list of citations with `[(each.name, each.label) for each in WRITERS.values()]` and
answers it with `pieces(name, rows)`, which is the same file bit by bit and never whole in memory.

What readers call the normal form of a field is written so that reading gives it back unchanged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from studies.formats.writing import bibtex, csl, ris, table

__all__ = ["WRITERS", "Row", "Writer", "pieces", "write"]

Row = Mapping[str, str]
PIECE = 2**16


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that citations can be written in: its name, ending and content type, and what does it."""

    name: str
    label: str
    ending: str
    content_type: str
    write: Callable[[Iterable[Row]], Iterator[str]]


WRITERS = {
    writer.name: writer
    for writer in (
        Writer("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris.write),
        Writer("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex.write),
        Writer("csl_json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl.write),
        Writer("csv", "CSV", "csv", "text/csv; charset=utf-8", table.write),
    )
}


def write(format: str, rows: Iterable[Row]) -> bytes:
    """Return citations as a file. Raises KeyError for a format that is not in WRITERS."""
    return b"".join(pieces(format, rows))


def pieces(format: str, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the file in pieces worth sending. Raises KeyError for a format that is not in WRITERS."""
    gathered: list[str] = []
    size = 0
    for entry in WRITERS[format].write(rows):
        gathered.append(entry)
        size += len(entry)
        if size >= PIECE:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    yield "".join(gathered).encode()
