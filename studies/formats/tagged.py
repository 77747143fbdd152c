"""Reads any tagged format: its dialect says what a line is, its roles what the tags hold."""

from collections.abc import Iterator

from studies.formats import mapping
from studies.formats.decoding import Lines
from studies.formats.reading import Entry, Item, Rejected, Skipped
from studies.formats.roles import Roles, Tags
from studies.formats.tokens import Block, Dialect, blocks

_EMPTY = "This entry is empty: it has a type at most. Expected at least a title; add one, or leave the entry out."


def read(lines: Lines, dialect: Dialect, roles: Roles) -> Iterator[Item]:
    """Yield the entries of a file, what is wrong with others, and the text between them."""
    closing = False  # whether an entry before had its last line, so that all should have one
    outside = dialect.headers
    for block in blocks(lines, dialect):
        if not block.parts or (outside and block.seen <= outside):
            if not block.closed or block.parts:
                yield Skipped(block.line, block.text)
            continue
        tags = block.tags()
        closed = block.closed or dialect.last in tags
        item = _refused(block, tags, roles) or (_cut(block, dialect.last, roles) if closing and not closed else None)
        yield item or _told(mapping.entry(block, tags, roles), block, dialect, closing)
        closing = closing or closed


def _refused(block: Block, tags: Tags, roles: Roles) -> Rejected | None:
    if any(value for tag, found in tags.items() if tag not in roles.kind for value in found):
        return None
    return Rejected(block.line, _EMPTY, block.text)


def _cut(block: Block, last: str, roles: Roles) -> Rejected | None:
    """Refuse the last entry of a file that stops in the middle of it."""
    if not block.last or f"{last}  -".startswith(block.raw[-1].rstrip() or "-"):
        return None
    if not block.torn and not block.seen.isdisjoint((*roles.title, *roles.book)):
        return None
    reason = f"The file stops inside this entry: no {last} line ends it. Export the file again, or complete the entry."
    return Rejected(block.line, reason, block.text)


def _told(item: Entry | Rejected, block: Block, dialect: Dialect, closing: bool) -> Entry | Rejected:
    """Say of an entry that its last line is missing, where each should have one."""
    unended = not block.closed and (dialect.closers or (closing and block.last)) and dialect.last not in block.seen
    if isinstance(item, Entry) and dialect.last and unended:
        where = "the end of the file." if block.last else "the next one."
        item.notes.insert(0, f"No {dialect.last} line ends this entry; it was read up to {where}")
    return item
