"""Reads PubMed's own text format (nbib, MEDLINE)."""

import re
from collections.abc import Iterator

from studies.formats import kinds, related, tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block, Dialect

_KNOWN = """
AB AD AID AU AUID BTI CDAT CI CIN CN COI COIS CON CP CRDT CRF CRI CTDT CTI DA DCOM DDIN DEP DP DRDT DRIN ED EDAT
EFR EIN EN FAU FED FIR FPS GN GR GS IP IR IRAD IS ISBN JID JT LA LID LR MH MHDA MID NM NR OAB OABL OCI OID ORI OT
OTO OWN PB PG PHST PL PMC PMCR PMID PS PST PT PUBM RF RIN RN ROF RPF RPI RRF RRI SB SFM SI SO SPIN STAT TA TI TT
UI UIN UOF VI VTI KW URL
"""
KNOWN = frozenset(_KNOWN.split())
_NUMBER = re.compile(r"(?!NBK)\D{0,10}(\d{1,8})(?!\d)", re.A)
_ARTICLE = re.compile(r"([A-Za-z]{0,2}\d{1,8}) \[pii\]", re.A)
_BENT = re.compile(r" {0,2}([A-Z][A-Z0-9]{1,3})[ \t]{0,3}-(.*)", re.S)


class Nbib(Dialect):
    """The dialect: a tag in four columns and a hyphen, continued by lines that are indented six."""

    openers = frozenset(("PMID", "PMC", "PMCR", "OWN", "UI"))
    last = "SO"
    below = "      "
    width = 6

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The canonical form is taken always, a bent one if its tag is PubMed's."""
        name = line[:4].rstrip()
        if line[4:6] in ("- ", "-") and len(name) > 1 and name.isalnum() and name.isupper() and line[:1] != " ":
            if name not in self.openers and len(line) > 5:
                self.met[line[:6]] = name
            return name, line[6:]
        bent = _BENT.match(line) if line[:5] != "     " else None
        return (bent[1], bent[2].strip()) if bent and bent[1] in KNOWN else None

    def opens(self, tag: str, block: Block) -> bool:
        """A blank line and an identifier, or the first tag again, begin an entry."""
        return tag == block.parts[0][0] or (block.gap and tag not in block.looked)

    def stray(self, line: str) -> bool:
        """Counters between records."""
        return re.fullmatch(r"\s*(?:\d{1,7}[.:]|<\d{1,7}>)\s*", line, re.A) is not None


def _ready(block: Block, tags: Tags, said: list[str]) -> None:
    """Put together what PubMed spreads over several tags."""
    if any(tags.get("TI", ())):
        tags["=TI"] = [" ".join(tags.pop("TI"))]
        tags["=book"] = tags.get("BTI") or tags.get("CTI") or []
    if "OAB" in tags and "AB" not in tags:
        tags["=OAB"] = tags.pop("OAB")
    if number := _NUMBER.match((tags.get("PMID") or tags.get("UI") or [""])[0]):
        tags["=PMID"] = [number[1]]
    tags["=PT"] = [_kind(tags)]
    if any(value.startswith("http") for value in tags.get("LID", ())):
        tags["=url"] = [value for value in tags["LID"] if value.startswith("http")]
        tags["LID"] = [value for value in tags["LID"] if not value.startswith("http")]
    if "PG" not in tags:  # what has no pages may have a number, which stands among the identifiers
        tags["=pii"] = [found[1] for tag in ("LID", "AID") for v in tags.get(tag, ()) if (found := _ARTICLE.match(v))]
    tags["=AU"] = _authors(block)
    tags["=ED"] = tags.get("FED") or tags.get("ED") or []


def _kind(tags: Tags) -> str:
    types = tags.get("PT", [])
    if "ERIC" in tags.get("OWN", ()) and not any(number.startswith("EJ") for number in tags.get("OID", ())):
        reports = any(kind.startswith("Report") for kind in types)
        return "report" if reports else kinds.from_medline(types, in_journal=False)
    return kinds.from_medline(types, any(tags.get(tag) for tag in ("JT", "TA")))


def _authors(block: Block) -> list[str]:
    """Names in the order of the file: the full form where there is one, groups among them."""
    found: list[str] = []
    full = False
    for tag, value in block.parts:
        if tag in ("FAU", "CN") or (tag == "AU" and not full):
            found.append(value)
        full = tag == "FAU" or (full and tag not in ("AU", "FAU"))
    return found


ROLES = Roles(
    ready=_ready,
    kind=("=PT",),
    kinds=str,
    title=("=TI", "TI", "BTI", "CTI"),
    translated=("TT",),
    authors=("=AU",),
    editors=("=ED",),
    dates=("DP", "DEP"),
    container=("JT", "TA", "=book"),
    volume=("VI",),
    issue=("IP",),
    start=("PG", "=pii"),
    doi=("LID", "AID"),
    doi_in=("SO",),
    doi_named=("SO",),
    pmid=("=PMID", "PMID", "UI"),
    numbers=("ISBN", "IS"),
    abstract=("AB", "=OAB"),
    keywords=("OT", "MH", "KW"),
    language=("LA",),
    urls=("=url", "URL"),
    id=("=PMID", "OID"),
    noted=("GN", "OT"),
    related=related.KINDS,
    shown=("FAU", "AU", "CN"),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a PubMed file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, Nbib(), ROLES)


_TELLING = telling(BREAK + "\ufeff?(?:PMID ?-|PMC -|PMCR-|OWN -|STAT-|FAU -|JT  -|PST -)[ \t]?\\S")
FORMAT = Format("nbib", "PubMed (nbib, MEDLINE)", "nbib", read, _TELLING)
