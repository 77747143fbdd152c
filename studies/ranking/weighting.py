"""Two ways to weigh the same counts: tf-idf with the words of the title told three times, and BM25.

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
# BM25: how soon repetition stops to count, and how far long texts are discounted.
K1, B = 1.5, 0.75
_FREQUENCY = np.arange((TITLE + 1) * 255 + 1, dtype=np.float32)
_DAMPED = np.concatenate([[0], 1 + np.log(_FREQUENCY[1:])]).astype(np.float32)


def tfidf(index: Index, rows: Counts) -> Any:
    """Damped frequencies by inverse document frequency."""
    rarity = _useful(index) * (np.log((1 + index.learnt_from) / (1 + index.holders)) + 1)
    alone = np.log((1 + index.learnt_from) / 2) + 1
    own = rows.own @ np.square(_DAMPED[[TITLE, 1]] * alone)
    return _matrix(index, rows, _DAMPED[_often(rows)] * rarity.astype(np.float32)[rows.columns], own)


def bm25(index: Index, rows: Counts) -> Any:
    """Frequencies that saturate, sooner in a short text."""
    rarity = _useful(index) * np.log(1 + (index.learnt_from - index.holders + 0.5) / (index.holders + 0.5))
    alone = np.log(1 + max(index.learnt_from - 0.5, 0) / 1.5)
    drag = K1 * (1 - B + B * _lengths(index, rows) / np.float32(max(index.length, 1.0)))
    own = sum(rows.own[:, part] * np.square(_saturated(often, drag) * alone) for part, often in ((0, TITLE), (1, 1)))
    damped = _saturated(_FREQUENCY[_often(rows)], np.repeat(drag, np.diff(rows.begins)))
    return _matrix(index, rows, damped * rarity.astype(np.float32)[rows.columns], own)


def _saturated(often: Any, drag: Floats) -> Floats:
    return np.asarray(often * (K1 + 1) / (often + drag), np.float32)


def _useful(index: Index) -> NDArray[np.bool_]:
    return index.holders <= COMMON * max(index.learnt_from, 20)


def _often(rows: Counts) -> NDArray[np.int64]:
    return rows.title.astype(np.intp) * TITLE + rows.body


def _lengths(index: Index, rows: Counts) -> Floats:
    """Words of each record that the vocabulary knows."""
    often = rows.title.astype(np.float32) + rows.body
    words = (np.arange(index.width) < len(index.words)).astype(np.float32)
    return np.asarray(_sparse(index, rows, often) @ words, np.float32)


def _matrix(index: Index, rows: Counts, values: Floats, own: Any) -> Any:
    squares = _sparse(index, rows, np.square(values))
    norm = np.sqrt(squares @ np.ones(index.width, np.float32) + own).astype(np.float32)
    norm[norm == 0] = 1
    values /= np.repeat(norm, np.diff(rows.begins))
    return _sparse(index, rows, values)


def _sparse(index: Index, rows: Counts, values: Floats) -> Any:
    return csr_matrix((values, rows.columns, rows.begins), shape=(rows.records, index.width))
