"""Reads BibTeX and biblatex, as every reference manager and most databases write it."""

import re
from collections.abc import Iterator

from studies.formats import kinds_structured, values
from studies.formats.bibtex_blocks import COMMANDS, Block, blocks
from studies.formats.bibtex_fields import Broken, define, key_and_fields
from studies.formats.bibtex_heirs import Parents, parents_in
from studies.formats.bibtex_macros import Macros
from studies.formats.bibtex_names import people
from studies.formats.format import Format
from studies.formats.latex import decode
from studies.formats.picking import Picker
from studies.formats.reading import Entry, Item, Rejected, Skipped
from studies.formats.source import Source

_NO_ENTRIES = frozenset(("xdata", "set", "control", "bibnote"))
_CONTAINERS = ("journal", "journaltitle", "booktitle", "fjournal", "journalfull", "maintitle", "shortjournal")
_NUMBERS = (
    *("issn", "isbn", "eissn", "e-issn", "issn-l", "issn-linking", "issn-print", "print-issn", "electronic-issn"),
    *("isbn13", "isbn-13", "isbn10", "isbn-10", "eisbn"),
)
_NUMBERED = ("eid", "articleno", "article-number", "art_number", "article_number", "elocation-id")
_WITH_DOI = ("doi", "article-doi", "url", "ee", "bdsk-url-1", "link", "eprint", "note", "howpublished", "annote")
_WITH_URL = ("url", "howpublished", "link", "ee", "bdsk-url-1", "note")
_WITH_PMID = ("pmid", "pubmed", "pubmedid", "pubmed-id", "pubmed_id", "colrev.pubmed.pubmedid")


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a BibTeX file, what is wrong with others, and comments, macros and text between them."""
    parents = parents_in(source)
    macros = Macros()
    for block in blocks(source.lines):
        if block.kind == "string" and block.closed:
            define(block.body, macros)
        if not block.kind or block.kind in COMMANDS or block.kind in _NO_ENTRIES:
            yield Skipped(block.line, block.text)
        else:
            yield _item(block, macros, parents)


def _item(block: Block, macros: Macros, parents: Parents) -> Item:
    if not block.closed:
        reason = "The braces of this entry do not balance, so that nobody can tell where its fields end."
        return Rejected(block.line, f"{reason} Mend them, or leave the entry out.", block.text)
    try:
        key, fields = key_and_fields(block.body, macros)
    except Broken as error:
        return Rejected(block.line, f"This entry is not BibTeX: {error} Mend it, or leave it out.", block.text)
    if not any(value.strip() for found in fields.values() for value in found):
        reason = "This entry is empty: it has a key at most. Expected at least a title; add one, or leave it out."
        return Rejected(block.line, reason, block.text)
    said = [f"The abbreviation “{name}” is defined nowhere in the file." for name in macros.undefined]
    inherited, whence = parents.inherited(block.kind, fields)
    return _entry(block, key, Picker(fields, decode, inherited), said + whence)


def _entry(block: Block, key: str, given: Picker, said: list[str]) -> Entry | Rejected:
    title = _title(given)
    fields = {
        "type": kinds_structured.from_bibtex(block.kind, given.first("entrysubtype")),
        "title": title,
        "authors": _authors(given, said),
        "year": _year(given, said),
        "container": given.first(*_CONTAINERS),
        "volume": given.first("volume"),
        "issue": given.first("number", "issue"),
        "pages": values.pages(given.first("pages") or given.first(*_NUMBERED)),
        "doi": given.found(_doi, *_WITH_DOI),
        "pmid": _pmid(given),
        "isbn_issn": _numbers(given),
        "abstract": values.joined(map(_prose, given.every("abstract"))),
        "keywords": _keywords(given),
        "language": given.first("language", "langid", "hyphenation"),
        "url": given.found(_addresses, *_WITH_URL) or given.first("url"),
        "source_id": values.tidy(key),
    }
    return given.entry(fields, said, raw=block.text, line=block.line, noted=("note", "annote", "comment", "keywords"))


def _title(given: Picker) -> str:
    title = given.first("title")
    subtitle = given.first("subtitle") if title else ""
    if subtitle and subtitle not in title:
        return f"{title}{' ' if title[-1] in '.:?!' else ': '}{subtitle}"
    return title or given.first("booktitle", "maintitle", "shorttitle")


def _authors(given: Picker, said: list[str]) -> str:
    for name in ("author", "authors", "editor", "editors"):
        for _, place, value in given.raw(name):
            found, cut = people(value)
            if not found:
                continue
            given.take(name, place)
            if name in ("editor", "editors"):
                said.append("No authors are given; these are the editors.")
            if cut:
                said.append("The list of authors is cut short (“and others”).")
            return found
    return ""


def _year(given: Picker, said: list[str]) -> str:
    dates = list(given.raw("year", "date", "issued", "publication_date", "month"))
    for name, place, value in dates:
        if name != "month" and (found := values.year(decode(value))):
            if found == values.tidy(decode(value)):
                given.take(name, place)
            return found
    if dates and any(char.isalnum() for char in dates[0][2]) and dates[0][0] != "month":
        said.append(f"The date holds no year: “{values.tidy(decode(dates[0][2]))[:100]}”.")
    return ""


def _doi(value: str) -> str:
    return values.doi(decode(value, verbatim=True)) if "10." in value or "10%2" in value else ""


def _addresses(value: str) -> str:
    """Web addresses alone: of a sentence that holds one only that."""
    return values.addresses([decode(value, verbatim=True)]) if "//" in value or "www" in value else ""


def _pmid(given: Picker) -> str:
    """A PubMed number from its own field, or one that is called so."""
    kinds_of_eprint = {value.casefold() for _, _, value in given.raw("eprinttype", "archiveprefix")}
    own = _WITH_PMID + (("eprint",) if "pubmed" in kinds_of_eprint else ())
    bare = given.found(lambda value: "".join(re.findall(r"^\D{0,10}([1-9]\d{0,7})(?!\d)", value, re.A)), *own)
    return bare or given.found(values.pmid, "note", "annote", "url", "unique-id")


def _numbers(given: Picker) -> str:
    found = []
    for name, place, value in given.raw(*_NUMBERS):
        if numbers := values.numbers([decode(value)]):
            found += numbers.split("; ")
            given.take(name, place)
    return "; ".join(dict.fromkeys(found))


def _prose(value: str) -> str:
    """Lines are wrapped in BibTeX; only a blank one ends a paragraph."""
    return "\n".join(filter(None, (values.tidy(part) for part in value.split("\n\n"))))


def _keywords(given: Picker) -> str:
    """Keywords are parted by semicolons or else by commas, those of Mendeley by commas without a blank."""
    words: list[str] = []
    for value in given.every("keywords", "keyword", "author_keywords"):
        flat = " ".join(value.split())
        joint = ";" if ";" in flat else r",(?! )" if re.search(r",\S", flat) else ","
        words += re.split(joint, flat)
    return values.keywords(words)


_KINDS = "|".join((*kinds_structured.BIBTEX, *COMMANDS))
_TELLING = re.compile(
    rf"(?<![\w.@])@[ \t]*(?:(?:{_KINDS})\s*[{{(]|[A-Za-z]{{3,30}}[ \t]*\{{[^\s{{}}\"=,;:]{{0,200}},[ \t]*[\r\n])", re.I
)


def _told(text: str) -> int:
    found = _TELLING.search(text)
    return found.start() if found else -1


FORMAT = Format("bibtex", "BibTeX", "bib", read, _told)
