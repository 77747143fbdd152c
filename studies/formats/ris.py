"""Reads RIS, the format nearly every database and reference manager can write."""

import re
from collections.abc import Iterable, Iterator

from studies.formats import kinds, names, notes, values
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Entry, Item, Rejected, Skipped
from studies.formats.ris_tags import Ris
from studies.formats.source import Source
from studies.formats.tokens import Block, blocks

Tags = dict[str, list[str]]

_TITLES = ("TI", "T1", "CT")
_CONTAINERS = ("JF", "T2", "JO", "BT", "JA", "J2", "J1", "JI", "J9")
_YEARS = ("PY", "Y1", "DA")
# How a tag's values are shown: all of them, the first only, those that are numbers or addresses, or one among several.
_WHOLE = frozenset(("AB", "AU", "A1", "KW"))
_ONCE = frozenset(("TY", "VL", "VO", "IS", "CP", "SP", "EP", "DO", "DI", "LA", "ID", *_YEARS))
_LISTED = {"SN": values.numbers, "UR": values.addresses, "L1": values.addresses, "L2": values.addresses}
_NAMED = frozenset((*_TITLES, *_CONTAINERS, "ST", "TT", "M1", "N2"))
_HISTORY = re.compile(r"received|accepted|revised", re.I)
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|national library of medicine", re.I)
_PMID = re.compile(
    r"(?:pmid|pubmed id|pubmed)\W{0,3}(\d{1,8})(?!\d)|(?<!\d)(\d{1,8})\s?\[pmid\]|medline:(\d{1,8})(?!\d)|"
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|nih\.gov/(?:m/)?pubmed)/(\d{1,8})(?!\d)",
    re.I | re.A,
)
_OTHER_WORK = re.compile(r"erratum|corrig|comment|retract|update|reply|original|cited|reference", re.I)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a RIS file, what is wrong with others, and the text between them."""
    closing = False
    for block in blocks(source.lines, Ris()):
        if not block.parts:
            if not block.closed:
                yield Skipped(block.line, block.text)
            continue
        tags = block.tags()
        yield _cut(block, tags, closing) or _entry(block, tags)
        closing = closing or block.closed


def _cut(block: Block, tags: Tags, closing: bool) -> Rejected | None:
    """Refuse an empty entry, and the last one of a file that stops in the middle of it."""
    if not any(value for tag, found in tags.items() if tag != "TY" for value in found):
        reason = (
            "This entry is empty: it has a type at most. Expected at least a title; add one, or leave the entry out."
        )
        return Rejected(block.line, reason, block.text)
    finished = block.closed or not block.last or not closing or "ER  -".startswith(block.raw[-1].rstrip() or "-")
    if finished or not (block.torn or not any(tag in tags for tag in (*_TITLES, "BT"))):
        return None
    reason = "The file stops inside this entry: no ER line ends it. Export the file again, or complete the entry."
    return Rejected(block.line, reason, block.text)


def _entry(block: Block, tags: Tags) -> Entry:
    said: list[str] = []
    kind = kinds.from_ris(_first(tags, ("TY",)))
    title, title_tag = _title(tags, kind)
    fields = {
        "type": kind,
        "title": title,
        "authors": _authors(tags, said),
        "year": _year(tags, said),
        "container": _container(tags, title_tag),
        "volume": values.tidy(values.real(_first(tags, ("VL", "VO")))),
        "issue": _issue(tags),
        "pages": _pages(tags),
        "doi": _doi(tags),
        "pmid": _pmid(tags),
        "isbn_issn": values.numbers(tags.get("SN", ())),
        "abstract": _abstract(tags),
        "keywords": values.keywords(tags.get("KW", ())),
        "language": values.tidy(_first(tags, ("LA",))),
        "url": values.addresses(value for tag in ("UR", "L2", "L1") for value in tags.get(tag, ())),
        "source_id": _first(tags, ("ID",)),
    }
    if not block.closed:
        said.append(
            "No ER line ends this entry; it was read up to "
            + ("the end of the file." if block.last else "the next one.")
        )
    fields = {name: value for name, value in fields.items() if value}
    notes.add(said, fields, tags)
    return Entry(fields, block.text, block.line, _unknown(tags, fields), said)


def _first(tags: Tags, wanted: Iterable[str]) -> str:
    """The first value that is not empty among some tags."""
    return next((value for tag in wanted for value in tags.get(tag, ()) if value), "")


def _title(tags: Tags, kind: str) -> tuple[str, str]:
    for tag in (*_TITLES, *(("BT", "T2") if kind == "book" else ()), "ST", "TT"):
        if value := values.tidy(_first(tags, (tag,))):
            if tag != "TT" and "not available" in value.casefold() and len(value) < 20:
                value = values.tidy(_first(tags, ("TT",))) or value
            return value, tag
    return "", ""


def _container(tags: Tags, title_tag: str) -> str:
    return values.tidy(_first(tags, (tag for tag in _CONTAINERS if tag != title_tag)))


def _authors(tags: Tags, said: list[str]) -> str:
    """The authors; where a file gives the same ones in AU and A1 only once; the editors where nobody else is named."""
    given = [tags[tag] for tag in tags if tag in ("AU", "A1")]
    written = given[0] + given[1] if len(given) > 1 and given[0] != given[1] else given[0] if given else []
    people, cut = names.people(written)
    if not people:
        people, _ = names.people([value for tag in ("A2", "ED", "A3", "A4") for value in tags.get(tag, ())])
        if people:
            said.append("No authors are given; these are the editors.")
    if cut:
        said.append("The list of authors is cut short (“et al.”).")
    return "; ".join(dict.fromkeys(people.split("; "))) if len(given) > 1 else people


def _year(tags: Tags, said: list[str]) -> str:
    dates = [value for tag in _YEARS for value in tags.get(tag, ()) if value]
    for value in [date for date in dates if not _HISTORY.search(date)] or dates:
        if found := values.year(value):
            return found
    if dates and any(char.isalnum() for char in dates[0]):
        said.append(f"The date holds no year: “{dates[0][:100]}”.")
    return ""


def _issue(tags: Tags) -> str:
    if issue := values.tidy(values.real(_first(tags, ("IS", "CP")))):
        return issue
    misc = _first(tags, ("M1",))
    return misc if re.fullmatch(r"\d{1,3}(?:-\d{1,3})?", misc, re.A) else ""


def _pages(tags: Tags) -> str:
    start, end = (values.real(_first(tags, (tag,))) for tag in ("SP", "EP"))
    if start.isdecimal() and end.isdecimal() and len(start) <= len(end) and start != end:
        return f"{start}-{end}"
    if (start, end) == ("No", "Specified"):
        return ""
    whole = start if not end or re.search(r"\d\s*[-–]\s*\w", start) else f"{start}-{end}" if start else end
    return values.pages(whole)


def _doi(tags: Tags) -> str:
    for tag in ("DO", "DI", "M3", "UR", "L3", "L2", "LK", "N1", "ID", "AN", "L1"):
        for value in tags.get(tag, ()):
            if "10." not in value and "10%2" not in value:
                continue
            if tag == "N1" and ("doi" not in value.lower() or _OTHER_WORK.search(value)):
                continue
            if found := values.doi(value):
                return found
    return ""


def _pmid(tags: Tags) -> str:
    """A PubMed number that is called one, else a bare one where the database is PubMed or its column is known."""
    for tag in ("AN", "ID", "U1", "C2", "C5", "N1", "UR", "M3", "L2"):
        for value in tags.get(tag, ()):
            text = value[:4000].lower()
            if ("pmid" in text or "pubmed" in text or "medline" in text) and (found := _PMID.search(text)):
                return str(next(filter(None, found.groups())))
    source = " ".join(tags.get("DB", []) + tags.get("DP", [])).lower()
    bare = ["C2"] + ["C5"] * ("embase" in source) + ["AN", "ID", "U1"] * (_PUBMED.search(source) is not None)
    return next((v for tag in bare for v in tags.get(tag, ()) if re.fullmatch(r"[1-9]\d{5,7}", v, re.A)), "")


def _abstract(tags: Tags) -> str:
    return values.joined(values.prose(value) for tag in ("AB", "N2") for value in tags.get(tag, ()))


def _unknown(tags: Tags, fields: dict[str, str]) -> Tags:
    """Every value that no field shows, verbatim."""
    shown = set(fields.values())
    left: Tags = {}
    for tag, found in tags.items():
        if tag in _WHOLE or (tag in _ONCE and len(found) == 1):
            continue
        if tag in _ONCE:
            kept = [value for value in found[1:] if value and value != found[0]]
        elif tag in _LISTED:
            kept = [value for value in found if value and value[:4] != "http" and not _LISTED[tag]((value,))]
        elif tag in _NAMED:
            kept = [value for value in found if value and value not in shown and values.prose(value) not in shown]
        else:
            kept = list(filter(None, found))
        if kept:
            left[tag] = kept
    return left


_TELLING = telling(
    BREAK + "[ \t\u00a0\ufeff]{0,8}(?:TY[ \t\u00a0]{0,6}[-\u2013]|ty[ \t\u00a0]{1,6}[-\u2013]|ER  -[ \t]*(?:[\r\n]|$))"
)
FORMAT = Format("ris", "RIS", "ris", read, _TELLING)
