"""Reads the tagged format of RefWorks (RT, SR, ID, A1 …)."""

import re
from collections.abc import Iterator

from studies.formats import kinds, tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.ris import PUBMED
from studies.formats.roles import Roles
from studies.formats.source import Source
from studies.formats.tokens import Block, Dialect

_KNOWN = """
RT SR ID A1 T1 JF JO YR FD VO IS SP OP K1 AB NO A2 T2 ED PB PP A3 A4 A5 A6 T3 SN AV AD AN LA CL SF OT LK DO CN DB DS
IP RD ST U1 U2 U3 U4 U5 U6 U7 U8 U9 U10 U11 U12 U13 U14 U15 UL SL LL CR WT WV WP OL PMID PMCID
"""
KNOWN = frozenset(_KNOWN.split())
_LINE = re.compile(r"([A-Z][A-Z0-9]{1,4})(?:[ \t]+(.*)|)$", re.S)


class RefWorks(Dialect):
    """Two characters and a blank; RT begins an entry, a blank line ends it."""

    openers = frozenset(("RT", "SR", "ID", "A1", "T1"))
    in_lines = frozenset(("A1", "A2", "K1", "AB", "NO"))
    width = 3

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """Only the tags of RefWorks: any other beginning is text."""
        found = _LINE.match(line.rstrip()) if line[:1] > " " else None
        if found is None or found[1] not in KNOWN:
            return None
        if line[2:3] == " " and found[1] not in self.openers:
            self.met[line[:3]] = found[1]
        return found[1], found[2] or ""

    def opens(self, tag: str, block: Block) -> bool:
        """RT, or the first tag again behind a blank line."""
        return tag == "RT" or (block.gap and tag == block.parts[0][0])


ROLES = Roles(
    kind=("RT",),
    kinds=kinds.from_words,
    title=("T1", "WT"),
    book=("T2",),
    short=("ST",),
    translated=("OT",),
    authors=("A1",),
    editors=("A2", "A3", "A4", "A5", "A6"),
    dates=("YR", "FD"),
    container=("JF", "T2", "JO", "T3"),
    volume=("VO",),
    issue=("IS",),
    start=("SP",),
    end=("OP",),
    doi=("DO",),
    doi_in=("LK", "UL", "NO", "AN", "ID"),
    doi_named=("NO",),
    pmid=("PMID",),
    pmid_named=("AN", "NO", "ID", "U1", "LK", "UL"),
    pmid_from=((PUBMED, ("AN", "ID")),),
    databases=("DS", "DB", "SF"),
    numbers=("SN",),
    abstract=("AB",),
    keywords=("K1",),
    language=("LA",),
    urls=("UL", "LK"),
    id=("ID",),
    noted=("NO", "U1", "U2", "U3", "U4", "U5", "K1"),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a RefWorks file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, RefWorks(), ROLES)


_TELLING = telling(BREAK + "\ufeff?RT [A-Z][^\r\n]*[\r\n]\\s*[A-Z][A-Z0-9] ")
FORMAT = Format("refworks", "RefWorks (tagged)", "txt", read, _TELLING)
