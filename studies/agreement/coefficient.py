"""Cohen's kappa of a square table, with the interval of Fleiss, Cohen and Everitt (1969), PABAK and its maximum.

Cohen J. A coefficient of agreement for nominal scales. Educ Psychol Meas 1960;20:37-46 (kappa and its maximum).
Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychol Bull 1969;72:323-7.
Byrt T, Bishop J, Carlin JB. Bias, prevalence and kappa. J Clin Epidemiol 1993;46:423-9 (PABAK).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Table = Sequence[Sequence[float]] | ArrayLike
Floats = NDArray[np.float64]

# The point of the normal distribution that leaves 2.5 % above it.
_Z = 1.959963984540054

EMPTY = "No item was judged by both, so there is nothing to compare."
ONE_CATEGORY = (
    "Both gave the same verdict to every item, so all of their agreement would be expected by chance "
    "and kappa does not exist. The percentage is what can be told."
)
NO_WIDTH = (
    "They agreed on every item, so the large-sample error is nought and the interval has no width: "
    "that is a limit of the formula, not certainty."
)


@dataclass(frozen=True)
class Kappa:
    """Agreement in a table of k x k counts: proportions from 0 to 1, coefficients from -1 to 1, None where undefined.

    `items` is the sum of the table. `observed` and `expected` are the proportions of agreement found and to be
    expected from the margins. `error` is the large-sample standard error for an interval (not the one for testing
    kappa = 0), `low` and `high` the 95 % confidence interval, cut to what kappa can be. `maximum` is the highest kappa
    that these margins allow. `note` says why something is None, or of what the interval should not be believed.
    """

    items: int
    observed: float | None = None
    expected: float | None = None
    kappa: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    pabak: float | None = None
    maximum: float | None = None
    note: str = ""

    @property
    def percent(self) -> float | None:
        """Observed agreement in per cent, 0 to 100."""
        return None if self.observed is None else 100 * self.observed


def kappa(table: Table) -> Kappa:
    """Agreement of two who judged the same items: `table[i][j]` counts those that one put in i and the other in j.

    k x k with k of at least 2, whole numbers from 0. Raises ValueError for any other shape or value.
    """
    counts = _checked(table)
    items = int(counts.sum())
    if not items:
        return Kappa(0, note=EMPTY)
    shares = counts / items
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, k = float(np.trace(counts)) / items, len(counts)
    expected = float(rows @ columns)
    pabak = (k * observed - 1) / (k - 1)
    if np.count_nonzero(counts.sum(axis=1) + counts.sum(axis=0)) == 1:
        return Kappa(items, observed, 1.0, pabak=pabak, note=ONE_CATEGORY)
    value = (observed - expected) / (1 - expected)
    if int(np.trace(counts)) == items:
        return Kappa(items, 1.0, expected, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, NO_WIDTH)
    error = _error(shares, expected, value, items)
    return Kappa(
        items,
        observed,
        expected,
        value,
        error,
        max(value - _Z * error, -1.0),
        min(value + _Z * error, 1.0),
        pabak,
        (float(np.minimum(rows, columns).sum()) - expected) / (1 - expected),
    )


def _checked(table: Table) -> Floats:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or len(counts) < 2:
        raise ValueError(f"Agreement needs a square table of two categories or more, not one of {counts.shape}.")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts % 1).any():
        raise ValueError("Agreement needs whole counts from 0.")
    return counts


def _error(shares: Floats, expected: float, value: float, items: int) -> float:
    """Fleiss, Cohen and Everitt 1969, the formula for kappa other than 0, unweighted."""
    rows, columns, missed = shares.sum(axis=1), shares.sum(axis=0), 1 - value
    diagonal = np.diag(shares)
    agreed = float((diagonal * (1 - (rows + columns) * missed) ** 2).sum())
    crossing = shares * (columns[:, None] + rows[None, :]) ** 2
    differed = missed**2 * float(crossing.sum() - np.diag(crossing).sum())
    variance = agreed + differed - (value - expected * missed) ** 2
    return float(np.sqrt(max(variance, 0.0) / items) / (1 - expected))
