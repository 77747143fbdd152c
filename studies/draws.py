"""Draws that anyone can repeat: where a citation falls is said by a stored seed and its number, not by chance.

Pure. A citation of a later batch is drawn like the others, and none of those drawn before moves.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from math import log


def draw(seed: str, *what: object) -> float:
    """A number in [0, 1) that is the same for the same seed and words, and spread evenly over unlike ones."""
    words = ":".join(map(str, (seed, *what)))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") / 2**64


def in_sample(seed: str, number: int, percent: int) -> bool:
    """Is the citation of this number in a sample of `percent` of all? A larger share keeps all of a smaller one."""
    return draw(seed, number) * 100 < percent


def shuffled(seed: str, numbers: Iterable[int]) -> list[int]:
    """The numbers in an order that the seed alone decides; those that come later fall between the others."""
    return sorted(numbers, key=lambda number: draw(seed, "order", number))


def shared_out(seed: str, number: int, weights: Mapping[int, float], count: int) -> list[int]:
    """The `count` people (fewer when there are not so many) to whom the citation falls, by their weights.

    Weighted rendezvous hashing (Schindelhauer & Schomaker 2005): when somebody leaves, only what fell to that
    person goes to others. Weights that are not above 0 take nothing.
    """
    scores = {
        who: -weight / log(max(draw(seed, "share", number, who), 2**-64))
        for who, weight in weights.items()
        if weight > 0
    }
    return sorted(scores, key=lambda who: (-scores[who], who))[:count]
