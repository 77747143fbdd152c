"""Reads PubMed's own text format (nbib, MEDLINE)."""

import re
from collections.abc import Iterator

from studies.formats import kinds, names, notes, related, values
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Entry, Item, Rejected, Skipped
from studies.formats.source import Source
from studies.formats.tokens import Block, blocks

_KNOWN = """
AB AD AID AU AUID BTI CDAT CI CIN CN COI COIS CON CP CRDT CRF CRI CTDT CTI DA DCOM DDIN DEP DP DRDT DRIN ED EDAT
EFR EIN EN FAU FED FIR FPS GN GR GS IP IR IRAD IS ISBN JID JT LA LID LR MH MHDA MID NM NR OAB OABL OCI OID ORI OT
OTO OWN PB PG PHST PL PMC PMCR PMID PS PST PT PUBM RF RIN RN ROF RPF RPI RRF RRI SB SFM SI SO SPIN STAT TA TI TT
UI UIN UOF VI VTI
"""
KNOWN = frozenset(_KNOWN.split())
_BENT = re.compile(r" {0,2}([A-Z][A-Z0-9]{1,3})[ \t]{0,3}-(.*)", re.S)
_SHOWN = """
PMID TI BTI CTI TT AU FAU CN JT TA VI IP PG DP LID AID IS
ISBN AB OT MH LA PT FED ED OAB
"""
_USED = frozenset(_SHOWN.split())


