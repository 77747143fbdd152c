"""The one tokenizer of all tagged formats: it cuts lines into blocks of tags and values and loses none of them.

What a tag looks like, what opens and what closes an entry is the business of a dialect.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from studies.formats.decoding import Lines


@dataclass(slots=True)
class Block:
    """The lines of one entry, or of text outside any entry (then `parts` is empty)."""

    line: int
    raw: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)  # tag and value, in the order of the file
    seen: set[str] = field(default_factory=set)
    more: list[str] = field(default_factory=list)  # what continues the last value
    closed: bool = False  # its own closing line was found
    last: bool = False  # nothing follows in the file
    torn: bool = False  # the file stops in the middle of its last line
    gap: bool = False  # the line before was blank

    @property
    def text(self) -> str:
        """The lines as they stood, without blank ones at either end."""
        return "\n".join(self.raw).strip("\n")

    def end(self) -> None:
        """Put the last value together with the lines that continue it."""
        if self.more:
            tag, value = self.parts[-1]
            self.parts[-1] = tag, "".join((value.rstrip(), *self.more)).strip()
            self.more = []

    def tags(self) -> dict[str, list[str]]:
        """The values by tag, in the order of the file; a tag without a value has an empty string."""
        found: dict[str, list[str]] = {}
        for tag, value in self.parts:
            if tag in found:
                found[tag].append(value.strip())
            else:
                found[tag] = [value.strip()]
        return found


class Dialect:
    """What differs between tagged formats; each says what a tag looks like and overrides what it does otherwise."""

    openers: frozenset[str] = frozenset()  # the tags for which `opens` is asked
    closers: frozenset[str] = frozenset()  # the tags that are the closing line of an entry
    headers: frozenset[str] = frozenset()  # the tags of the file itself: a block of them alone is no entry
    last = ""  # the tag that a whole entry ends with, "" where there is none

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The tag and value on a line, None where it continues the line before."""
        raise NotImplementedError

    def opens(self, tag: str, block: Block) -> bool:
        """Whether this tag begins a new entry although the open one has not been closed."""
        return tag in block.seen

    def joint(self, tag: str, line: str) -> str:
        """What stands between a value and the line that continues it."""
        return " "

    def stray(self, line: str, block: Block) -> bool:
        """Whether a line inside an open entry is a counter that belongs to none."""
        return False


def blocks(lines: Lines, dialect: Dialect) -> Iterator[Block]:
    """Cut lines into blocks; every line that is not blank is in exactly one of them."""
    block: Block | None = None
    outside: Block | None = None
    openers, closers = dialect.openers, dialect.closers
    for number, line in enumerate(lines, 1):
        found = dialect.tag(line, block)
        if found is None:
            outside = _untagged(line, number, block, outside, dialect)
            continue
        tag = found[0]
        if outside is not None:
            yield outside
            outside = None
        if block is not None and block.more:
            block.end()
        if block is not None and tag in openers and dialect.opens(tag, block):
            yield block
            block = None
        block = block or Block(number)
        block.raw.append(line)
        if tag in closers:
            block.closed = True
            yield block
            block = None
        else:
            block.parts.append(found)
            block.seen.add(tag)
            block.gap = False
    yield from _close(block, outside, lines.torn)


def _close(block: Block | None, outside: Block | None, torn: bool) -> Iterator[Block]:
    if block is not None:
        block.end()
        block.last = True
        block.torn = torn
        yield block
    if outside is not None:
        yield outside


def _untagged(line: str, number: int, block: Block | None, outside: Block | None, dialect: Dialect) -> Block | None:
    """Give a line without a tag to the open entry, or else to the text outside any, which is returned."""
    if block is not None:
        _continue(block, line, dialect)
    elif outside is not None or line.strip():
        outside = outside or Block(number)
        outside.raw.append(line)
    return outside


def _continue(block: Block, line: str, dialect: Dialect) -> None:
    block.raw.append(line)
    text = line.strip()
    if not text:
        block.gap = True
    elif not dialect.stray(line, block):
        block.more += (dialect.joint(block.parts[-1][0], line), text)
        block.gap = False
