"""Faces as columns of numbers, so that whole arrays of pairs are compared at once."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from studies.matching import containers
from studies.matching.faces import Face

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_LITTLE = re.compile(
    r"\b(?:editor\w*|introduc\w+|foreword|preface|comments?|commentar\w+|letters?|correspond\w+|reply|replies|response|"
    r"errat\w+|corrigend\w+|corrections?|news|book reviews?|index|contents|abstracts?|announce\w*|obituar\w+|"
    r"in memoriam|(?:this|special|theme) issue|from the|volume \d+|proceedings|conference|meeting|symposium|program|"
    r"minitrack|acknowledg\w+|reviewers|calendar|case \d+|questions?|quiz|highlights|summary|discussion|"
    r"annual report|author\w*)\b"
)


def coded(values: Iterable[Hashable]) -> Ints:
    """Return a number for each value, the same for equal ones; 0 for what is empty."""
    known: dict[Hashable, int] = {}
    return np.fromiter((known.setdefault(value, len(known) + 1) if value else 0 for value in values), dtype=np.int64)


class Columns:
    """The faces and their columns; `crowds` are the DOI of whole supplements and the titles of many works."""

    def __init__(self, faces: Sequence[Face], crowds: Collection[str] = ()) -> None:
        self.faces = faces
        self.words = coded(it.words for it in faces)
        self.length = np.fromiter((len(it.words) for it in faces), dtype=np.int64)
        self.parts = coded("".join(it.title.parts) for it in faces)
        self.kind = coded(it.title.kind for it in faces)
        self.families = coded(it.families for it in faces)
        self.count = np.fromiter((len(it.families) for it in faces), dtype=np.int64)
        self.year = np.fromiter((it.year for it in faces), dtype=np.int64)
        self.container = coded(it.container for it in faces)
        self.volume = coded(it.volume for it in faces)
        self.issue = coded(it.issue for it in faces)
        self.author = coded(it.families[0] if it.families else "" for it in faces)
        self._pages()
        dois = coded([*(it.doi for it in faces), *(it.doi or it.address for it in faces)])
        self.doi, self.any_doi = dois[: len(faces)], dois[len(faces) :]
        self.pmid = coded(it.pmid for it in faces)
        self.accession = coded(it.accession for it in faces)
        self.abstract = coded(it.abstract for it in faces)
        self._flags(crowds)

    def _pages(self) -> None:
        """The pages, and as bare numbers: the first, the last, and that up to which the first at least goes."""
        self.first = coded(it.first for it in self.faces)
        self.last = coded(it.last for it in self.faces)
        self.from_ = np.fromiter((digits(it.first) for it in self.faces), dtype=np.int64)
        self.to = np.fromiter((digits(it.last) for it in self.faces), dtype=np.int64)
        self.lettered = self._each(lambda it: it.first[:1].isalpha())
        self.ahead = self._each(lambda it: it.first == "1" and not it.volume)  # of print, counted from 1
        self.dated = self._each(lambda it: it.dated)

    def _flags(self, crowds: Collection[str]) -> None:
        self.yearly = self._each(lambda it: it.volume == str(it.year))
        self.crowded = self._each(lambda it: it.doi in crowds)
        self.generic = self._each(lambda it: it.words in crowds or generic(it))
        self.ranged = self._each(ranged)
        self.book = self._each(lambda it: bool(it.books))
        self.supplement = self.lettered | self._each(lambda it: it.issue[:1] == "s" or not (it.volume or ranged(it)))
        self.meeting = self._each(lambda it: containers.meeting(it.container))
        self.cochrane = self._each(lambda it: "cochrane" in it.container)

    def _each(self, tell: Callable[[Face], bool]) -> Flags:
        return np.fromiter((tell(it) for it in self.faces), dtype=np.bool_, count=len(self.faces))


def digits(page: str) -> int:
    """Return the number in a page, 0 if there is none."""
    found = page if page.isdecimal() else "".join(char for char in page if char.isdigit())
    return int(found[:9]) if found.isascii() and found else 0


def generic(it: Face) -> bool:
    """Whether a title says so little that others have the same: very short, or of an editorial, a letter, a volume."""
    return len(it.words) < 12 or (len(it.words) < 45 and bool(_LITTLE.search(it.title.text)))


def ranged(it: Face) -> bool:
    """Whether an article fills three pages or more, and neither of a supplement nor its own: no other has the same."""
    return it.first.isdecimal() and it.last.isdecimal() and int(it.last) > int(it.first) + 1 and int(it.first) > 1
