"""How far two values of one field agree, as a level: 0 where one says nothing, higher where they agree better."""

import re
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from studies.matching import containers
from studies.matching.faces import Face
from studies.matching.numbers import spans
from studies.matching.text import fold, plain

NEAR, SORTED = 95, 97  # of 100: titles that differ in a letter or two, or in the order of their words
_NUMBER = re.compile(r"\d+(?=\D)")  # not one that the end of the text may have cut
_WORTH = 15  # characters that a part of a title must have to stand for the whole


class Title(IntEnum):
    ABSENT, DIFFER, SIMILAR, ALIKE, NEAR, EQUAL = range(6)


class Authors(IntEnum):
    ABSENT, DIFFER, HINT, SHARE, FIRST, SAME = range(6)


class Year(IntEnum):
    ABSENT, DIFFER, CLOSE, NEXT, EQUAL = range(5)


class Container(IntEnum):
    ABSENT, DIFFER, AGREE, EQUAL = range(4)


class Pages(IntEnum):
    ABSENT, DIFFER, OTHER, OVERLAP, NEAR, START, SAME = range(7)


class Exact(IntEnum):
    ABSENT, DIFFER, EQUAL = range(3)


class Abstract(IntEnum):
    ABSENT, DIFFER, UNSURE, ALIKE, SAME = range(5)


def title(a: Face, b: Face, score: float) -> Title:
    """The level of two titles that are not equal and whose words agree by `score`."""
    if (a.title.twin or b.title.twin) and _twins(a, b):
        return Title.ALIKE
    sort = fuzz.token_sort_ratio(a.title.text, b.title.text)
    if sort >= SORTED:
        return Title.NEAR
    if max(score, sort) >= 85:
        return Title.ALIKE
    told = min(len(a.words), len(b.words)) >= _WORTH
    if max(score, sort) >= 65 or (told and fuzz.token_set_ratio(a.title.text, b.title.text) >= 90):
        return Title.SIMILAR
    return Title.DIFFER


def contained(a: Face, b: Face) -> bool:
    """Whether one title is the beginning or the end of the other, and long enough to stand for it."""
    short, long = (a.words, b.words) if len(a.words) < len(b.words) else (b.words, a.words)
    return len(short) >= _WORTH and (long.startswith(short) or long.endswith(short))


def renumbered(one: str, other: str) -> bool:
    """Whether two texts that agree have another number at the same place, and as many of them."""
    a, b = _NUMBER.findall(one), _NUMBER.findall(other)
    return len(a) == len(b) and any(x != y for x, y in zip(a, b, strict=True))


def _twins(a: Face, b: Face) -> bool:
    """Whether a title agrees with the other's twin in another language."""
    tries = ((a.title.twin, b.title.text), (a.title.text, b.title.twin), (a.title.twin, b.title.twin))
    return any(fuzz.ratio(x, y, score_cutoff=90) >= 90 for x, y in tries if x and y)


def authors(a: Face, b: Face) -> Authors:
    """SAME: the shorter list is in the longer and both begin alike; FIRST: begin alike; SHARE: half are shared."""
    if not a.families or not b.families:
        return Authors.ABSENT
    if a.families == b.families:
        return Authors.SAME
    one, other = set(a.families), set(b.families)
    shared, fewer = len(one & other), min(len(one), len(other))
    if a.families[0] == b.families[0]:
        return Authors.SAME if shared == fewer else Authors.FIRST
    if 2 * shared >= fewer and shared:
        return Authors.SHARE
    return _loosely(a, b, shared)


def _loosely(a: Face, b: Face, shared: int) -> Authors:
    """Names spelt otherwise, run together, or given name first."""
    one, other = _names(a.authors), _names(b.authors)
    both = one & other
    if len(both) >= 2 and 2 * len(both) >= min(len(one), len(other)):
        return Authors.SHARE
    first, second = sorted((a.families[0], b.families[0]), key=lambda name: (len(name), name))
    near = fuzz.ratio(first, second) >= 80 or (len(first) >= 4 and (first in second or first[:5] == second[:5]))
    if near:
        rest = fuzz.ratio(" ".join(a.families), " ".join(b.families))
        return Authors.FIRST if rest >= 80 or fewer_is_one(a, b) else Authors.HINT
    if shared or both:
        return Authors.HINT
    run = fuzz.token_sort_ratio(" ".join(sorted(one)), " ".join(sorted(other)))
    return Authors.HINT if run >= 70 else Authors.DIFFER


def fewer_is_one(a: Face, b: Face) -> bool:
    return min(len(a.families), len(b.families)) == 1


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(plain(text)).split() if len(word) > 2)


def containers_agree(a: Face, b: Face) -> bool:
    """Whether one name abbreviates or contains the other."""
    return containers.agree(*sorted((a.container, b.container)))


def dated_pages(a: Face, b: Face) -> Pages:
    """Excel made a date of "6-10" as of "10-6"; which it was is told by the other."""
    one, other = (spans(it.first, it.last) if it.dated else {(it.first, it.last)} for it in (a, b))
    if one & other:
        return Pages.SAME
    if any(it.dated and not it.volume and "1" in (it.first, it.last) for it in (a, b)):
        return Pages.OTHER
    if any(x[0] == y[0] and not (x[1] and y[1]) for x in one for y in other):
        return Pages.START
    return Pages.OVERLAP if any(x[0] == y[0] for x in one for y in other) else Pages.DIFFER
