"""Keys that two records must share to be compared: numbers, so that tens of thousands are searched at once."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from studies.matching.faces import Face, Row, face

Numbers = NDArray[np.int64]
DOI, PMID, PLACE, ABSTRACT = 0, 1, 9, 12  # columns of the table of keys
KINDS = 13
WINDOW = 24  # neighbours with which a record of a crowded block is compared
_LEAD = re.compile(r"^(?:the|a|an|on)\s")
_RARE = 4


def key_texts(it: Face) -> list[str]:
    """Return what a face can be found by, "" where it cannot: always as many, always in this order."""
    words = it.words
    lead = _LEAD.sub("", it.title.text).replace(" ", "")
    long = sorted(set(it.title.text.split()), key=lambda word: (-len(word), word))[:_RARE]
    author = it.families[0][:6] if it.families else ""
    year, first, volume = str(it.year or ""), it.first, it.volume
    named = bool(first and (volume or author))
    return [
        it.doi or it.address,
        it.pmid,
        words if words else f"{author}{year}{first}" if named else "",
        lead[:18] if len(lead) >= 18 else "",
        words[-18:] if len(words) >= 18 else "",
        " ".join(long) if len(words) >= 18 else "",
        it.title.twin.replace(" ", "")[:24] or (lead[:24] if len(lead) >= 24 else ""),
        it.title.stem.replace(" ", "")[:24] if it.title.kind else words[:24],
        f"{author} {year} {first}" if author and first else "",
        f"{volume} {first} {it.last or year}" if volume and first else "",
        f"{year} {author} {it.container[:3]} {volume}" if author and volume else "",
        f"{year} {author} {lead[:5]}" if author and lead else "",
        it.abstract[:60],
    ]


def keys(rows: Iterable[Row]) -> list[bytes]:
    """Return for each row its keys, packed as little-endian 64-bit numbers: a few hundred bytes at most, to be stored.

    They mean the same in every run of one VERSION; those stored by another VERSION must be made anew.
    """
    return [b"".join(_packed(row)) for row in rows]


def _packed(row: Row) -> Iterable[bytes]:
    found = [*key_texts(face(row)), " ".join(str(row.get("raw") or "").split())]
    return (_number(kind, text).to_bytes(8, "little", signed=True) for kind, text in enumerate(found) if text)


def near(new: Sequence[bytes], stored: Sequence[bytes]) -> list[int]:
    """Return the positions of the `stored` keys that have one in common with `new` ones, in order."""
    sought = np.unique(np.frombuffer(b"".join(new), dtype="<i8"))
    lengths = np.fromiter((len(packed) // 8 for packed in stored), dtype=np.int64, count=len(stored))
    found = np.isin(np.frombuffer(b"".join(stored), dtype="<i8"), sought)
    return [int(n) for n in np.unique(np.repeat(np.arange(len(stored)), lengths)[found])]


def hashed(faces: Sequence[Face]) -> Numbers:
    """Return the keys of faces as a table: a row for each face, a column for each kind of key, 0 where it has none."""
    table = [[_number(kind, text) if text else 0 for kind, text in enumerate(key_texts(it))] for it in faces]
    return np.array(table, dtype=np.int64).reshape(len(faces), KINDS)


def _number(kind: int, text: str) -> int:
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8, person=bytes([kind])).digest()
    return int.from_bytes(digest, "little", signed=True) or 1


def pairs(table: Numbers, order: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows that share a key, each once, the first of a pair before the second.

    `order` ranks the rows by what is in them; in a block of more than WINDOW rows a row is compared with the
    WINDOW next to it in that order, so a block of any size costs no more than its length.
    """
    count = len(table)
    found = [np.empty(0, dtype=np.int64)]
    for column in table.T:
        rows = np.flatnonzero(column)
        rows = rows[np.lexsort((order[rows], column[rows]))]
        keys_here = column[rows]
        for step in range(1, min(WINDOW, len(rows) - 1) + 1):
            alike = np.flatnonzero(keys_here[:-step] == keys_here[step:])
            if not len(alike):
                break
            one, other = rows[alike], rows[alike + step]
            found.append(np.minimum(one, other) * count + np.maximum(one, other))
    both = np.unique(np.concatenate(found))
    return both // count, both % count
