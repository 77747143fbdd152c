"""Writes CSL-JSON, which Zotero, Pandoc and citation processors read."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from studies.formats import kinds_structured
from studies.formats.writing import words

_TYPES = words.codes(kinds_structured.CSL)
_NAMED = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "language": "language",
    "url": "URL",
}


def write(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield citations as a JSON array of CSL items, one at a time."""
    between = "[\n"
    for number, row in enumerate(rows, 1):
        item = json.dumps(_item(row, number), ensure_ascii=False, indent=1)
        yield between + " " + item.replace("\n", "\n ")
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _item(row: Mapping[str, str], number: int) -> dict[str, Any]:
    kind = words.line(row, "type")
    issns, isbns = words.numbers(row)
    year = words.line(row, "year")
    item: dict[str, Any] = {
        "id": words.line(row, "source_id") or f"citation-{number}",
        "type": _TYPES.get(kind, "document" if kind else "article-journal"),
        **{name: words.line(row, field) for field, name in _NAMED.items()},
        "author": [_name(name) for name in words.several(row, "authors")],
        "issued": {"date-parts": [[int(year)]]}
        if re.fullmatch(r"\d{4}", year, re.A)
        else {"raw": year}
        if year
        else {},
        "keyword": _keywords(words.several(row, "keywords")),
        "ISSN": ", ".join(issns),
        "ISBN": ", ".join(isbns),
        "abstract": "\n".join(words.paragraphs(row.get("abstract") or "")),
        "genre": kind if kind not in _TYPES else "",
    }
    return {name: value for name, value in item.items() if value}


def _keywords(found: list[str]) -> str:
    """Semicolons between them; one behind a single keyword that holds a comma, which would be cut there."""
    return "; ".join(found) + (";" if len(found) == 1 and "," in found[0] else "")


def _name(name: str) -> dict[str, str]:
    parts = name.split(", ")
    if len(parts) == 3:
        return {"family": parts[0], "given": parts[1], "suffix": parts[2]}
    return {"family": parts[0], "given": parts[1]} if len(parts) == 2 else {"literal": name}
