"""What waits for those who load: files that were dropped and not looked at, batches whose loading stopped."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from reviews.access import CAPABILITIES, Capability
from reviews.models import Member, Review, User
from reviews.models.review import Role
from reviews.waiting import Waiting, waits
from studies.models import Batch, StagedFile
from studies.queries.searching import halted


@waits
def loading(reviews: Sequence[Review], user: User) -> Iterator[Waiting]:
    roles = [role for role in Role if Capability.LOAD in CAPABILITIES[role]]
    mine = Member.objects.present().filter(user=user, role__in=roles, review__in=reviews)
    keys = list(mine.values_list("review", flat=True))
    staged = _by_review(StagedFile.objects.filter(review__in=keys))
    stopped = _by_review(halted(Batch.objects.filter(review__in=keys)))
    for review in reviews:
        url = reverse("search", args=[review.slug])
        yield Waiting(review, staged.get(review.pk, 0), "dropped file to look at", "dropped files to look at", url)
        yield Waiting(
            review, stopped.get(review.pk, 0), "batch whose loading stopped", "batches whose loading stopped", url
        )


def _by_review(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("review").annotate(Count("pk")))
