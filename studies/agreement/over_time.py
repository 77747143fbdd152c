"""Agreement as it went: block by block, in the order in which both reviewers had judged the items."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from studies.agreement.independent import Compared
from studies.agreement.pairs import Pair, pair_of

BLOCK, MOST_BLOCKS = 50, 20


@dataclass(frozen=True)
class Block:
    """The items from `first` to `last`, counted from 1 in the order in which both had judged them."""

    number: int
    first: int
    last: int
    pair: Pair


def blocks(compared: Sequence[Compared]) -> list[Block]:
    """In blocks of 50, or of the next multiple of 50 that makes 20 blocks at most; the last may be smaller."""
    size = BLOCK * max(1, -(-len(compared) // (BLOCK * MOST_BLOCKS)))
    found: list[Block] = []
    for at in range(0, len(compared), size):
        some = compared[at : at + size]
        counts = Counter((each.first, each.second) for each in some)
        found.append(Block(len(found) + 1, at + 1, at + len(some), pair_of(counts)))
    return found
