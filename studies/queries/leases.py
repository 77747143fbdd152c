"""Who has which citation in front of him or her, and which are in front of as many as decide on them."""

from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone

from reviews.models import Review, User
from studies.models import Lease


def standing(review: Review, stage: str) -> QuerySet[Lease]:
    return Lease.objects.filter(review=review, stage=stage, until__gt=timezone.now())


def before_others(review: Review, stage: str, viewer: User) -> QuerySet[Lease]:
    return standing(review, stage).exclude(holder=viewer)


def holders(review: Review, stage: str, viewer: User, citation: int) -> list[User]:
    """Which others have the citation (its key) in front of them."""
    leases = before_others(review, stage, viewer).filter(citation=citation).select_related("holder")
    return [lease.holder for lease in leases.order_by("holder__name", "pk")]


def full(review: Review, stage: str, viewer: User) -> QuerySet[Lease]:
    """Keys of the citations that nobody else is served now: enough people have them in front of them.

    Votes play no part in it, so that it tells nothing of them.
    """
    taken = before_others(review, stage, viewer).order_by().values("citation").annotate(n=Count("pk"), of=Min("seats"))
    return taken.filter(n__gte=F("of")).values("citation")
