"""The evidence for stopping: has enough of what is relevant been found, judged by the misses since?

Callaghan MW, Müller-Hansen F. Statistical stopping criteria for automated screening in systematic reviews. Syst Rev
2020;9:273. Every last stretch of the screened list is taken for a random draw from what was unseen before it. The
null hypothesis is that the target was missed; p is the smallest of all stretches. Equal to `calculate_h0` of
buscarpy 0.0.2, except where that has no answer (see `recall_test`). It assumes labels that are right and an order no
worse than random.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from studies.ranking.urn import smallest_tail

Labels = Sequence[int] | NDArray[np.integer] | NDArray[np.bool_]
Ints = NDArray[np.int64]

_CLOSE = 1024  # the first step from a likely answer is this part of it


@dataclass(frozen=True)
class Seen:
    """`screened` of `total` records; `places` (1-based, growing) are those among them that were relevant."""

    places: Ints
    screened: int
    total: int

    @property
    def found(self) -> int:
        return len(self.places)

    @cached_property
    def stretches(self) -> tuple[Ints, Ints]:
        """Where those begin that the test has to look at (records before), and how many were found in each.

        Of stretches with the same finds the longest has the smallest p: it begins after a find, or at the beginning.
        One that begins with a find has no smaller p than the same without it, one of finds alone says nothing: all
        that is missing is where it must be.
        """
        starts = np.concatenate([[0], self.places])
        since = self.found - np.arange(len(starts))
        telling = np.append(np.diff(starts) > 1, self.screened > starts[-1])
        return starts[telling], since[telling]

    def at(self, screened: int) -> "Seen":
        """What had been seen when so many were screened; beyond what was, as if all the rest were misses."""
        return Seen(self.places[: np.searchsorted(self.places, screened, side="right")], screened, self.total)


def seen(labels: Labels, total: int) -> Seen:
    """Read labels (1 relevant, 0 not, as screened). Raises ValueError for others, or for more than `total`."""
    found = np.asarray(labels)
    if found.ndim != 1 or not np.isin(found, (0, 1)).all():
        raise ValueError("Labels are 1 (relevant) or 0, in the order screened.")
    if len(found) > total:
        raise ValueError(f"{len(found)} labels cannot come from {total} records.")
    return Seen(np.flatnonzero(found) + 1, len(found), total)


def recall_test(labels: Labels, total: int, target: float) -> float:
    """p of the hypothesis that recall is still below `target` (over 0, up to 1): small speaks for stopping.

    `labels` are 1 or 0 in the order screened, `total` counts all records of the ranked list, seen and unseen. p is
    0 where the target cannot be missed any more, as when all are screened (buscarpy: not a number), and 1 before the
    first label (buscarpy: an error). While nothing was found, p is the chance that a single relevant record would be
    among the unseen. Raises ValueError as `seen` does, and for a target out of range.
    """
    return p_of(seen(labels, total), target)


def p_of(state: Seen, target: float, enough: float = 0.0) -> float:
    """`recall_test` of what was read already; `enough` as for `p_of_missing`."""
    if not 0 < target <= 1:
        raise ValueError(f"A recall target is over 0 and at most 1, not {target}.")
    return p_of_missing(state, math.floor(state.found / target + 1) - state.found, enough)


def p_of_missing(state: Seen, missing: int, enough: float = 0.0) -> float:
    """p of the hypothesis that at least so many (1 or more) relevant records are among the unseen.

    Who asks only whether it is below `enough` is answered sooner, by any number on the same side of it.
    """
    unseen = state.total - state.screened
    if missing > unseen:
        return 0.0
    starts, since = state.stretches
    if not len(starts):
        return 1.0
    return smallest_tail(state.total - starts, missing + since, unseen, missing, enough)


def claimable_recall(labels: Labels, total: int, confidence: float = 0.95) -> float:
    """The highest target whose test has p below 1 - confidence now: "recall is at least this", 0 to 1.

    0 while nothing was found, 1 when all are screened. Raises ValueError as `seen` does.
    """
    state = seen(labels, total)
    return claim_of(state, least_missing(state, confidence))


def claim_of(state: Seen, missing: int) -> float:
    """Recall if one less is missing than the least number that the test rules out."""
    if state.screened >= state.total:
        return 1.0
    claim = state.found / (state.found + missing - 1) if state.found else 0.0
    # The division may round up to a target that the test, which divides back, does not support.
    while claim and math.floor(state.found / claim + 1) - state.found < missing:
        claim = math.nextafter(claim, 0.0)
    return claim


def least_missing(state: Seen, confidence: float) -> int:
    """The least number of missed records that the test rules out; p falls as more are supposed missing."""
    low, high = 0, state.total - state.screened + 1
    at = min(_likely_missing(state, confidence), high - 1)
    step = 1 + at // _CLOSE
    while high - low > 1:
        if p_of_missing(state, at, 1 - confidence) < 1 - confidence:
            high = at
            at = max(high - step, (low + high) // 2)
        else:
            low = at
            at = min(low + step, (low + high) // 2)
        step *= 2
    return high


def _likely_missing(state: Seen, confidence: float) -> int:
    """Where to begin to look: the answer if the finds in a stretch were normally distributed."""
    starts, since = state.stretches
    if not len(starts) or state.screened == state.total:
        return state.total
    urns, length = state.total - starts, state.screened - starts
    found = since + 0.5
    spread = NormalDist().inv_cdf(confidence) ** 2 * (urns - length) / (urns - 1)
    middle = found + spread / 2
    share = (middle + np.sqrt(middle**2 - found**2 * (1 + spread / length))) / (length + spread)
    return max(1, int((share * urns - since).min()))


def needed(labels: Labels, total: int, target: float, confidence: float = 0.95) -> int:
    """How many more misses in a row, from now, until p is below 1 - confidence; 0 when it is so already.

    What going on costs if nothing more is found; a find on the way mostly costs more. At most what is left.
    Raises ValueError as
    `recall_test` does.
    """
    state = seen(labels, total)
    if p_of(state, target, 1 - confidence) < 1 - confidence:
        return 0
    low, high = state.screened, total
    while high - low > 1:
        middle = (low + high) // 2
        if p_of(state.at(middle), target, 1 - confidence) < 1 - confidence:
            high = middle
        else:
            low = middle
    return high - state.screened


def misses_in_a_row(labels: Labels) -> int:
    """Records screened since the last relevant one, all if there is none; to be shown, not to be trusted."""
    state = seen(labels, len(labels))
    return state.screened - (int(state.places[-1]) if state.found else 0)
