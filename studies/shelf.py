"""Indexes of words at hand: one that was built or read stays in the memory of its process until another one is needed.

Pure: where they are kept for good is for others to say.
"""

from collections import OrderedDict
from dataclasses import dataclass
from struct import pack, unpack_from
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from studies.ranking import Index, Ranker

KEPT = 2  # 50,000 citations take half a gigabyte


@dataclass
class Volume:
    """An index and the citation (its key) that each of its rows is of."""

    keys: NDArray[np.int64]
    index: Index

    def to_bytes(self) -> bytes:
        return pack("<q", len(self.keys)) + self.keys.astype("<i8").tobytes() + self.index.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Volume":
        """What `to_bytes` gave; ValueError for bytes of another form."""
        (count,) = unpack_from("<q", data)
        keys = np.frombuffer(data, "<i8", count, 8).astype(np.int64)
        return cls(keys, Index.from_bytes(data[8 + 8 * count :]))


class Shelf:
    """Rankers by what they were made of; used by one thread at a time."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._held: OrderedDict[object, Ranker] = OrderedDict()

    def ranker(self, volume: Volume, name: object, question: str, seed: int) -> Ranker:
        """A ranker over the volume of this name. Making one weighs every word, so it is kept for the next decision."""
        key = (name, question, seed)
        if key not in self._held:
            self._held[key] = Ranker(index=volume.index, question=question, seed=seed)
        self._held.move_to_end(key)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)
        return self._held[key]
