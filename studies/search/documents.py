"""What the index holds of a citation: four columns of folded words."""

from collections.abc import Mapping

from studies.search.folding import fold

COLUMNS = ("title", "authors", "container", "text")
READ = ("title", "authors", "container", "abstract", "keywords", "doi", "pmid", "isbn_issn", "year")
# Ends each part, so that no phrase reaches across; being in every document, it also stands for all of them.
END = "endofpart"
# PostgreSQL remembers positions up to 16,383.
LONGEST = 90_000


def document(fields: Mapping[str, str]) -> tuple[str, str, str, str]:
    """The values of COLUMNS from a citation's fields (those named in READ)."""
    numbers = " ".join(fields[name] for name in ("doi", "pmid", "isbn_issn", "year"))
    text = f"{_part(fields['abstract'])} {_part(fields['keywords'])} {_part(numbers)}"
    return _part(fields["title"]), _part(fields["authors"]), _part(fields["container"]), text


def _part(value: str) -> str:
    return f"{fold(value)[:LONGEST]} {END}"
