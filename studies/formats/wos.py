"""Reads the tagged format of Web of Science (.isi, .ciw: FN, VR, PT … ER, EF)."""

import re
from collections.abc import Iterator

from studies.formats import tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block, Dialect

_KNOWN = """
FN VR PT ER EF AU AF BA BF CA GP BE ED TI FT SO SE BS LA DT CT CY CL SP HO DE ID AB C1 C3 RP EM RI OI FU FP FX CR NR
TC Z8 Z9 ZA ZB ZR ZS U1 U2 PU PI PA SN EI EISSN BN J9 JI PD PY VL IS SI PN SU MA BP EP AR DI DL D2 EA EY PG P2 WC WE SC
GA PM UT OA HC HP DA TY PS BR MC MQ BD OR DS GN TA CC MH AE DG PC PL TM X1 X4 Y1 Y4 S1
"""
KNOWN = frozenset(_KNOWN.split())
_TAG = re.compile(r"([A-Z][A-Z0-9])(?:[ \t](.*)|)$", re.S)
_NAMES = ("AU", "AF", "BA", "BF", "CA", "GP", "BE", "ED")
_BRACKETS = re.compile(r"(?<=\S)\s{0,3}\([^()]{0,300}\)\s{0,3}$")
_NUMBER = re.compile(r"MEDLINE:(\d{1,8})$", re.A)


class WebOfScience(Dialect):
    """A tag in two columns, continued by lines that are indented three, or not at all in hand-mended files."""

    openers = frozenset(("PT", "FN"))
    in_lines = frozenset((*_NAMES, "CR", "C1", "RP", "EM"))
    closers = frozenset(("ER", "EF"))
    headers = frozenset(("FN", "VR"))
    last = "ER"
    below = "   "
    width = 3

    def __init__(self) -> None:
        super().__init__()
        self._loose = False  # continuations were met that are not indented: only known tags are tags then

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """Two capitals and a blank; a sentence may begin so too where nothing is indented."""
        found = _TAG.match(line.rstrip()) if line[:1] > " " else None
        if found is None or (found[1] not in KNOWN and (self._loose or block is None)):
            self._loose = self._loose or (block is not None and line[:1] > " ")
            return None
        if len(line) > 3 and found[1] not in self.openers | self.closers | self.headers:
            self.met[line[:3]] = found[1]
        return found[1], found[2] or ""

    def opens(self, tag: str, block: Block) -> bool:
        """PT begins an entry, whether ER stood before it or not; FN begins a file pasted behind another."""
        return tag in block.looked or tag == "FN" or (block.looked <= self.headers and len(block.parts) < 4)


def _ready(_block: Block, tags: Tags, _said: list[str]) -> None:
    """Choose the full names, tell the kind, and find the numbers that stand under other tags."""
    for tag in ("AF", "AU", "BF", "BA", "CA", "GP"):
        if any(tags.get(tag, ())):
            names = [name for value in tags[tag] for name in value.split("\n")]
            tags["=AU"] = [_BRACKETS.sub("", name) for name in names]
            break
    for tag in ("AF", "AU"):
        if not any("(" in value for value in tags.get(tag, ())):
            tags.pop(tag, None)
    tags["=PT"] = [_kind(tags)]
    if any(value.isdigit() for value in tags.get("SP", ())):
        tags["=SP"] = tags.pop("SP")
    if number := _NUMBER.match((tags.get("UT") or [""])[0]):
        tags["=PM"] = [number[1]]


def _kind(tags: Tags) -> str:
    form = (tags.get("PT") or [""])[0].strip().upper()[:1]
    words = "; ".join(tags.get("DT", ())).casefold()
    if words == "proceedings paper" or form == "C" or "CONF" in tags.get("TY", ()):
        return "conference paper"
    if form == "S" or (form == "B" and "chapter" in words):
        return "chapter"
    if "thesis" in words or "dissertation" in words:
        return "thesis"
    if "data set" in words or form == "D":
        return "dataset"
    return {"B": "book", "P": "patent"}.get(form, "article")


ROLES = Roles(
    ready=_ready,
    kind=("=PT",),
    kinds=str,
    title=("TI",),
    book=("SO",),
    translated=("FT",),
    authors=("=AU",),
    editors=("BE", "ED"),
    dates=("PY", "PD", "EY", "EA", "DG"),
    container=("SO", "JI", "J9"),
    volume=("VL",),
    issue=("IS",),
    start=("BP", "BR", "PS", "=SP", "AR"),
    end=("EP",),
    doi=("DI", "D2"),
    doi_in=("DL",),
    pmid=("PM", "=PM"),
    numbers=("SN", "EI", "BN"),
    abstract=("AB",),
    keywords=("DE", "ID", "MH", "MC", "MQ", "BD", "OR"),
    language=("LA",),
    urls=("DL",),
    id=("UT",),
    shown=("PT",),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a Web of Science file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, WebOfScience(), ROLES)


_TELLING = telling(
    BREAK + "\ufeff?(?:FN (?:ISI|Thomson|Clarivate|Web of)|PT [A-Z][ \t]*[\r\n]+[A-Z][A-Z0-9](?:[ \t]|[\r\n]))"
)
FORMAT = Format("wos", "Web of Science (tagged)", "ciw", read, _TELLING)
