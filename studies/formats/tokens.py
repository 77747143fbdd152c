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
    looked: set[str] = field(default_factory=set)  # those tags that did not go the short way, every opener among them
    more: list[str] = field(default_factory=list)  # the lines that continue the last value
    closed: bool = False  # its own closing line was found
    last: bool = False  # nothing follows in the file
    torn: bool = False  # the file stops in the middle of its last line
    gap: bool = False  # the line before was blank

    @property
    def text(self) -> str:
        """The lines as they stood, without blank ones at either end."""
        return "\n".join(self.raw).strip("\n")

    @property
    def seen(self) -> set[str]:
        """The tags so far."""
        return {tag for tag, _ in self.parts}

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
    below = "\n"  # inside an entry, a line that begins so always continues the one before; a line feed: no line does
    in_lines: frozenset[str] = frozenset()  # the tags whose values stand one a line
    width = 0  # so many characters at the beginning of a line are enough to know its tag

    def __init__(self) -> None:
        self.met: dict[str, str] = {}  # beginnings of lines already understood: most of a file is these

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The tag and value on a line, None where it continues the line before."""
        raise NotImplementedError

    def opens(self, tag: str, block: Block) -> bool:
        """Whether this tag begins a new entry although the open one has not been closed."""
        return tag in block.looked

    def whole(self, tag: str, value: str, more: list[str]) -> str:
        """A value together with the lines that continue it."""
        if not value and len(more) == 1:
            return more[0].strip()
        return ("\n" if tag in self.in_lines else " ").join(map(str.strip, (value, *more))).strip()

    def stray(self, line: str) -> bool:
        """Whether a line behind a blank one inside an open entry is a counter that belongs to none."""
        return False


def blocks(lines: Lines, dialect: Dialect) -> Iterator[Block]:
    """Cut lines into blocks; every line that is not blank is in exactly one of them."""
    block: Block | None = None
    outside: Block | None = None
    raw, parts = list[str](), list[tuple[str, str]]()  # those of the open block
    width, met, below = dialect.width, dialect.met.get, dialect.below
    for number, line in enumerate(lines, 1):
        if block is not None:  # the short ways, which nearly every line goes
            known = met(line[:width])
            if known is not None:
                if block.more:
                    _end(block, dialect)
                raw.append(line)
                parts.append((known, line[width:]))
                block.gap = False
                continue
            if line.startswith(below) and not block.gap and not line.isspace():
                raw.append(line)
                block.more.append(line)
                continue
        found, below = dialect.tag(line, block), dialect.below
        if found is None:
            outside = _untagged(line, number, block, outside, dialect)
            continue
        if outside is not None:
            yield outside
            outside = None
        done, block = _tagged(found, line, block or Block(number), dialect, number)
        if block is not None:
            raw, parts = block.raw, block.parts
        yield from done
    yield from filter(None, (_last(block, dialect, lines), outside))


def _last(block: Block | None, dialect: Dialect, lines: Lines) -> Block | None:
    if block is not None:
        _end(block, dialect)
        block.last, block.torn = True, lines.torn
    return block


def _tagged(
    found: tuple[str, str], line: str, block: Block, dialect: Dialect, number: int
) -> tuple[list[Block], Block | None]:
    """Put a tagged line into its block; the blocks that end before or with it, and the one that is open then."""
    done: list[Block] = []
    _end(block, dialect)
    if block.parts and found[0] in dialect.openers and dialect.opens(found[0], block):
        done.append(block)
        block = Block(number)
    block.raw.append(line)
    if found[0] in dialect.closers:
        block.closed = True
        return [*done, block], None
    block.parts.append(found)
    block.looked.add(found[0])
    block.gap = False
    return done, block


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
    if not line.strip():
        block.gap = True
    elif not block.gap or not dialect.stray(line):
        block.more.append(line)
        block.gap = False


def _end(block: Block, dialect: Dialect) -> None:
    """Put the last value together with the lines that continue it."""
    if block.more:
        tag, value = block.parts[-1]
        block.parts[-1] = tag, dialect.whole(tag, value, block.more)
        block.more = []
