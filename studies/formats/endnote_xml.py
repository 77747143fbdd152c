"""Reads EndNote's XML, which Mendeley, Zotero, Bookends, EPPI-Reviewer, DistillerSR and others write as well."""

import re
from collections.abc import Iterator

from lxml import etree

from studies.formats import names, values
from studies.formats.format import Format, telling
from studies.formats.kinds_structured import from_endnote
from studies.formats.picking import Named, Picker
from studies.formats.reading import Entry, Item, Rejected
from studies.formats.source import Source
from studies.formats.xml import Record, is_value, records, text_of

# Of these the name of what stands inside does not tell enough.
_SPEAKING = {"periodical", "alt-periodical", "pub-dates", "foreign-keys"} | {
    f"{kind}-urls" for kind in ("web", "pdf", "text", "image", "related")
}
_TITLES = ("title", "short-title", "translated-title")
_CONTAINERS = (
    *("secondary-title", "periodical/full-title", "alt-title", "alt-periodical/full-title"),
    *("periodical/abbr-1", "periodical/abbr-2", "tertiary-title"),
)
_URLS = tuple(f"{kind}/url" for kind in ("related-urls", "web-urls", "text-urls", "pdf-urls", "image-urls"))
_DOIS = ("electronic-resource-num", "electronic-resource-number", "doi")
_NOTES = ("notes", "research-notes", "label", *(f"custom{n}" for n in range(1, 8)), "keyword", "user-1", "user1")
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|national library of medicine", re.I)
_OTHER_WORK = re.compile(r"erratum|corrig|comment|retract|update|reply|original|cited|reference", re.I)


def read(source: Source) -> Iterator[Item]:
    """Yield the records of an EndNote file, those that are broken, and the text between them."""
    for record in records(source.lines, "record", "RECORD"):
        yield _entry(record) if isinstance(record, Record) else record


def _entry(record: Record) -> Entry | Rejected:
    own: Named = {}
    _gather(record.root, "", own)
    given = Picker(own)
    said = record.odd
    title = given.first(*_TITLES)
    fields = {
        "type": _kind(record.root, given),
        "title": title or given.first("secondary-title"),
        "authors": _authors(given, said),
        "year": _year(given, said),
        "container": given.first(*_CONTAINERS),
        "volume": given.first("volume"),
        "issue": given.first("number", "issue"),
        "pages": values.pages(given.first("pages", "start-page")),
        "doi": given.found(values.doi, *_DOIS, *_URLS, "accession-num") or _noted_doi(given),
        "pmid": _pmid(given),
        "isbn_issn": values.numbers(given.every("isbn", "issn")),
        "abstract": values.joined(map(values.prose, given.every("abstract"))),
        "keywords": values.keywords(given.every("keyword", "keywords")),
        "language": "; ".join(dict.fromkeys(map(values.tidy, given.every("language")))),
        "url": _addresses(given),
        "source_id": given.first("rec-number", "refnum"),
    }
    return given.entry(fields, said, raw=record.raw, line=record.line, noted=_NOTES)


def _gather(element: etree._Element, parent: str, own: Named) -> None:
    """Add every value under an element by a name that tells what it is."""
    for child in element:
        name = child.tag if child.tag.islower() else child.tag.lower().replace("_", "-")
        if is_value(child):
            key = parent if name == "author" and parent else f"{parent}/{name}" if parent in _SPEAKING else name
            if value := text_of(child).strip():
                own.setdefault(key, []).append(value)
        else:
            _gather(child, name, own)


def _kind(root: etree._Element, given: Picker) -> str:
    """EndNote 8 and later give the kind a name and a number; EndNote 7 only a number of other meaning."""
    kind = next((child for child in root if child.tag == "ref-type"), None)
    if kind is None:
        return _OLD.get(given.first("reference-type"), "")
    given.first("ref-type")
    return from_endnote(kind.get("name") or "", text_of(kind).strip())


_OLD = {
    **dict.fromkeys(("0", "8"), "article"),
    **dict.fromkeys(("1", "9"), "book"),
    **dict.fromkeys(("2",), "thesis"),
    **dict.fromkeys(("3",), "conference paper"),
    **dict.fromkeys(("5",), "newspaper article"),
    **dict.fromkeys(("7",), "chapter"),
    **dict.fromkeys(("10",), "report"),
    **dict.fromkeys(("16",), "web page"),
}


_AUTHORS = ("authors", "author", "contributors")


def _authors(given: Picker, said: list[str]) -> str:
    for kind in (*_AUTHORS, "secondary-authors", "tertiary-authors", "subsidiary-authors"):
        found, cut = names.people(given.every(kind))
        if not found:
            continue
        if kind not in _AUTHORS:
            said.append("No authors are given; these are the editors.")
        if cut:
            said.append("The list of authors is cut short (“et al.”).")
        return found
    return ""


def _year(given: Picker, said: list[str]) -> str:
    dates = list(given.raw("year", "pub-dates/date", "date"))
    for name, place, value in dates:
        if found := values.year(value):
            if found == value:
                given.take(name, place)
            return found
    if dates and dates[0][0] == "year" and any(map(str.isalnum, dates[0][2])):
        said.append(f"The date holds no year: “{values.tidy(dates[0][2])[:100]}”.")
    return ""


def _noted_doi(given: Picker) -> str:
    notes = (value for _, _, value in given.raw("notes", "research-notes"))
    return next((values.doi(v) for v in notes if "doi" in v.lower() and not _OTHER_WORK.search(v)), "")


def _pmid(given: Picker) -> str:
    """The accession number where the database is PubMed, or a number that is called so."""
    source = " ".join(v for _, _, v in given.raw("remote-database-name", "remote-database-provider", "database"))
    pmc = any(v.startswith("PMC") for _, _, v in given.raw("custom2", "user16"))
    bare = [(n, p, v) for n, p, v in given.raw("accession-num") if re.fullmatch(r"[1-9]\d{4,7}", v, re.A)]
    if bare and (pmc or _PUBMED.search(source)):
        given.take(*bare[0][:2])
        return bare[0][2]
    return given.found(values.pmid, "accession-num", *_URLS, "notes", "custom2", "research-notes", "label")


def _addresses(given: Picker) -> str:
    found: list[str] = []
    for name, place, value in given.raw(*_URLS, "url"):
        if address := values.addresses([value]):
            given.take(name, place)
            found.append(address)
    return "; ".join(dict.fromkeys(found)) or given.first(*_URLS[:3], "url")


FORMAT = Format(
    "endnote_xml",
    "EndNote XML",
    "xml",
    read,
    telling(
        r"<xml>\s*<records\b|<(?:records|xml)>\s*<record>\s*(?:<[\w-]+[^<>]*>[^<>]*(?:</[\w-]+>)?\s*){0,4}"
        r"<(?:database|source-app|ref-type|rec-number|contributors|reference_type|refnum|titles|foreign-keys)\b",
        re.I,
    ),
)
