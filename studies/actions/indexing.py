"""The index of words that orders are learnt on: built once, lengthened by later batches, kept as a file."""

from collections.abc import Callable

import numpy as np
from django.core.files.base import ContentFile
from django.db import transaction
from numpy.typing import NDArray

from reviews.models import Review
from studies.models import RankingIndex
from studies.queries.learning import texts_of
from studies.ranking import VERSION, Index
from studies.shelf import Volume

Progress = Callable[[int, int, str], None]
_at_hand: dict[int, tuple[str, Volume]] = {}


class Library:
    """The volumes of one review; no part of what it decided, and made again from its citations at any time."""

    def __init__(self, review: Review, progress: Progress) -> None:
        self.review, self.progress = review, progress

    def volume(self, standing: NDArray[np.int64]) -> tuple[str, Volume]:
        """The index of all citations that stand (their keys), and its name: another one whenever anything of it is."""
        name, volume = self._kept()
        missing = standing if volume is None else np.setdiff1d(standing, volume.keys)
        if volume is not None and not len(missing):
            return name, volume
        grown = _lengthened(volume, missing) or self._built(standing)
        return self._keep(grown), grown

    def _kept(self) -> tuple[str, Volume | None]:
        row = RankingIndex.objects.filter(review=self.review, model_version=VERSION).first()
        if row is None:
            return "", None
        held = _at_hand.get(self.review.pk)
        if held and held[0] == row.file.name:
            return held
        try:
            with row.file.open("rb") as file:
                volume = Volume.from_bytes(file.read())
        except (OSError, ValueError):  # the file is gone, or of another form: it is built anew
            return "", None
        return self._hold(row.file.name, volume), volume

    def _built(self, standing: NDArray[np.int64]) -> Volume:
        texts = list(texts_of(standing.tolist()))
        return Volume(standing, Index.build(texts, lambda done, of: self.progress(done, of, "reading the words")))

    @transaction.atomic
    def _keep(self, volume: Volume) -> str:
        row = RankingIndex.objects.select_for_update().filter(review=self.review).first()
        row = row or RankingIndex(review=self.review)
        before, storage = row.file.name, row.file.storage
        row.citations, row.model_version = len(volume.keys), VERSION
        row.file.save(f"{self.review.pk}.npz", ContentFile(volume.to_bytes()), save=False)
        row.save()
        if before:
            transaction.on_commit(lambda: storage.delete(before))
        return self._hold(str(row.file.name), volume)

    def _hold(self, name: str, volume: Volume) -> str:
        """In the memory of this process, one review at a time: 50,000 citations take a few hundred megabytes."""
        _at_hand.clear()
        _at_hand[self.review.pk] = name, volume
        return name


def _lengthened(volume: Volume | None, missing: NDArray[np.int64]) -> Volume | None:
    """With the missing citations after its own; None where so many came that its words should be counted anew."""
    if volume is None:
        return None
    index = volume.index.extended(list(texts_of(missing.tolist())))
    return None if index.stale else Volume(np.concatenate([volume.keys, missing]), index)
