"""The order in which citations are best screened, learnt from what was decided so far."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import vstack

from studies.ranking.counting import Counts, Ints, Text
from studies.ranking.index import Index
from studies.ranking.schedule import mixed, shuffled
from studies.ranking.seeding import question as asked
from studies.ranking.seeding import share, telling
from studies.ranking.views import ENSEMBLE, PRESENCE, TFIDF, View
from studies.ranking.weighting import presence, tfidf

Term = tuple[str, float]
Labels = NDArray[np.int8]


class Ranker:
    """Learns with `fit` and orders with `rank`; the same decisions and seed give the same order, however they came.

    Made of texts, or of an `index` that was built before. Only the order of what is undecided is told, never a score;
    `explain` is for a citation that was decided.
    """

    def __init__(
        self, texts: Sequence[Text] = (), question: str | None = "", seed: int = 0, *, index: Index | None = None
    ) -> None:
        self.index = Index.build(texts) if index is None else index
        self._seed = seed
        self._rows = self._weighed(self.index.counts)
        words = self.index.counted([("", question or "")])
        self._question = self._weighed(words) if len(words.columns) else None
        self._asked = asked(self.index, question or "")
        self.fit(None, np.full(len(self.index), -1))

    def fit(self, texts: Sequence[Text] | None, labels: ArrayLike, *, misses: int = 0) -> None:
        """Learn from the labels of all records: 1 include, 0 exclude, -1 undecided.

        Of `texts` only those are read that the index has not got. `misses` is how many were excluded in a row since
        the last include: from 30 on, random citations are mixed in.
        """
        given = np.asarray(labels, np.int8)
        if texts is not None and len(given) > len(self.index):
            self._extend(texts[len(self.index) :])
        if len(given) != len(self.index):
            raise ValueError(f"{len(given)} labels for {len(self.index)} records")
        self._labels: Labels = given
        self._misses = misses
        self._views = self._learnt() if self.index.width else []

    def rank(self) -> Ints:
        """The undecided, best first. Where nothing tells them apart, the order is random by the seed."""
        undecided = np.flatnonzero(self._labels < 0)
        chance = shuffled(len(self.index), self._seed)
        order = undecided[np.lexsort((chance[undecided], -self.scores()[undecided]))]
        return mixed(order, chance, self._misses)

    def scores(self) -> NDArray[np.float64]:
        """What the order is made of; a record without a known word stands in the middle."""
        total = np.zeros(len(self.index))
        for view in self._views:
            total += view.scores
        total = np.where(np.diff(self.index.counts.begins) == 0, 0.0, total)
        # What differs by rounding alone is equal, on every processor.
        return cast(NDArray[np.float64], np.round(total, 6))

    def explain(self, record: int, count: int | None = 5) -> list[Term]:
        """The terms that moved this citation most, with what each added to its score or took from it."""
        total = np.zeros(self.index.width)
        for view in self._views:
            columns, parts = view.parts(record)
            total[columns] += parts
        return self._told(total, np.argsort(-np.abs(total), kind="stable"), count)

    def leading(self, count: int = 20) -> tuple[list[Term], list[Term]]:
        """The review's terms: those that spoke most for what was included, and against what was excluded."""
        return self._side(1, count), self._side(0, count)

    def _side(self, label: int, count: int) -> list[Term]:
        records = np.flatnonzero(self._labels == label)
        total = np.sum([view.mean_parts(records) for view in self._views], axis=0) if self._views else np.zeros(0)
        sign = 1 if label else -1
        return [
            term for term in self._told(total, np.argsort(-sign * total, kind="stable"), count) if sign * term[1] > 0
        ]

    def _told(self, total: NDArray[np.float64], order: Ints, count: int | None) -> list[Term]:
        """The first terms in this order; those without a meaning of their own only where all are wanted."""
        told: list[Term] = []
        for column in order:
            if not total[column] or len(told) == count:
                break
            term = self.index.term(int(column))
            if count is None or telling(term):
                told.append((term, float(total[column])))
        return told

    def _learnt(self) -> list[View]:
        undecided, included = np.flatnonzero(self._labels < 0), self._labels == 1
        views = []
        if (fading := share(int(included.sum()))) and self._asked.any():
            views.append(View.over(self._rows[PRESENCE], self._asked, undecided, fading))
        if included.any() and not (self._labels == 0).any():
            likeness = self._rows[TFIDF][np.flatnonzero(included)].mean(axis=0)
            views.append(View.over(self._rows[TFIDF], np.asarray(likeness, np.float32).ravel(), undecided))
        elif (self._labels == 0).any() and (included.any() or self._question is not None):
            decided = {name: self._decided(name) for name in (TFIDF, PRESENCE)}
            views += [
                View.over(self._rows[name], learn(*decided[name]), undecided, part) for name, learn, part in ENSEMBLE
            ]
        return views

    def _decided(self, name: str) -> tuple[Any, NDArray[np.bool_]]:
        """The decided rows and whether each was included; the theory stands in for the first include."""
        decided = np.flatnonzero(self._labels >= 0)
        rows, includes = self._rows[name][decided], self._labels[decided] == 1
        if includes.any() or self._question is None:
            return rows, includes
        return vstack([rows, self._question[name]], "csr"), np.append(includes, True)

    def _extend(self, texts: Sequence[Text]) -> None:
        before = len(self.index)
        self.index = self.index.extended(texts)
        new = self._weighed(self.index.counts.since(before))
        self._rows = {name: vstack([rows, new[name]], "csr") for name, rows in self._rows.items()}

    def _weighed(self, counts: Counts) -> dict[str, Any]:
        return {TFIDF: tfidf(self.index, counts), PRESENCE: presence(self.index, counts)}
