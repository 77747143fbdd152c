"""A list of citations as a file that begins to arrive at once and is never whole in memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from reviews import exports
from reviews.exports import Export

PIECE = 1000
# What can be put together from pieces; the keys of BibTeX must differ in all of the file, so it is written as a whole.
IN_PIECES = {"csv", "ris"}


def pieces(ending: str, table: Export, title: str, rows: Iterable[Any]) -> Iterator[bytes]:
    """The file of that ending, a key of `exports.formats(table)`; what every piece would begin with is told once."""

    def write(some: Iterable[Any]) -> bytes:
        return exports.write(ending, title, table.columns, some, known=exports.formats(table))

    if ending not in IN_PIECES:
        yield write(rows)
        return
    head, rows = write([]), iter(rows)
    yield head
    while some := list(islice(rows, PIECE)):
        yield write(some).removeprefix(head)
