"""Makes an entry of tags: the one place that turns any tagged format into the fields of a reference."""

import re
from collections.abc import Iterable
from sys import intern

from studies.formats import labels, leftovers, names, notes, related, values
from studies.formats.reading import Entry, Rejected, Related
from studies.formats.roles import Codes, Roles, Tags
from studies.formats.tokens import Block

SCREENED = ("title", "doi", "pmid", "abstract", "authors", "container", "url", "isbn_issn")
_HISTORY = re.compile(r"received|accepted|revised", re.I)
_REPEATED = 60  # journals, years and the like come again and again: each is kept once
_LONGEST_ISSUE = 60
_BARE = re.compile(r"([1-9]\d{0,7})(?:\s?[\[(].*)?", re.A | re.S)
_SMALL = re.compile(r"\d{1,3}(?:-\d{1,3})?", re.A)
_PAIR = re.compile(r"\d\s*[-–]\s*\w")
_OTHER_WORK = re.compile(r"erratum|corrig|comment|retract|update|reply|original|cited|reference", re.I)


def entry(block: Block, tags: Tags, roles: Roles) -> Entry | Rejected:
    """Return what the tags of a block make, or why nobody could screen it."""
    said: list[str] = []
    roles.ready(block, tags, said)
    every = _fields(tags, roles, said)
    fields = {name: intern(value) if len(value) < _REPEATED else value for name, value in every.items() if value}
    if "title" not in fields and not any(name in fields for name in SCREENED):
        return Rejected(block.line, NOTHING, block.text)
    others: list[Related] = []
    if not roles.related.keys().isdisjoint(tags):
        others = [related.named(word, v) for tag, word in roles.related.items() for v in tags.get(tag, ()) if v]
        said += [f"{other.kind}: {other.text}" for other in others]
    notes.add(said, fields)
    if noted := labels.noted(_all(tags, roles.noted)):
        said += [f"Screening label: {text}" for text in noted]
    unknown = leftovers.unknown(tags, fields, roles)
    return Entry(fields, block.text, block.line, unknown, said, labels.read(noted) if noted else [], others)


def _fields(tags: Tags, roles: Roles, said: list[str]) -> dict[str, str]:
    kind = roles.kinds(_first(tags, roles.kind))
    title, title_tag = _title(tags, roles, kind)
    return {
        "type": kind,
        "title": title,
        "authors": _authors(tags, roles, said),
        "year": _year(tags, roles, said),
        "container": values.tidy(_first(tags, (tag for tag in roles.container if tag != title_tag))),
        "volume": values.tidy(values.real(_first(tags, roles.volume))),
        "issue": _issue(tags, roles),
        "pages": _pages(tags, roles),
        "doi": _doi(tags, roles),
        "pmid": _pmid(tags, roles),
        "isbn_issn": values.numbers(_all(tags, roles.numbers)),
        "abstract": values.joined(map(values.prose, _all(tags, roles.abstract))),
        "keywords": values.keywords(_all(tags, roles.keywords)),
        "language": "; ".join(dict.fromkeys(map(values.tidy, _all(tags, roles.language)))),
        "url": values.addresses(_all(tags, roles.urls)),
        "source_id": _first(tags, roles.id),
    }


NOTHING = (
    "This entry holds nothing that could be screened: neither title, authors, source, abstract, DOI nor PMID. "
    "Add at least a title, or leave the entry out."
)


def _first(tags: Tags, wanted: Iterable[str]) -> str:
    """The first value that is not empty among some tags."""
    for tag in wanted:
        if tag in tags:
            for value in tags[tag]:
                if value:
                    return value
    return ""


def _all(tags: Tags, wanted: Codes) -> list[str]:
    return [value for tag in wanted if tag in tags for value in tags[tag] if value]


def _title(tags: Tags, roles: Roles, kind: str) -> tuple[str, str]:
    for tag in (*roles.title, *(roles.book if kind == "book" else ()), *roles.short, *roles.translated):
        if tag in tags and (value := values.tidy(_first(tags, (tag,)))):
            if tag not in roles.translated and len(value) < 20 and "not available" in value.casefold():
                value = values.tidy(_first(tags, roles.translated)) or value
            return value, tag
    return "", ""


def _authors(tags: Tags, roles: Roles, said: list[str]) -> str:
    """The authors, once where a file gives them under two tags; the editors where nobody else is named."""
    given = [tags[tag] for tag in tags if tag in roles.authors]
    written = given[0] + given[1] if len(given) > 1 and given[0] != given[1] else given[0] if given else []
    people, cut = names.people(written)
    if not people:
        people, _ = names.people(_all(tags, roles.editors))
        if people:
            said.append("No authors are given; these are the editors.")
    if cut:
        said.append("The list of authors is cut short (“et al.”).")
    return "; ".join(dict.fromkeys(people.split("; "))) if len(given) > 1 else people


def _year(tags: Tags, roles: Roles, said: list[str]) -> str:
    dates = _all(tags, roles.dates)
    for value in [date for date in dates if not _HISTORY.search(date)] or dates:
        if found := values.year(value):
            return found
    if dates and any(char.isalnum() for char in dates[0]):
        said.append(f"The date holds no year: “{dates[0][:100]}”.")
    return ""


def _issue(tags: Tags, roles: Roles) -> str:
    """The issue; a sentence (Ovid puts references there) is none."""
    for value in _all(tags, roles.issue):
        if len(value) <= _LONGEST_ISSUE and (issue := values.tidy(values.real(value))):
            return issue
    misc = _first(tags, roles.misc)
    return misc if _SMALL.fullmatch(misc) else ""


def _pages(tags: Tags, roles: Roles) -> str:
    start, end = values.real(_first(tags, roles.start)), values.real(_first(tags, roles.end))
    if start.isdecimal() and end.isdecimal() and len(start) <= len(end) and start != end:
        return f"{start}-{end}"
    if (start, end) == ("No", "Specified"):
        return ""
    whole = start if not end or _PAIR.search(start) else f"{start}-{end}" if start else end
    return values.pages(whole)


def _doi(tags: Tags, roles: Roles) -> str:
    for tag in (*roles.doi, *roles.doi_in):
        for value in tags.get(tag, ()):
            if "10." not in value and "10%2" not in value:
                continue
            if tag in roles.doi_named and ("doi" not in value.lower() or _OTHER_WORK.search(value)):
                continue
            if found := values.doi(value):
                return found
    return ""


def _pmid(tags: Tags, roles: Roles) -> str:
    """A PubMed number that is called one, else a bare one where the database is PubMed or its column is known."""
    for tag in roles.pmid_named:
        for value in tags.get(tag, ()):
            text = value[:4000].lower()
            if ("pmid" in text or "pubmed" in text or "medline" in text) and (found := values.pmid(text)):
                return found
    sure = [tag for tag in roles.pmid if tag in tags]
    for database, bare in roles.pmid_from:
        if any(tag in tags for tag in bare) and database.search(" ".join(_all(tags, roles.databases))):
            sure += bare
    plain = (_BARE.fullmatch(value) for tag in sure for value in tags.get(tag, ()))
    return next((found[1] for found in plain if found), "")
