"""Who has which citation in front of him or her, where one reviewer decides."""

from django.db.models import QuerySet
from django.utils import timezone

from reviews.models import Review, User
from studies.models import Lease


def standing(review: Review, stage: str) -> QuerySet[Lease]:
    return Lease.objects.filter(review=review, stage=stage, until__gt=timezone.now())


def before_others(review: Review, stage: str, viewer: User) -> QuerySet[Lease]:
    """What nobody else is served now."""
    return standing(review, stage).exclude(holder=viewer).select_related("holder")
