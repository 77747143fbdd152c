"""Prioritised is not included: an included document is read first, or left with a reason."""

from django.db import transaction

from reviews.models import User
from reviews.revisions import opened
from reviews.trail import record
from studies.models import Document
from studies.models.documents import Priority


class ReasonMissing(ValueError):
    """Every priority, and taking one back, has a reason."""


@transaction.atomic
def set_priority(*, document: Document, by: User, priority: str, reason: str, revision: int) -> Document:
    """Prioritise, leave, or open the question again; opening is how one undoes. Raises ReasonMissing, Stale."""
    priority, reason = Priority(priority), reason.strip()
    if not reason:
        raise ReasonMissing("Give a reason: it stands in the trail and in the report.")
    now = opened(document.review.documents.all(), document.pk, revision)
    before = {"priority": now.priority, "reason": now.priority_reason}
    now.priority, now.priority_reason = priority, reason
    now.save(update_fields=["priority", "priority_reason", "revision"])
    record(
        review=now.review,
        by=by,
        verb={"prioritised": "prioritised", "left": "left", "open": "opened the priority of"}[priority],
        about=now,
        reason=reason,
        before=before,
        after={"priority": priority, "reason": reason},
    )
    return now
