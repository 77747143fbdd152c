"""A table of citations as files of reference managers: RIS, BibTeX and CSL-JSON beside the formats of every table."""

from collections.abc import Iterable, Sequence
from typing import Any

from reviews.exports import Column
from studies.formats import FIELDS
from studies.formats.writing import WRITERS
from studies.formats.writing import Writer as Format


def _writer(format_: Format) -> Any:
    def write(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
        """The columns that are fields of a reference; the number of the citation is its key."""
        names = ["source_id" if column.name == "citation" else column.name for column in columns]
        kept = [(at, name) for at, name in enumerate(names) if name in FIELDS]
        return format_.write({name: str(row[at] or "") for at, name in kept} for row in rows)

    return write


REFERENCES = {
    each.ending: (each.content_type, _writer(each)) for each in map(WRITERS.__getitem__, ("ris", "bibtex", "csl_json"))
}
