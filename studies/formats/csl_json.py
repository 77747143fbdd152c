"""Reads CSL-JSON, as Zotero, Mendeley, pandoc, Crossref and citation.js write it, and Zotero's own JSON."""

import json
import re
from collections.abc import Iterator

from studies.formats import kinds, names, values
from studies.formats.format import Format
from studies.formats.json_items import Item as JsonItem
from studies.formats.json_items import Items
from studies.formats.kinds_structured import from_csl
from studies.formats.picking import Named, Picker
from studies.formats.reading import Entry, Item, Rejected
from studies.formats.source import Source

_CONTAINERS = ("container-title", "publicationTitle", "bookTitle", "proceedingsTitle", "journalAbbreviation")
_DATES = ("issued", "date", "published", "published-print", "published-online", "year", "event-date", "submitted")
_NUMBERS = ("ISSN", "ISBN", "issn", "isbn")
_PEOPLE = (
    "author",
    "authors",
    "creators",
    "editor",
    "collection-editor",
    "container-author",
    "director",
    "contributor",
)
_NOT_STORED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what no database column takes


def read(source: Source) -> Iterator[Item]:
    """Yield the items of a CSL-JSON file, those that are broken, and text between them."""
    for item in Items().read(source.lines):
        yield _entry(item) if isinstance(item, JsonItem) else item


def _entry(item: JsonItem) -> Entry | Rejected:
    own: Named = {_clean(name): _texts(value) for name, value in item.data.items() if value not in (None, "", [], {})}
    given = Picker(own)
    said: list[str] = []
    title = given.first("title", "title-short", "original-title")
    fields = {
        "type": _kind(given),
        "title": _with_subtitle(title, given),
        "authors": _authors(item.data, given, said),
        "year": _year(item.data, given, said),
        "container": given.first(*_CONTAINERS),
        "volume": given.first("volume"),
        "issue": given.first("issue", "number"),
        "pages": values.pages(given.first("page", "pages", "page-first", "article-number", "eid")),
        "doi": given.found(values.doi, "DOI", "doi", "URL", "url", "note", "extra", "id"),
        "pmid": _pmid(given),
        "isbn_issn": values.numbers(given.every(*_NUMBERS)),
        "abstract": values.joined(map(values.prose, given.every("abstract", "abstractNote"))),
        "keywords": _keywords(item.data, given),
        "language": given.first("language"),
        "url": values.addresses(given.every("URL", "url")),
        "source_id": given.first("id", "citation-key", "citekey", "key"),
    }
    return given.entry(fields, said, raw=item.raw, line=item.line, noted=("note", "annote", "extra", "keyword"))


def _clean(text: str) -> str:
    return text if text.isprintable() else _NOT_STORED.sub("", text)


def _texts(value: object) -> list[str]:
    """A value as texts: a list of plain ones apart, anything deeper as JSON."""
    if isinstance(value, str):
        return [_clean(value)]
    if isinstance(value, list) and all(isinstance(part, (str, int)) for part in value):
        return [_clean(str(part)) for part in value]
    return [_clean(json.dumps(value, ensure_ascii=False))]


def _kind(given: Picker) -> str:
    if kind := given.first("type"):
        rarer = given.found(kinds.known, "genre") if kind == "document" else ""
        return rarer or from_csl(kind)
    words = re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", given.first("itemType"))
    return kinds.known(words) or words


def _with_subtitle(title: str, given: Picker) -> str:
    subtitle = given.first("subtitle") if title else ""
    return f"{title}: {subtitle}" if subtitle and subtitle not in title else title


def _authors(data: dict[str, object], given: Picker, said: list[str]) -> str:
    for kind in _PEOPLE:
        people = data.get(kind)
        listed = people if isinstance(people, list) else [people]
        found = "; ".join(filter(None, (_name(person) for person in listed[:20_000])))
        if not found:
            continue
        given.every(kind)
        if "editor" in kind:
            said.append("No authors are given; these are the editors.")
        return found
    return ""


def _name(person: object) -> str:
    """ "Family, Given, Suffix" with the particles before the family name; a group or an unparsed name as it is."""
    if isinstance(person, str):
        return names.people([_clean(person)])[0]
    if not isinstance(person, dict):
        return ""
    part = {name: values.tidy(_clean(text)) for name, text in person.items() if isinstance(text, str)}
    if whole := part.get("literal") or part.get("name"):
        return whole.replace(";", ",")
    family = part.get("family") or part.get("lastName") or part.get("last") or ""
    particles = (part.get("dropping-particle", ""), part.get("non-dropping-particle", ""))
    family = " ".join(filter(None, (*particles, family)))
    given = part.get("given") or part.get("firstName") or part.get("first") or ""
    return ", ".join(filter(None, (family, given, part.get("suffix", "")))).replace(";", ",")


def _year(data: dict[str, object], given: Picker, said: list[str]) -> str:
    dated = [(name, text) for name in _DATES if (text := _date(data.get(name)))]
    for name, text in dated:
        if found := values.year(text):
            if found == text:
                given.every(name)
            return found
    if dated and any(map(str.isalnum, dated[0][1])):
        said.append(f"The date holds no year: “{values.tidy(_clean(dated[0][1]))[:100]}”.")
    return ""


def _date(value: object) -> str:
    """A date as text: CSL's parts, its raw or literal form, or whatever stands there."""
    if not isinstance(value, dict):
        return str(value) if isinstance(value, (str, int)) else ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else parts
    if isinstance(first, list):
        first = "-".join(str(part) for part in first[:3] if part not in (None, ""))
    told = (first, *map(value.get, ("raw", "literal", "edtf", "date-time", "year", "season")))
    return next((str(text) for text in told if isinstance(text, (str, int)) and str(text)), "")


def _pmid(given: Picker) -> str:
    own = given.found(lambda text: "".join(re.findall(r"^\D{0,10}([1-9]\d{0,7})(?!\d)", text, re.A)), "PMID", "pmid")
    return own or given.found(values.pmid, "note", "extra", "URL", "url", "id")


def _keywords(data: dict[str, object], given: Picker) -> str:
    """Keywords in one string parted by semicolons or commas, in a list, or as Zotero's tags."""
    words: list[str] = []
    for text in given.every("keyword", "keywords", "categories"):
        words += [text] if ";" in text or isinstance(data.get("categories"), list) else text.split(",")
    tags = data.get("tags")
    if isinstance(tags, list):
        found = [tag.get("tag") if isinstance(tag, dict) else tag for tag in tags]
        words += [_clean(tag) for tag in found if isinstance(tag, str)]
        given.every("tags")
    return values.keywords(words)


_KEYS = re.compile(r'"(?:id|type|itemType|title|DOI|author|issued|container-title|citation-key)"\s*:')


def _told(text: str) -> int:
    begun = re.match(r"[\s\ufeff]*(?=[\[{])", text)
    return begun.end() if begun and _KEYS.search(text) else -1


FORMAT = Format("csl_json", "CSL-JSON", "json", read, _told)
