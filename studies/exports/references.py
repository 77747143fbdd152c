"""A table of citations as files of reference managers: RIS, BibTeX and CSL-JSON beside the formats of every table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reviews.exports import Column
from studies.formats import FIELDS
from studies.formats.writing import WRITERS, pieces


def _writer(name: str) -> Any:
    def write(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
        """The columns that are fields of a reference; the number of the citation is its key."""
        names = ["source_id" if column.name == "citation" else column.name for column in columns]
        kept = [(at, field) for at, field in enumerate(names) if field in FIELDS]
        return pieces(name, ({field: str(row[at] or "") for at, field in kept} for row in rows))

    return write


REFERENCES = {
    WRITERS[name].ending: (WRITERS[name].content_type, _writer(name)) for name in ("ris", "bibtex", "csl_json")
}
