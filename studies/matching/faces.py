"""What of a record is compared, read once: a face."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studies.formats.values import doi
from studies.matching.names import families
from studies.matching.numbers import issue, pages, volume
from studies.matching.text import compact, fold, plain
from studies.matching.titles import Title, title

Row = Mapping[str, Any]
_PMID = re.compile(r"(?:pmid:?)?\s*0*([1-9]\d{0,8})(?:\.0)?", re.I | re.A)
_PMID_IN_URL = re.compile(r"(?:pubmed|pmid)[^\d\s]{1,40}0*([1-9]\d{3,8})(?!\d)", re.I | re.A)
_MEETING = re.compile(r"\.\s*Conference\b.*|\s*\[[^\]]*\]$", re.I | re.S)  # what Embase and Ovid put behind a journal
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SERIAL = re.compile(r"(?<!\d)(\d{4})-?(\d{3}[\dX])(?!\d)")
_ACCESSION = re.compile(  # Scopus, Web of Science, ERIC, CENTRAL, PsycInfo
    r"2-S2\.0-\d{5,14}|WOS:[A-Z0-9]{12,16}|E[DJ]\d{6,7}|CN-\d{8}|(?:19|20)\d\d-\d{5}-\d{3}", re.A
)
_ISBN = re.compile(r"(?<!\d)(?:97[89] ?)?(\d{9})[\dX](?!\d)")
_HEADING = re.compile(r"^\W*(?:abstract|background|objectives?|purpose|aims?|introduction|summary|context)\b\W*", re.I)
ABSTRACT = 300  # characters of an abstract that are compared
BEGINNING = 420  # characters of an abstract in which they are found: spaces and headings do not count


@dataclass(slots=True, unsafe_hash=True)  # made by the ten thousand: frozen ones take three times as long
class Face:
    """Folded fields of a record; "" or an empty tuple where there is nothing to trust."""

    title: Title
    words: str  # the title's, without spaces
    families: tuple[str, ...]
    authors: str  # as they were given
    year: int
    container: str
    serials: tuple[str, ...]  # ISSN
    books: tuple[str, ...]  # ISBN, with what the short and the long form have in common
    volume: str
    issue: str
    first: str  # pages
    last: str
    dated: bool  # Excel made a date of the pages
    doi: str
    address: str  # a DOI that was found in the URL: databases put any there, so it can speak for, never against
    pmid: str
    accession: str  # the number that a database gives to a work and to no other
    abstract: str


def prepared(row: Row) -> Row:
    """Return the row with its face, for whoever asks for its keys and then matches it."""
    return {**row, "face": face(row)}


def face(row: Row) -> Face:
    """Read a row: a mapping with the fields of a record, any of them missing or wrong; a prepared one is read."""
    if isinstance(known := row.get("face"), Face):
        return known

    def text(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else str(value or "")

    read = title(text("title"))
    first, last, dated = pages(text("pages"))
    year = _YEAR.search(text("year"))
    return Face(
        title=read,
        words=read.text.replace(" ", ""),
        families=families(text("authors")),
        authors=text("authors"),
        year=int(year[0]) if year else 0,
        container=fold(plain(_MEETING.sub("", text("container")))),
        serials=_serials(text("isbn_issn")),
        books=_books(text("isbn_issn")),
        volume=volume(text("volume")),
        issue=issue(text("issue")),
        first=first,
        last=last,
        dated=dated,
        doi=doi(text("doi")),
        address=doi(text("url")),
        pmid=_pmid(row),
        accession=_accession(text("source_id")),
        abstract=abstract(text("abstract")),
    )


def _serials(text: str) -> tuple[str, ...]:
    return tuple(a + b for a, b in _SERIAL.findall(text.upper())) if text else ()


def _accession(text: str) -> str:
    """Numbers that say by their form whose they are; any others mean something within one file alone."""
    found = _ACCESSION.fullmatch(text.strip().upper()) if text else None
    return found[0] if found else ""


def _books(text: str) -> tuple[str, ...]:
    """ISBN without prefix and check digit, which alone differ between ten digits and thirteen."""
    return tuple(found[1] for found in _ISBN.finditer(text.upper().replace("-", ""))) if len(text) >= 10 else ()


def abstract(text: str) -> str:
    """Return the beginning of an abstract, folded, without its heading and spaces; "" if it is too short to tell."""
    if len(text) < 60:
        return ""
    found = compact(_HEADING.sub("", plain(text[:BEGINNING])))[:ABSTRACT]
    return found if len(found) >= 50 else ""


def _pmid(row: Row) -> str:
    if found := _PMID.fullmatch(str(row.get("pmid") or "").strip()):
        return found[1]
    url = str(row.get("url") or "")
    found = _PMID_IN_URL.search(url) if "pubmed" in url or "pmid" in url.lower() else None
    return found[1] if found else ""
