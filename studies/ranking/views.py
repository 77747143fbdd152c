"""One way to see the citations: its weighed rows, what was learnt on them, and how far apart it sets the undecided."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studies.ranking.counting import Ints
from studies.ranking.learning import bayes, machine
from studies.ranking.weighting import Floats

Learner = Callable[[Any, NDArray[np.bool_]], Floats]
TFIDF, PRESENCE = "tf-idf", "presence"
# With how much each counts: naive Bayes is the better one while includes are few, and misleads when they are many.
ENSEMBLE: tuple[tuple[str, Learner, float], ...] = (
    (TFIDF, machine, 1), (PRESENCE, machine, 1), (PRESENCE, bayes, 0.7),
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """A weight for each column; `scale` makes views comparable that count in different units."""

    rows: Any
    weights: Floats
    scale: float
    scores: Floats

    @classmethod
    def over(cls, rows: Any, weights: Floats, undecided: Ints, share: float = 1.0) -> "View":
        """The view whose scores of the undecided (of all, where they are done) have mean zero and deviation `share`."""
        scores = rows @ weights
        pool = scores[undecided] if len(undecided) > 1 else scores
        spread = float(pool.std())
        scale = share / spread if spread > 1e-9 else 0.0
        return cls(rows, weights, scale, (scores - pool.mean()) * np.float32(scale))

    def parts(self, record: int) -> tuple[Ints, NDArray[np.float64]]:
        """What each column of a record adds to its score."""
        begin, end = self.rows.indptr[record : record + 2]
        columns = self.rows.indices[begin:end]
        return columns, self.rows.data[begin:end] * self.weights[columns].astype(np.float64) * self.scale

    def mean_parts(self, records: Ints) -> NDArray[np.float64]:
        """What each column adds to the score of these records, on average."""
        mean = self.rows[records].sum(axis=0) / max(len(records), 1)
        return np.asarray(mean, np.float64).ravel() * self.weights * self.scale
