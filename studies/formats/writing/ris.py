"""Writes RIS as EndNote, Zotero and Mendeley read it: CRLF, a tag a line, an abstract a line a paragraph."""

import re
from collections.abc import Iterable, Iterator, Mapping

from studies.formats import kinds
from studies.formats.writing import words

_TYPES = words.codes(kinds.RIS) | {"conference paper": "CPAPER", "manuscript": "UNPB", "figure": "FIGURE"}
_LIKE_A_TAG = re.compile(r"\s*[A-Za-z][A-Za-z0-9]\s*[-\u2013]|(?:ER|er)$")
# No reader takes a line that begins with it for a tag, none shows it, and ours takes it away.
_SHIELD = "\u2060"


def write(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield citations as RIS, one at a time."""
    return ("".join(f"{line}\r\n" for line in _entry(row)) for row in rows)


def _entry(row: Mapping[str, str]) -> Iterator[str]:
    kind = words.line(row, "type")
    yield f"TY  - {_TYPES.get(kind, 'GEN' if kind else 'JOUR')}"
    for tag, value in _values(row, kind):
        if value:
            yield f"{tag}  - {value}"
    if text := words.paragraphs(row.get("abstract") or ""):
        yield f"AB  - {text[0]}"
        yield from (_SHIELD + line if _LIKE_A_TAG.match(line) else line for line in text[1:])
    yield "ER  - "
    yield ""


def _values(row: Mapping[str, str], kind: str) -> Iterator[tuple[str, str]]:
    title = words.line(row, "title")
    yield "TI", title
    yield from (("AU", _name(name)) for name in words.several(row, "authors"))
    yield "PY", words.line(row, "year")
    # A book without a title would be taken to have the one in T2.
    yield "T2" if title or kind != "book" else "JF", words.line(row, "container")
    yield "VL", words.line(row, "volume")
    yield "IS", words.line(row, "issue")
    yield from zip(("SP", "EP"), words.first_and_last(words.line(row, "pages")), strict=True)
    yield "DO", words.line(row, "doi")
    if pmid := words.line(row, "pmid"):
        yield "AN", f"PMID: {pmid}"
    yield "SN", words.line(row, "isbn_issn")
    yield from (("KW", word) for word in words.several(row, "keywords"))
    yield from (("LA", language) for language in words.several(row, "language"))
    yield from (("UR", address) for address in words.several(row, "url"))
    yield "ID", words.line(row, "source_id")
    if kind and kind not in _TYPES:
        yield "M3", kind


def _name(name: str) -> str:
    """A comma at its end says that a name is whole: a group's, which must not be cut into family and given."""
    return name if "," in name else f"{name},"
