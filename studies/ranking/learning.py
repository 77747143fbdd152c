"""What is learnt from decisions: for each column a weight, positive where it speaks for inclusion."""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from studies.ranking.weighting import Floats

# Includes are few and count for more: all of them together as much as this many times all excludes.
AGAINST_EXCLUDES = 9.8
SOFTNESS = 0.11
# The same for naive Bayes, and the mass of a word before anything was seen.
EVEN, SMOOTHING = 3.0, 3.8
# A hundredth is enough for the order, and takes half the time of the default.
TOLERANCE = 0.01
# The solver draws from one sequence of random numbers for the whole process; two threads at once would mix theirs.
_one_at_a_time = Lock()


def importance(includes: NDArray[np.bool_], ratio: float = AGAINST_EXCLUDES) -> NDArray[np.float64]:
    """The weight of each decision; their mean is one."""
    share = max(includes.sum(), 1) / (ratio * max((~includes).sum(), 1))
    weight = np.where(includes, 1.0, share)
    return np.asarray(weight * len(weight) / weight.sum(), np.float64)


def machine(rows: Any, includes: NDArray[np.bool_]) -> Floats:
    """A linear support vector machine, squared hinge."""
    # Loading it takes a second, which most processes and commands never need.
    from sklearn.svm import LinearSVC

    solver = LinearSVC(C=SOFTNESS, dual=True, tol=TOLERANCE, max_iter=10_000, random_state=0)
    with _one_at_a_time:
        solver.fit(_completed(rows), includes, sample_weight=importance(includes))
    return np.asarray(solver.coef_, np.float32).ravel()[: rows.shape[1]]


def _completed(rows: Any) -> Any:
    """Each row with a column of its own, in which it has what was left out of it and its length is one again."""
    squares = rows.copy()
    squares.data **= 2
    own = np.sqrt(np.maximum(1 - squares.sum(axis=1), 0)).astype(np.float32)
    count, width = rows.shape
    ends = rows.indptr[1:]
    columns = np.insert(rows.indices, ends, np.arange(width, width + count, dtype=np.int32))
    begins = rows.indptr + np.arange(count + 1, dtype=np.int32)
    return csr_matrix(
        (np.insert(rows.data, ends, np.asarray(own).ravel()), columns, begins), shape=(count, width + count)
    )


def bayes(rows: Any, includes: NDArray[np.bool_]) -> Floats:
    """Multinomial naive Bayes, its priors left out: they move all records alike."""
    weight = importance(includes, EVEN).astype(np.float32)
    speaks = _smoothed(rows[np.flatnonzero(includes)].T @ weight[includes])
    speaks -= _smoothed(rows[np.flatnonzero(~includes)].T @ weight[~includes])
    return np.asarray(speaks, np.float32)


def _smoothed(mass: Floats) -> Floats:
    smooth = np.log(mass + np.float32(SMOOTHING))
    return np.asarray(smooth - np.log((mass + SMOOTHING).sum()), np.float32)
