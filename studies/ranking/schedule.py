"""When to learn again, and which random citations to slip in."""

import numpy as np
from numpy.typing import NDArray

from studies.ranking.counting import Ints

# Up to this many decisions each of them can turn the order round.
EAGER = 100
# After so many excludes in a row the order may be looking in the wrong place …
PATIENCE = 30
# … so one citation in this many is drawn from all.
EVERY = 10


def due(decisions: int, learnt_from: int) -> bool:
    """Whether an order learnt from `learnt_from` decisions should be learnt anew now that there are `decisions`."""
    fresh = abs(decisions - learnt_from)
    if min(decisions, learnt_from) < EAGER:
        return fresh >= 1
    return fresh >= (5 if decisions < 5 * EAGER else 10)


def shuffled(records: int, seed: int) -> NDArray[np.float64]:
    """A random number for each record; those of the first records stay when more come."""
    return np.random.default_rng(seed).random(records)


def mixed(order: Ints, chance: NDArray[np.float64], misses: int) -> Ints:
    """`order` with every tenth place given to a random one, once there were 30 misses in a row.

    The places move up by one with each miss, so that a drawn citation comes to the front however often is learnt
    anew; and it stays the same one until it is decided.
    """
    if misses < PATIENCE:
        return order
    places = np.arange(len(order))
    drawn = (places + misses) % EVERY == 0
    lots = order[np.argsort(chance[order], kind="stable")][: drawn.sum()]
    answer = np.empty_like(order)
    answer[drawn] = lots
    answer[~drawn] = order[~np.isin(order, lots)]
    return answer
