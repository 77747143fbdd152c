"""The model that ASReview has by default (ELAS u4), rebuilt in a few lines so that it runs in our environment.

Tf-idf of words and pairs, and a linear SVM in which all includes together count 9.8 times as much as all excludes.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


class LikeElas:
    """The same interface as our Ranker."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95)
        self._rows = words.fit_transform([f"{title} {abstract}" for title, abstract in texts])

    def fit(self, texts: Sequence[tuple[str, str]], labels: Any) -> None:
        self._labels = np.asarray(labels)
        decided = np.flatnonzero(self._labels >= 0)
        included = self._labels[decided] == 1
        share = max(1, included.sum()) / (9.8 * max(1, (~included).sum()))
        weight = np.where(included, 1.0, share)
        weight *= len(weight) / weight.sum()
        self._model = LinearSVC(C=0.11).fit(self._rows[decided], included, sample_weight=weight)

    def rank(self) -> Any:
        left = np.flatnonzero(self._labels < 0)
        return left[np.argsort(-self._model.decision_function(self._rows[left]), kind="stable")]