class Nbib:
    """The dialect: a tag in four columns and a hyphen, continued by lines that are indented six."""

    openers = frozenset(("PMID", "PMC", "PMCR", "OWN", "UI"))
    closers = frozenset[str]()  # nothing ends an entry but the next one

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The canonical form is taken always, a bent one if its tag is PubMed's."""
        name = line[:4].rstrip()
        if line[4:6] in ("- ", "-") and len(name) > 1 and name.isalnum() and name.isupper() and line[:1] != " ":
            return name, line[6:]
        bent = _BENT.match(line) if line[:5] != "     " else None
        return (bent[1], bent[2].strip()) if bent and bent[1] in KNOWN else None

    def opens(self, tag: str, block: Block) -> bool:
        """A blank line and an identifier, or the first tag again, begin an entry."""
        return tag == block.parts[0][0] or (block.gap and tag not in block.seen)

    def joint(self, tag: str, line: str) -> str:
        """A continuation goes on with the sentence."""
        return " "

    def stray(self, line: str, block: Block) -> bool:
        """Counters between records."""
        return block.gap and re.fullmatch(r"\s*(?:\d{1,7}[.:]|<\d{1,7}>)\s*", line, re.A) is not None


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a PubMed file, what is wrong with others, and the text between them."""
    ended = False
    for block in blocks(source.lines, Nbib()):
        if not block.parts:
            yield Skipped(block.line, block.text)
            continue
        whole = not block.last or not ended or "SO" in block.seen
        yield _entry(block) if whole and len(block.seen) > 1 else _rejected(block, whole)
        ended = "SO" in block.seen


def _rejected(block: Block, whole: bool) -> Rejected:
    reason = (
        "This entry is empty: it has one tag only. Expected at least PMID and title; export it again, or leave it out."
        if whole
        else "The file stops inside this entry: its last line (SO) is missing. Export it again, or complete the entry."
    )
    return Rejected(block.line, reason, block.text)


def _entry(block: Block) -> Entry:
    tags = block.tags()
    others = [related.named(words, v) for tag, words in related.KINDS.items() for v in tags.get(tag, ()) if v]
    said = [f"{other.kind}: {other.text}" for other in others]
    container = _text(tags, "JT") or _text(tags, "TA")
    title, book = _title(tags)
    fields = {
        "type": kinds.from_medline(tags.get("PT", []), bool(container)),
        "title": title,
        "authors": _authors(block, said),
        "year": next((y for tag in ("DP", "DEP") for v in tags.get(tag, ()) if (y := values.year(v))), ""),
        "container": container or book,
        "volume": _text(tags, "VI"),
        "issue": _text(tags, "IP"),
        "pages": values.pages(_text(tags, "PG")),
        "doi": _doi(tags),
        "pmid": _pmid(tags),
        "isbn_issn": values.numbers(tags.get("ISBN", []) + tags.get("IS", [])),
        "abstract": values.joined(map(values.prose, tags.get("AB") or tags.get("OAB") or ())),
        "keywords": values.keywords(tags.get("OT", []) + tags.get("MH", [])),
        "language": "; ".join(dict.fromkeys(filter(None, tags.get("LA", ())))),
        "url": "",
        "source_id": _pmid(tags),
    }
    fields = {name: value for name, value in fields.items() if value}
    notes.add(said, fields, tags)
    return Entry(fields, block.text, block.line, _unknown(tags, fields), said, related=others)


def _unknown(tags: dict[str, list[str]], fields: dict[str, str]) -> dict[str, list[str]]:
    """Every value that no field shows, verbatim."""
    shown = set(fields.values())
    left = {
        tag: [v for v in found if v] for tag, found in tags.items() if tag not in _USED and tag not in related.KINDS
    }
    for tag in ("BTI", "CTI", "TT", "TA", "JT", "DP", "VI", "IP"):
        left[tag] = [
            v for v in tags.get(tag, ()) if v and values.tidy(v) not in shown and values.year(v) != fields.get("year")
        ]
    for tag in ("AID", "LID"):
        left[tag] = [v for v in tags.get(tag, ()) if v and "[doi]" not in v]
    left["OAB"] = [v for v in tags.get("OAB", ()) if v and "AB" in tags]
    left["editors"] = [
        v for v in tags.get("FED") or tags.get("ED") or () if v and values.tidy(v) not in fields.get("authors", "")
    ]
    return {tag: found for tag, found in left.items() if found}


def _text(tags: dict[str, list[str]], tag: str) -> str:
    return next((values.tidy(value) for value in tags.get(tag, ()) if value), "")


def _title(tags: dict[str, list[str]]) -> tuple[str, str]:
    """The title, and that of the book it stands in."""
    title = values.tidy(" ".join(tags.get("TI", ())))
    if not title or ("not available" in title.casefold() and len(title) < 20):
        title = _text(tags, "TT") or title
    book = _text(tags, "BTI") or _text(tags, "CTI")
    return (title, book) if title else (book, "")


def _authors(block: Block, said: list[str]) -> str:
    """Names in the order of the file: the full form where there is one, groups among them."""
    found: list[str] = []
    full = False
    for tag, value in block.parts:
        name = values.tidy(value)
        if tag in ("FAU", "CN") or (tag == "AU" and not full):
            found.append(name if tag == "CN" or "," in name else names.normal(name))
        full = tag == "FAU" or (full and tag not in ("AU", "FAU"))
    if not any(found):
        tags = block.tags()
        found = [names.normal(values.tidy(value)) for value in tags.get("FED") or tags.get("ED") or ()]
        if any(found):
            said.append("No authors are given; these are the editors.")
    return "; ".join(filter(None, found))


def _doi(tags: dict[str, list[str]]) -> str:
    marked = (v for tag in ("LID", "AID") for v in tags.get(tag, ()) if "[doi]" in v.lower() or v.startswith("10."))
    sources = (v[v.find("doi:") :] for v in tags.get("SO", ()) if "doi:" in v)
    return next((found for value in (*marked, *sources) if (found := values.doi(value))), "")


def _pmid(tags: dict[str, list[str]]) -> str:
    found = re.match(r"\D{0,10}(\d{1,8})(?!\d)", (tags.get("PMID") or tags.get("UI") or [""])[0], re.A)
    return found[1] if found else ""


_TELLING = telling(BREAK + "\ufeff?(?:PMID ?-|PMC -|PMCR-|OWN -|STAT-|FAU -|JT  -|PST -)[ \t]?\\S")
FORMAT = Format("nbib", "PubMed (nbib, MEDLINE)", "nbib", read, _TELLING)
