"""Two ways to weigh the same counts: tf-idf with the words of the title told three times, and presence.

Each row has length one before the pairs that no other record has are left out, so that a text full of them weighs less
in all that it shares.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from studies.ranking.counting import Counts
from studies.ranking.index import Index

Floats = NDArray[np.float32]
# A word of the title counts as often as this many of the abstract.
TITLE = 3
# A word that nearly every record has tells nothing.
COMMON = 0.95
# Presence tells no repetition. A word of the title counts twice there, a pair less than a word, rarity with less force.
TITLED, PAIRED, FORCE = 2.0, 0.7, 0.7
_FREQUENCY = np.arange((TITLE + 1) * 255 + 1, dtype=np.float32)
_DAMPED = np.concatenate([[0], 1 + np.log(_FREQUENCY[1:])]).astype(np.float32)


def tfidf(index: Index, rows: Counts) -> Any:
    """Damped frequencies by inverse document frequency."""
    own = rows.own @ np.square(_DAMPED[[TITLE, 1]] * _alone(index))
    return _matrix(index, rows, _DAMPED[_often(rows)] * _rarity(index).astype(np.float32)[rows.columns], own)


def presence(index: Index, rows: Counts) -> Any:
    """Whether a term is there, and whether the title has it."""
    rarity = _rarity(index) ** FORCE
    rarity[len(index.words) :] *= PAIRED
    own = rows.own @ np.square(np.array([TITLED, 1]) * PAIRED * _alone(index) ** FORCE)
    there = np.where(rows.title > 0, np.float32(TITLED), np.float32(1))
    return _matrix(index, rows, there * rarity.astype(np.float32)[rows.columns], own)


def _rarity(index: Index) -> NDArray[np.float64]:
    """The inverse document frequency of each column; none for what nearly every record has."""
    useful = index.holders <= COMMON * max(index.learnt_from, 20)
    return np.asarray(useful * (np.log((1 + index.learnt_from) / (1 + index.holders)) + 1), np.float64)


def _alone(index: Index) -> float:
    """The same for a pair that no other record has."""
    return float(np.log((1 + index.learnt_from) / 2) + 1)


def _often(rows: Counts) -> NDArray[np.int64]:
    return rows.title.astype(np.intp) * TITLE + rows.body


def _matrix(index: Index, rows: Counts, values: Floats, own: Any) -> Any:
    squares = _sparse(index, rows, np.square(values))
    norm = np.sqrt(squares @ np.ones(index.width, np.float32) + own).astype(np.float32)
    norm[norm == 0] = 1
    values /= np.repeat(norm, np.diff(rows.begins))
    return _sparse(index, rows, values)


def _sparse(index: Index, rows: Counts, values: Floats) -> Any:
    return csr_matrix((values, rows.columns, rows.begins), shape=(rows.records, index.width))
