"""From texts to counts: how often each record has each word and each pair of neighbouring words, in title and abstract.

Words get numbers and pairs of words are numbers too, so that what costs is a few sorts of integers rather than
millions of strings: 50,000 citations in seconds, and a vocabulary that loads in milliseconds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studies.ranking.words import words

Text = tuple[str, str]
Ints = NDArray[np.int64]
Progress = Callable[[int, int], None]
CHUNK = 1000
# A word outside the vocabulary; no pair goes across it.
UNKNOWN = -1


@dataclass(frozen=True)
class Tokens:
    """All words of all texts in a row, each with its part: 2 x record for the title, one more for the abstract."""

    word: NDArray[np.int32]
    part: NDArray[np.int32]
    records: int

    def pieces(self) -> Iterator["Tokens"]:
        """The same, so many records at a time."""
        for begin in range(0, self.records, CHUNK):
            end = min(begin + CHUNK, self.records)
            here = slice(*np.searchsorted(self.part, [2 * begin, 2 * end]))
            yield Tokens(self.word[here], self.part[here] - np.int32(2 * begin), end - begin)


@dataclass(frozen=True)
class Counts:
    """One row a record, in compressed form: where each row begins, its columns, how often in title and in abstract.

    `own` has for each record how many pairs of its title and of its abstract the vocabulary has not got: they say how
    much of a text is like no other.
    """

    begins: Ints
    columns: NDArray[np.int32]
    title: NDArray[np.uint8]
    body: NDArray[np.uint8]
    own: NDArray[np.int32]

    @property
    def records(self) -> int:
        return len(self.begins) - 1

    @classmethod
    def joined(cls, pieces: "Sequence[Counts]") -> "Counts":
        """The rows of all of them, one after the other."""
        sizes = [np.zeros(1, np.int64), *(np.diff(piece.begins) for piece in pieces)]
        return cls(
            np.cumsum(np.concatenate(sizes)),
            np.concatenate([np.zeros(0, np.int32), *(piece.columns for piece in pieces)]),
            np.concatenate([np.zeros(0, np.uint8), *(piece.title for piece in pieces)]),
            np.concatenate([np.zeros(0, np.uint8), *(piece.body for piece in pieces)]),
            np.concatenate([np.zeros((0, 2), np.int32), *(piece.own for piece in pieces)]),
        )

    def since(self, record: int) -> "Counts":
        """The rows from this one on."""
        begin = self.begins[record]
        return Counts(
            self.begins[record:] - begin, self.columns[begin:], self.title[begin:], self.body[begin:], self.own[record:]
        )  # fmt: skip


def tokens(texts: Sequence[Text], number: Callable[[str], int], progress: Progress | None = None) -> Tokens:
    """Read all texts; `number` knows each word's number."""
    found, lengths = [], np.zeros(2 * len(texts), np.int64)
    for begin in range(0, len(texts), CHUNK):
        chunk: list[int] = []
        for at, part in enumerate(_parts(texts[begin : begin + CHUNK]), 2 * begin):
            chunk.extend(map(number, part))
            lengths[at] = len(part)
        found.append(np.array(chunk, np.int32))
        if progress:
            progress(min(begin + CHUNK, len(texts)), len(texts))
    every = np.concatenate(found) if found else np.zeros(0, np.int32)
    return Tokens(every, np.repeat(np.arange(len(lengths), dtype=np.int32), lengths), len(texts))


def _parts(texts: Iterable[Text]) -> Iterator[list[str]]:
    for title, abstract in texts:
        yield words(title or "")
        yield words(abstract or "")


def pairs(read: Tokens, width: int) -> tuple[Ints, NDArray[np.int32]]:
    """Each pair of neighbours as one number (first x width + second), and its part."""
    first, second, part = read.word[:-1], read.word[1:], read.part[1:]
    kept = (read.part[:-1] == part) & (first != UNKNOWN) & (second != UNKNOWN)
    return first[kept].astype(np.int64) * width + second[kept], part[kept]


def repeated(codes: Ints) -> Ints:
    """The pairs that occur more than once, sorted: one that occurs once can tell nothing about another record."""
    ordered = np.sort(codes)
    begins = _begins(ordered)
    often = np.diff(np.append(begins, len(ordered))) > 1
    return np.asarray(ordered[begins[often]], np.int64)


def _begins(ordered: Ints) -> Ints:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.concatenate([ordered[:1] == ordered[:1], ordered[1:] != ordered[:-1]]))


def counts(read: Tokens, known: Ints, width: int) -> Counts:
    """Count words (columns 0 to width - 1) and the known pairs (the columns after them), sparing of memory."""
    return Counts.joined([_counted(piece, known, width) for piece in read.pieces()])


def _counted(read: Tokens, known: Ints, width: int) -> Counts:
    codes, parts = pairs(read, width)
    place = np.searchsorted(known, codes)
    held = place < len(known)
    held[held] = known[place[held]] == codes[held]
    plain = read.word != UNKNOWN
    column = np.concatenate([read.word[plain].astype(np.int64), place[held] + width])
    part = np.concatenate([read.part[plain], parts[held]]).astype(np.int64)
    own = np.bincount(parts[~held], minlength=2 * read.records).reshape(-1, 2).astype(np.int32)
    return _summed(part, column, own, width + len(known))


def _summed(part: Ints, column: Ints, own: NDArray[np.int32], width: int) -> Counts:
    """Add up equal columns of a record."""
    width = max(width, 1)
    key = ((part >> 1) * width + column) * 2 + (part & 1)
    key.sort()
    cell, title = key >> 1, (key & 1) == 0
    begins = _begins(cell)
    size = np.diff(np.append(begins, len(cell)))
    before = np.concatenate([[0], np.cumsum(title)])
    in_title = before[begins + size] - before[begins]
    row = cell[begins] // width
    edges = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(own)))])
    columns = (cell[begins] % width).astype(np.int32)
    return Counts(edges, columns, _capped(in_title), _capped(size - in_title), own)


def _capped(values: Ints) -> NDArray[np.uint8]:
    return np.minimum(values, 255).astype(np.uint8)
