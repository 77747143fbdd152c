"""Reads EndNote's import format (.enw) and its ancestor refer (%A, %T, %0)."""

import re
from collections.abc import Iterator

from studies.formats import kinds, tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.ris import PUBMED
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block, Dialect

_MARKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ@$*!#&+?<>()[]^~="
_LINE = re.compile(r"\s{0,3}%([" + re.escape(_MARKS) + r"])(?:[ \t]+(.*)|)$", re.S)


class Refer(Dialect):
    """A percent sign and one character; entries stand apart by a blank line, or begin with %0."""

    openers = frozenset(f"%{mark}" for mark in _MARKS)
    in_lines = frozenset(("%A", "%E", "%K", "%X", "%U", "%@"))
    width = 3

    def __init__(self) -> None:
        super().__init__()
        self._zero: bool | None = None  # whether the entries of this file begin with %0

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The sign, its character, and a blank or nothing behind it."""
        found = _LINE.match(line.rstrip())
        if found is None:
            return None
        if self._zero is None:
            self._zero = found[1] == "0"
        if self._zero and found[1] != "0" and line[:1] == "%" and line[2:3] == " ":
            self.met[line[:3]] = f"%{found[1]}"
        return f"%{found[1]}", found[2] or ""

    def opens(self, tag: str, block: Block) -> bool:
        """%0 for the second time, or the first tag again behind a blank line."""
        if tag == "%0":
            return block.gap or "%0" in block.looked
        return block.gap and not self._zero and (tag == block.parts[0][0] or "%T" in block.looked)


def _ready(_block: Block, tags: Tags, _said: list[str]) -> None:
    """Where no %0 tells the kind, tell it as refer always did."""
    if not any(tags.get("%0", ())):
        kind = "article" if "%J" in tags else "chapter" if "%B" in tags else "report" if "%R" in tags else "book"
        tags["=0"] = [kind] if "%T" in tags else []


ROLES = Roles(
    ready=_ready,
    kind=("%0", "=0"),
    kinds=kinds.from_words,
    title=("%T",),
    book=("%B",),
    short=("%!",),
    authors=("%A", "%Q"),
    editors=("%E", "%Y", "%?"),
    dates=("%D", "%8"),
    container=("%J", "%B"),
    volume=("%V",),
    issue=("%N",),
    start=("%P",),
    doi=("%R",),
    doi_in=("%U", "%O", "%M", "%3"),
    pmid_named=("%M", "%U", "%Z", "%F"),
    pmid_from=((PUBMED, ("%M",)),),
    databases=("%W", "%~"),
    numbers=("%@",),
    abstract=("%X",),
    keywords=("%K",),
    language=("%G",),
    urls=("%U", "%>"),
    id=("%F", "%M"),
    noted=("%Z", "%O", "%1", "%2"),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of an .enw file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, Refer(), ROLES)


_TELLING = telling(
    "\\A[\\s\ufeff]*%[0-9A-Z@][ \t]+\\S[^\r\n]*(?:\\s*\\Z|[\r\n]\\s*%\\S[ \t])|"
    + BREAK
    + "[ \t]{0,3}%0 [A-Z][^\r\n]*[\r\n]+[ \t]{0,3}%\\S[ \t]"
)
FORMAT = Format("enw", "EndNote import (.enw, refer)", "enw", read, _TELLING)
