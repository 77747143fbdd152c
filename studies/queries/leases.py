"""Who has which citation in front of him or her, where one reviewer decides."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from reviews.models import Review, User
from studies.models import Lease
from studies.queries.policies import votes_needed


def decided_by_one(citations: Sequence[int], stage: str) -> set[int]:
    """Those of them (keys) that need one vote."""
    return {key for key, needed in votes_needed(citations, stage).items() if needed == 1}


def standing(review: Review, stage: str) -> QuerySet[Lease]:
    return Lease.objects.filter(review=review, stage=stage, until__gt=timezone.now())


def before_others(review: Review, stage: str, viewer: User) -> QuerySet[Lease]:
    """What nobody else is served now."""
    return standing(review, stage).exclude(holder=viewer).select_related("holder")
