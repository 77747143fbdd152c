"""Entries that a look at a file has read, kept for the load that follows at once: to read them takes its half."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from tempfile import TemporaryFile
from weakref import finalize

from studies.formats import Item

_TOGETHER = 500
_MOST = 1 << 28  # bytes on the disk: what is longer is read again


class Kept:
    """What a file was read into, in the order of the file; on the disk, as it may be long."""

    def __init__(self) -> None:
        self.whole = True
        self._file = TemporaryFile()  # noqa: SIM115 (closed with this object)
        finalize(self, self._file.close)
        self._waiting: list[Item] = []

    def add(self, item: Item) -> None:
        self._waiting.append(item)
        if len(self._waiting) == _TOGETHER:
            self.whole = self.whole and self._file.tell() < _MOST
            if self.whole:
                self._write()
            self._waiting.clear()

    def __iter__(self) -> Iterator[Item]:
        """All of it, if it is `whole`."""
        if self._waiting:
            self._write()
            self._waiting.clear()
        length = self._file.seek(0, 2)
        self._file.seek(0)
        while self._file.tell() < length:
            yield from pickle.load(self._file)  # noqa: S301 (written above, in this process)

    def _write(self) -> None:
        pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)


_at_hand: ContextVar[tuple[object, Kept] | None] = ContextVar("kept", default=None)


@contextmanager
def at_hand(what: object, kept: Kept | None) -> Iterator[None]:
    """While this lasts, whoever would read `what` (a file in a format and a mapping) finds it read."""
    before = _at_hand.set((what, kept) if kept and kept.whole else None)
    try:
        yield
    finally:
        _at_hand.reset(before)


def found(what: object) -> Kept | None:
    held = _at_hand.get()
    return held[1] if held and held[0] == what else None
