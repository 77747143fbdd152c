"""Reads RIS, the format nearly every database and reference manager can write."""

import re
from collections.abc import Iterator

from studies.formats import tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.ris_tags import Ris
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block

PUBMED = re.compile(r"pubmed|medline|\b(?:nlm|cmedm|mdc|mnh)\b|national library of medicine", re.I)  # EBSCO's codes too


def _ready(_block: Block, tags: Tags, _said: list[str]) -> None:
    """EndNote keeps the title of proceedings apart from the name of the conference."""
    if "C3" in tags and tags.get("TY", [""])[0] in ("CONF", "CPAPER"):
        tags["=C3"] = tags["C3"]


ROLES = Roles(
    ready=_ready,
    kind=("TY",),
    title=("TI", "T1", "CT"),
    book=("BT", "T2"),
    short=("ST",),
    translated=("TT",),
    authors=("AU", "A1"),
    editors=("A2", "ED", "A3", "A4"),
    dates=("PY", "Y1", "DA"),
    container=("JF", "T2", "JO", "BT", "JA", "J2", "J1", "JI", "J9", "=C3"),
    volume=("VL", "VO"),
    issue=("IS", "CP"),
    misc=("M1",),
    start=("SP", "C7"),
    end=("EP",),
    doi=("DO", "DI"),
    doi_in=("M3", "UR", "L3", "L2", "LK", "N1", "ID", "AN", "L1"),
    doi_named=("N1",),
    pmid=("C2",),
    pmid_named=("AN", "ID", "U1", "C2", "C3", "C5", "N1", "UR", "M3", "L2"),
    pmid_from=((re.compile("embase", re.I), ("C5",)), (PUBMED, ("AN", "ID", "U1"))),
    databases=("DB", "DP"),
    numbers=("SN",),
    abstract=("AB", "N2"),
    keywords=("KW",),
    language=("LA",),
    urls=("UR", "L2", "L1"),
    id=("ID",),
    noted=("N1", "N2", "M1", "M3", "C1", "U1", "LB", "KW"),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of a RIS file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, Ris(), ROLES)


_TELLING = telling(
    BREAK + "[ \t\u00a0\ufeff]{0,8}(?:TY[ \t\u00a0]{0,6}[-\u2013]|ty[ \t\u00a0]{1,6}[-\u2013]|ER  -[ \t]*(?:[\r\n]|$))"
)
FORMAT = Format("ris", "RIS", "ris", read, _TELLING)
