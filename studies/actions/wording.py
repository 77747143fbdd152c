"""Storing versions of the criteria: those that people write, and the suggestion that the first vote leans on."""

from reviews.models import Review
from studies.models import Criteria, ExclusionReason
from studies.queries.criteria import Wording, suggestion


class Wordings:
    """The versions of a review; used inside the transaction of an action."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def in_force(self) -> Criteria:
        """The last version. A suggestion is stored without an event of its own: who votes first stays unseen."""
        return self.review.criteria.order_by("-version").first() or self._suggested()

    def store(self, wording: Wording) -> Criteria:
        wording.criteria.save()
        self._store_reasons(wording)
        return wording.criteria

    def _suggested(self) -> Criteria:
        wording = suggestion(self.review)
        found, made = Criteria.objects.get_or_create(review=self.review, version=wording.version)
        if made:
            self._store_reasons(Wording(found, wording.reasons))
        return found

    def _store_reasons(self, wording: Wording) -> None:
        ExclusionReason.objects.bulk_create(
            ExclusionReason(criteria=wording.criteria, stage=stage, order=order, label=label)
            for stage, labels in wording.reasons.items()
            for order, label in enumerate(labels, 1)
        )
