"""Keys that two records must share to be compared: numbers, so that tens of thousands are searched at once."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from studies.matching.rules import Row, exact_keys


def keys(rows: Iterable[Row]) -> list[bytes]:
    """Return for each row its keys, packed as little-endian 64-bit numbers: a few hundred bytes at most, to be stored.

    They mean the same in every run of one VERSION; those stored by another VERSION must be made anew.
    """
    return [b"".join(sorted(_hashed(rule, value) for rule, value in exact_keys(row).items())) for row in rows]


def near(new: Sequence[bytes], stored: Sequence[bytes]) -> list[int]:
    """Return the positions of the `stored` keys that have one in common with `new` ones, in order."""
    sought = np.unique(np.frombuffer(b"".join(new), dtype="<i8"))
    lengths = np.fromiter((len(packed) // 8 for packed in stored), dtype=np.int64, count=len(stored))
    found = np.isin(np.frombuffer(b"".join(stored), dtype="<i8"), sought)
    return [int(n) for n in np.unique(np.repeat(np.arange(len(stored)), lengths)[found])]


def _hashed(rule: str, value: str) -> bytes:
    return hashlib.blake2b(f"{rule} {value}".encode("utf-8", "replace"), digest_size=8).digest()
