"""Keys that two records must share to be compared: numbers, so that tens of thousands are searched at once."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from studies.matching.faces import Face, Row, face

Numbers = NDArray[np.int64]
KINDS = 14
STRONG = (0, 1, 8, 9, 12, 13)  # DOI, PMID, author with year and page, volume with pages, abstract, database number
_RAW = KINDS  # the entry itself, for stored keys alone
WHOLE, NEXT = 24, 8  # a block up to this size is compared whole, in a crowded one each record with its neighbours
_CROWD = 60  # stored records that share a key that is not strong: more of them say nothing
_LEAD = re.compile(r"^(?:the|a|an|on)\s")
_LONGEST = 4  # words of a title that find it in whatever order


def key_texts(it: Face) -> list[str]:
    """Return what a face can be found by, "" where it cannot: always as many, always in this order."""
    words, twin = it.words, it.title.twin.replace(" ", "")
    lead = _LEAD.sub("", it.title.text).replace(" ", "")
    author = it.families[0][:10] if it.families else ""
    year, first, volume = str(it.year or ""), it.first, it.volume
    longest = sorted(set(it.title.text.split()), key=lambda word: (-len(word), word))[:_LONGEST]
    return [
        it.doi or it.address,
        it.pmid,
        words or (f"{author}{year}{first}" if first and (volume or author) else ""),
        _least(lead[:18], 18),
        _least(words[-18:], 18),
        " ".join(longest) if len(words) >= 18 else "",
        twin[:32] or _least(lead[:32], 24),
        (it.title.stem.replace(" ", "") if it.title.kind else words)[:32],
        f"{author} {year} {first}" if author and first else "",
        f"{volume} {first} {it.last or year}" if volume and first else "",
        f"{year} {author} {it.container[:3]} {volume}" if author and volume else "",
        f"{year} {author} {lead[:5]}" if author and lead else "",
        it.abstract[:60],
        it.accession,
    ]


def _least(text: str, length: int) -> str:
    return text if len(text) >= length else ""


def keys(rows: Iterable[Row]) -> list[bytes]:
    """Return for each row its keys, packed as little-endian 64-bit numbers: a few hundred bytes at most, to be stored.

    They mean the same in every run of one VERSION; those stored by another VERSION must be made anew.
    """
    return [b"".join(_packed(row)) for row in rows]


def _packed(row: Row) -> Iterable[bytes]:
    found = [*key_texts(face(row)), " ".join(str(row.get("raw") or "").split())]
    return (_number(kind, text) for kind, text in enumerate(found) if text)


def _number(kind: int, text: str) -> bytes:
    """A key in eight bytes, of which the lowest says of what kind it is."""
    return bytes([kind]) + blake2b(text.encode("utf-8", "replace"), digest_size=7).digest()


def near(new: Sequence[bytes], stored: Sequence[bytes]) -> list[int]:
    """Return the positions of the `stored` keys that have one in common with `new` ones, in order.

    A key that is not strong and that a crowd of stored records has ("Editorial") is passed over.
    """
    sought = np.unique(np.frombuffer(b"".join(new), dtype="<i8"))
    here = np.frombuffer(b"".join(stored), dtype="<i8")
    lengths = np.fromiter((len(packed) // 8 for packed in stored), dtype=np.int64, count=len(stored))
    rows = np.repeat(np.arange(len(stored)), lengths)
    found = np.isin(here, sought)
    here, rows = here[found], rows[found]
    _, key, sizes = np.unique(here, return_inverse=True, return_counts=True)
    kept = (sizes[key] <= _CROWD) | np.isin(here & 0xFF, (*STRONG, _RAW))
    return [int(at) for at in np.unique(rows[kept])]


def table(faces: Sequence[Face]) -> Numbers:
    """Return the keys of faces: a row for each face, a column for each kind of key, 0 where it has none."""
    found = np.zeros((len(faces), KINDS), dtype=np.int64)
    for at, it in enumerate(faces):
        found[at] = [hash(text) if text else 0 for text in key_texts(it)]  # compared within this process alone
    return found


def pairs(keys_: Numbers, order: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows that share a key, each once, the first of a pair before the second.

    `order` ranks the rows by what is in them. In a block of more than WHOLE rows a row is compared with the NEXT ones
    in that order, so a block of any size costs no more than its length.
    """
    count = len(keys_)
    found = [np.empty(0, dtype=np.int64)]
    for column in keys_.T:
        rows = np.flatnonzero(column)
        rows = rows[np.lexsort((order[rows], column[rows]))]
        here = column[rows]
        _, block, sizes = np.unique(here, return_inverse=True, return_counts=True)
        whole = sizes[block] <= WHOLE
        for step in range(1, min(WHOLE, len(rows))):
            alike = here[:-step] == here[step:]
            at = np.flatnonzero(alike if step <= NEXT else alike & whole[step:])
            one, other = rows[at], rows[at + step]
            found.append(np.minimum(one, other) * count + np.maximum(one, other))
    both = np.sort(np.concatenate(found))
    both = both[np.diff(both, prepend=-1) != 0]
    return both // count, both % count


def shared(table: Numbers, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
    """Return for pairs of rows whether they share a key that hardly any others share."""
    found = np.zeros(len(a), dtype=np.bool_)
    for kind in STRONG:
        found |= (table[a, kind] == table[b, kind]) & (table[a, kind] != 0)
    return found
