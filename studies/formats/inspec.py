"""Reads the other tagged texts: Inspec, Cochrane, SilverPlatter, Copac, Biblioscape ("TI ~ ", "TI: ", "TI- ")."""

import re
from collections.abc import Iterator

from studies.formats import kinds, sourcelines, tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block, Dialect

_KNOWN = """
TI AU AB SO PY YR YP VL IP NO NB PG PS PE SP EP KY KW DE ID IS SN BN IB LA LG PT DT RT PU PB CC DOI DO DI US UR AT AN UI
PM XR AD CS ED SE HL ST SH MH TO OT TW QT CT CY JN JT CO NT RF DP PP RN
"""
KNOWN = frozenset(_KNOWN.split())
_LINE = re.compile(r"\s{0,3}(?:--([A-Z][A-Z0-9])--|([A-Z]{2,3})\s?[~:]|([A-Z]{2})-)(?:\s+(.*)|)$", re.S)
_RECORD = re.compile(r"\s{0,3}Record[\s#:.].*", re.S)
_CODE = re.compile(r"[A-Z]{2,4}-?\d{3,}(?:\.pub\d+)?|\d+", re.A)


class Labelled(Dialect):
    """Two letters and a mark; a line "Record …" or a rule of hyphens stands between entries."""

    openers = frozenset((*KNOWN, "Record"))
    in_lines = frozenset(("AU", "KY", "KW", "DE", "ID"))
    closers = frozenset(("------",))

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """A known label, or one in a file whose lines look alike."""
        if line[:10].strip()[:6] == "Record" and _RECORD.fullmatch(line):
            return "Record", line.strip()[6:].strip(" #:.")
        if line.startswith("------") and not line.strip("- "):
            return "------", ""
        found = _LINE.match(line.rstrip())
        if found is None:
            return None
        tag = found[1] or found[2] or found[3]
        return (tag, found[4] or "") if tag in KNOWN else None

    def opens(self, tag: str, block: Block) -> bool:
        """A "Record" line; where there are none, the first tag again behind a blank line."""
        return tag == "Record" or (block.gap and tag == block.parts[0][0])


def _ready(_block: Block, tags: Tags, _said: list[str]) -> None:
    """Take the source line apart; tell an identifier from a keyword, which some call the same."""
    source = sourcelines.spread(tags, (tags.get("SO") or [""])[0])
    found = tags.pop("ID", [])
    tags["=ID"] = [value for value in found if _CODE.fullmatch(value)]
    tags["=KW"] = [value for value in found if not _CODE.fullmatch(value)]
    tags["AU"] = [name.replace(",-", ", ") for name in tags.get("AU", ())]
    written = [kinds.known(kind.replace("-", " ")) for tag in ("RT", "PT", "DT") for kind in tags.get(tag, ())]
    sourced = source.journal or any(tags.get("JN", ()))
    tags["=PT"] = [next(filter(None, written), "article" if sourced else "book" if tags.get("TI") else "")]


ROLES = Roles(
    ready=_ready,
    kind=("=PT",),
    kinds=str,
    title=("TI",),
    translated=("TO",),
    authors=("AU",),
    editors=("ED",),
    dates=("=year", "YR", "YP", "DP", "PY"),
    container=("JN", "JT", "=journal", "ST"),
    volume=("VL", "=volume"),
    issue=("NO", "IP", "NB", "=issue"),
    start=("PG", "PS", "SP", "PP", "=pages"),
    end=("PE", "EP"),
    doi=("DOI", "DO", "DI"),
    doi_in=("US", "UR", "AN"),
    pmid_named=("PM", "XR", "AN"),
    numbers=("SN", "IS", "BN", "IB"),
    abstract=("AB",),
    keywords=("KY", "KW", "DE", "=KW", "MH"),
    language=("LA", "LG"),
    urls=("US", "UR", "AT"),
    id=("=ID", "AN", "UI"),
    noted=("NT",),
    shown=("Record",),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of such a text, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, Labelled(), ROLES)


_TELLING = telling(
    BREAK
    + "\ufeff?\\s{0,3}(?:Record[^\r\n]*INSPEC|Record[^\r\n]{0,80}[\r\n]\\s*[A-Z]{2,3}\\s?[~:] |"
    + "TI ~ |TI- ?\\S|--(?:AU|TI)-- |(?:TI|AU): +\\S[^\r\n]*[\r\n]\\s*[A-Z]{2,3}: )"
)
FORMAT = Format("inspec", "Inspec, Cochrane and other labelled text", "txt", read, _TELLING, doubtful=True)
