"""The index: what the order needs to know of all texts; built once, kept as bytes, lengthened when a batch arrives."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studies.ranking.counting import UNKNOWN, Counts, Ints, Progress, Text, counts, pairs, repeated, tokens

# Of what is kept: bytes of another form must be built anew.
FORM = 2


@dataclass(frozen=True)
class Index:
    """Counts of words and pairs, one row a record. A column below len(words) is a word, the others are `pairs`."""

    words: list[str]
    pairs: Ints
    counts: Counts
    # As they were when the vocabulary was made, so that a batch does not move what was learnt.
    holders: NDArray[np.int32]
    learnt_from: int
    _places: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, texts: Sequence[Text], progress: Progress | None = None) -> Self:
        """Read all texts; `progress` is told how many were read, of how many."""
        places: defaultdict[str, int] = defaultdict()
        places.default_factory = places.__len__
        read = tokens(texts, places.__getitem__, progress)
        names = list(places)
        known = repeated(pairs(read, len(names))[0])
        found = counts(read, known, len(names))
        holders = np.bincount(found.columns, minlength=len(names) + len(known)).astype(np.int32)
        return cls(names, known, found, holders, len(texts), dict(places))

    def __len__(self) -> int:
        return self.counts.records

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.words) + len(self.pairs)

    def counted(self, texts: Sequence[Text]) -> Counts:
        """The counts of texts in this vocabulary; what it does not know is left out."""
        if not self._places:
            self._places.update(zip(self.words, range(len(self.words)), strict=True))
        read = tokens(texts, lambda word: self._places.get(word, UNKNOWN))
        return counts(read, self.pairs, len(self.words))

    def extended(self, texts: Sequence[Text]) -> Self:
        """With these records after its own, their new words unknown until the index is built anew."""
        return replace(self, counts=Counts.joined([self.counts, self.counted(texts)])) if len(texts) else self

    @property
    def stale(self) -> bool:
        """Whether so many records came since that the vocabulary should be made anew."""
        return len(self) > 1.25 * self.learnt_from

    def term(self, column: int) -> str:
        """The word or the two words of a column."""
        if column < len(self.words):
            return self.words[column]
        first, second = divmod(int(self.pairs[column - len(self.words)]), len(self.words))
        return f"{self.words[first]} {self.words[second]}"

    def to_bytes(self) -> bytes:
        """All of it, for another process."""
        file = BytesIO()
        np.savez(
            file, form=FORM, words=np.frombuffer("\n".join(self.words).encode(), np.uint8), pairs=self.pairs,
            begins=self.counts.begins, columns=self.counts.columns, title=self.counts.title, body=self.counts.body,
            own=self.counts.own, holders=self.holders, learnt_from=self.learnt_from,
        )  # fmt: skip
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` gave; ValueError if it is of another form."""
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            if int(kept["form"]) != FORM:
                raise ValueError("an index of another form; it must be built anew")
            words = kept["words"].tobytes().decode()
            return cls(
                words.split("\n") if words else [], kept["pairs"],
                Counts(kept["begins"], kept["columns"], kept["title"], kept["body"], kept["own"]),
                kept["holders"], int(kept["learnt_from"]),
            )  # fmt: skip
