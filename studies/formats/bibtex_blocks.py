"""Cuts a BibTeX file into its blocks (entries, macros, comments) as it streams by: a bad one spoils no other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

COMMANDS = frozenset(("comment", "string", "preamble"))
_LONGEST = 8_000_000  # characters; what is longer without an end is nobody's entry

_START = re.compile(r"(?<![\w.@])@\s*([A-Za-z][\w:.+-]*+)\s*([{(])")
_KEYED = re.compile(r"[^\s(){},=]*+\s*(?:,|$)")
_HALF = re.compile(r"\s*@\s*[A-Za-z]\w*\s*")  # its brace comes on the next line
_ANEW = re.compile(r"\s*@[ \t]*(?:[A-Za-z]\w*\s*\{[^{}=\"]*(?:,|$)|(?:string|comment|preamble)[ \t]*[{(])", re.I)
_BRACE = re.compile(r"\\.|[{}]")
_PAREN = re.compile(r"\\.|[{}()\"]")
_FIELD = re.compile(r"[\s,}]*[A-Za-z][\w:.+-]*\s*=\s*[{\"\d]")


@dataclass(slots=True)
class Block:
    """One `@kind{…}`, or text outside any (then `kind` is "")."""

    line: int
    kind: str = ""
    raw: list[str] = field(default_factory=list)
    closed: bool = False
    _head: int = 0  # where the body begins
    _paren: bool = False
    _depth: int = 1
    _quoted: bool = False
    _size: int = 0
    _escaped: bool = False  # its braces balance only with those behind a backslash

    @property
    def text(self) -> str:
        """The block as it stood, without blank lines at either end."""
        return "\n".join(self.raw).strip("\n")

    @property
    def body(self) -> str:
        """What stands between the outer braces of a closed block."""
        body = "\n".join(self.raw).rstrip()[self._head : -1]
        return re.sub(r"\\(?=[{}])", r"\\ ", body) if self._escaped else body

    @property
    def key(self) -> str:
        """What stands before the first comma."""
        return self.body.partition(",")[0].strip()

    def open(self, start: re.Match[str]) -> "Block":
        """Begin with `@kind{`."""
        self.kind = start[1].lower()
        self._head = start.end() - start.start()
        self._paren = start[2] == "("
        return self

    def add(self, text: str) -> None:
        """Take a line, or a part of one."""
        self.raw.append(text)
        self._size += len(text)

    @property
    def full(self) -> bool:
        """Whether this is longer than any entry."""
        return self._size > _LONGEST

    def goes_on(self, line: str) -> bool:
        """Take a line whole where no brace in it can be the last one, as in most lines of a file."""
        if not self.raw or self._paren or "\\" in line:
            return False
        closes = line.count("}")
        if self._depth <= closes or self._size > _LONGEST:
            return False
        self._depth += line.count("{") - closes
        self.add(line)
        return True

    def end(self, line: str, place: int) -> int:
        """Where on a line, from a place on, the block is closed; -1 where it goes on."""
        if not self.raw:
            place += self._head
        for mark in (_PAREN if self._paren else _BRACE).finditer(line, place):
            if self._counts(mark[0]):
                return mark.end()
        return -1

    def _counts(self, mark: str) -> bool:
        """Count a brace; True where it is the last one."""
        if mark == "{":
            self._depth += 1
        elif mark == "}":
            self._depth -= 1
        elif mark == '"' and self._depth == 1:
            self._quoted = not self._quoted
        elif mark == ")" and self._depth == 1 and not self._quoted:
            self._depth = 0
        return self._depth <= 0 and (not self._paren or mark == ")")

    def reconsider(self) -> "Block":
        r"""Take an open block for closed if its braces balance with those behind a backslash (`{C:\papers\}`)."""
        text = "\n".join(self.raw).rstrip()
        if "\\}" in text and not self._paren and text.endswith("}") and text.count("{") == text.count("}"):
            self._escaped = self.closed = True
        return self


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks of a file; every line that is not blank is in one of them.

    A block that is still open where another plainly begins, or at the end of the file, is not `closed`; nor is one
    whose fields go on behind its last brace.
    """
    held: Block | None = None
    for block in _cut(lines):
        if held and not block.kind and held.closed and _FIELD.match(block.text):
            held.raw += block.raw
            held.closed = False
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _cut(lines: Iterable[str]) -> Iterator[Block]:
    block = Block(1)
    for number, line in _whole(lines):
        if block.kind:
            if "@" in line and _ANEW.match(line):
                yield block.reconsider()
                block = Block(number)
            elif block.goes_on(line):
                continue
        place = 0
        while place >= 0:
            done, block, place = _next(block, line, number, place)
            if done is not None:
                yield done
        if block.full:
            yield block
            block = Block(number + 1)
    if block.raw:
        yield block.reconsider() if block.kind else block


def _next(block: Block, line: str, number: int, place: int) -> tuple[Block | None, Block, int]:
    """Go on in a line: the block that is done, if one is, the one that is open, and where to go on (-1: next line)."""
    if block.kind:
        end = block.end(line, place)
        block.add(line[place:] if end < 0 else line[place:end])
        if end < 0:
            return None, block, -1
        block.closed = True
        return block, Block(number), end
    start = _start(line, place)
    before = line[place : start.start() if start else None]
    if before and not before.isspace():
        block.line = block.line if block.raw else number
        block.add(before)
    if start is None:
        return None, block, -1
    return block if block.raw else None, Block(number).open(start), start.start()


def _start(line: str, place: int) -> re.Match[str] | None:
    """The next `@kind{` on a line; `@kind(` only if a key and a comma follow, for people write “@smith (2010)”."""
    while found := _START.search(line, place):
        if found[2] == "{" or found[1].lower() in COMMANDS or _KEYED.match(line, found.end()):
            return found
        place = found.end()
    return None


def _whole(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; an `@article` whose brace comes on the next line is joined to it."""
    held, number = "", 0
    for number, line in enumerate(lines, 1):
        if held and line.lstrip()[:1] in ("{", "("):
            yield number - 1, f"{held}\n{line}"
            held = ""
            continue
        if held:
            yield number - 1, held
        held = line if "@" in line and _HALF.fullmatch(line) else ""
        if not held:
            yield number, line
    if held:
        yield number, held
