"""The citations that somebody selected, among those that may be seen now: a rule is asked anew each time."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from reviews.models import Review, User
from studies.models import Citation
from studies.queries.listing import narrowed


def selected(
    review: Review, viewer: User, rules: Sequence[dict[str, Any]], added: Collection[int], left_out: Collection[int]
) -> Q:
    """Those that match one of the rules (each as `narrowed` takes it) or are added, but not left out."""
    found = Q(number__in=added)
    for wanted in rules:
        found |= Q(pk__in=narrowed(review, viewer, wanted).values("pk"))
    return found & ~Q(number__in=left_out) if left_out else found


def numbers(citations: QuerySet[Citation], among: Collection[int]) -> set[int]:
    return set(citations.filter(number__in=among).values_list("number", flat=True)) if among else set()
