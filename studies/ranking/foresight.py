"""What the stopping test will cost before anything is screened, for a guess at how many are relevant."""

from dataclasses import dataclass

import numpy as np

from studies.ranking.stopping import needed

# These give what simulated screening of labelled reviews needed: 80 % of 7,175 records with 32 relevant ones for a
# target of 95 %, 35 to 42 % for one of 80 %.
EARLY, LATE = 0.1, 0.2


@dataclass(frozen=True)
class Foresight:
    """Records to screen until the test is met, of `total`: from a good order (`low`) to a middling one (`high`)."""

    total: int
    low: int
    high: int

    @property
    def low_share(self) -> float:
        """0 to 1."""
        return self.low / self.total

    @property
    def high_share(self) -> float:
        """0 to 1."""
        return self.high / self.total


def foresee(
    total: int,
    relevant: int,
    target: float = 0.95,
    confidence: float = 0.95,
    found_within: tuple[float, float] = (EARLY, LATE),
) -> Foresight:
    """How much to screen until `target` can be claimed, if all relevant ones come evenly spread in a first share.

    `found_within` are that share (0 to 1) of a good and of a middling order; all after it are misses. 32 relevant of
    7,175 need 80 to 82 % for a target of 95 %, 35 to 43 % for 80 %. Raises ValueError where 1 <= relevant <= total
    does not hold, and for a target out of range.
    """
    if not 1 <= relevant <= total:
        raise ValueError(f"{relevant} relevant records of {total} cannot be planned for.")
    low, high = (_screened(total, relevant, target, confidence, share) for share in found_within)
    return Foresight(total, low, high)


def _screened(total: int, relevant: int, target: float, confidence: float, share: float) -> int:
    within = min(max(relevant, round(share * total)), total)
    labels = np.zeros(within, dtype=np.int64)
    labels[np.linspace(0, within - 1, relevant).astype(np.int64)] = 1
    return within + needed(labels, total, target, confidence)
