"""The three curves of a screening so far, at evenly spaced points: found, p for the target, claimable recall."""

from dataclasses import dataclass

import numpy as np

from studies.ranking.stopping import Labels, Seen, claim_of, least_missing, p_of, seen

POINTS = 200
CLAIM_POINTS = 50


@dataclass(frozen=True)
class Found:
    """`found` relevant records among the first `screened`; `by_chance` are those that the random line has there."""

    screened: int
    found: int
    by_chance: float


@dataclass(frozen=True)
class Value:
    """A proportion from 0 to 1 (p, or recall that can be claimed) when so many records were `screened`."""

    screened: int
    value: float


def found_curve(labels: Labels, total: int, points: int = POINTS) -> tuple[Found, ...]:
    """Found against screened, from nothing to now.

    The random line spreads what was found by now evenly over all `total` records: what reading in a random order
    would have found if nothing more is left. With more left it would be steeper. Raises ValueError as `seen` does.
    """
    state = seen(labels, total)
    slope = state.found / total if total else 0.0
    return tuple(Found(at, state.at(at).found, at * slope) for at in _places(state, points))


def p_curve(labels: Labels, total: int, target: float, points: int = POINTS) -> tuple[Value, ...]:
    """`recall_test` as it was at each point, the last one now. Raises ValueError as it does."""
    state = seen(labels, total)
    return tuple(Value(at, p_of(state.at(at), target)) for at in _places(state, points))


def claim_curve(labels: Labels, total: int, confidence: float = 0.95, points: int = CLAIM_POINTS) -> tuple[Value, ...]:
    """`claimable_recall` as it was at each point, the last one now. Raises ValueError as it does."""
    state = seen(labels, total)
    every = ((at, state.at(at)) for at in _places(state, points))
    return tuple(Value(at, claim_of(now, least_missing(now, confidence))) for at, now in every)


def _places(state: Seen, points: int) -> list[int]:
    """At most points + 1 numbers of records, from 0 to what is screened, both included."""
    return [int(at) for at in np.unique(np.rint(np.linspace(0, state.screened, points + 1)))]
