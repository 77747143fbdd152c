"""Documents that wait for whoever may work on them: for a text, for a priority, for being read."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from cmo.models import Passage
from reviews.access import CAPABILITIES, Capability
from reviews.models import Review, User
from reviews.models.review import Role
from reviews.waiting import Waiting, waits
from studies.models import Document
from studies.models.documents import Priority

_KINDS = [
    (
        "no_text",
        f"priority={Priority.PRIORITISED}&text=no",
        "prioritised document without text",
        "prioritised documents without text",
    ),
    ("open", f"priority={Priority.OPEN}", "document to prioritise or leave", "documents to prioritise or leave"),
    (
        "unread",
        f"priority={Priority.PRIORITISED}&coded=no",
        "prioritised document to code",
        "prioritised documents to code",
    ),
]


@waits
def documents_waiting(reviews: Sequence[Review], user: User) -> Iterator[Waiting]:
    """One query for the roles, one for all the reviews."""
    may = [role for role in Role if Capability.DOCUMENTS in CAPABILITIES[role]]
    mine = user.memberships.present().filter(review__in=reviews, role__in=may).values("review")
    coded = Passage.objects.standing().filter(text__document=OuterRef("pk"))
    prioritised = Q(priority=Priority.PRIORITISED)
    rows = (
        Document.objects.standing()
        .filter(review__in=mine)
        .order_by()
        .annotate(coded=Exists(coded))
        .values("review")
        .annotate(
            no_text=Count("pk", filter=prioritised & Q(texts=None), distinct=True),
            open=Count("pk", filter=Q(priority=Priority.OPEN), distinct=True),
            unread=Count("pk", filter=prioritised & Q(coded=False), distinct=True),
        )
    )
    counts = {row["review"]: row for row in rows}
    for review in reviews:
        base = reverse("documents", args=[review.slug])
        for name, query, one, many in _KINDS:
            yield Waiting(review, counts.get(review.pk, {}).get(name, 0), one, many, f"{base}?{query}")
