"""Writing and reading the trail: one event an action, and what of it each person may see."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet

from reviews.models import Event, Review, User

Veil = Callable[[Review, User], Q]
_veils: list[Veil] = []


def record(
    *,
    review: Review | None,
    by: User | None,
    verb: str,
    about: Model | None = None,
    reason: str = "",
    before: Any = None,
    after: Any = None,
) -> Event:
    """One event: who (`by`), what (`verb` and the object it is `about`), why, and the values before and after."""
    return Event.objects.create(
        review=review,
        actor=by,
        verb=verb,
        object_type=about._meta.model_name if about else "",
        object_id=about.pk if about else None,
        object_label=str(about)[:300] if about else "",
        reason=reason.replace("\x00", ""),
        before=before,
        after=after,
    )


class ReasonMissing(Exception):
    """The action is one that nobody should have to guess the reason of."""


def stated(reason: str) -> str:
    """The reason, stripped; raises ReasonMissing when there is none."""
    if not reason.strip():
        raise ReasonMissing("Say why, in a few words: the trail keeps it.")
    return reason.strip()


def veil(hidden: Veil) -> Veil:
    """Register what must not be seen yet: `hidden(review, viewer)` tells the events to leave out (blinding)."""
    _veils.append(hidden)
    return hidden


def last_event(review: Review, viewer: User, about: Model) -> Event | None:
    """Who touched the object last, and when: for the one who comes second."""
    events = visible_events(review, viewer)
    return events.filter(object_type=about._meta.model_name, object_id=about.pk).first()


def visible_events(review: Review, viewer: User) -> QuerySet[Event]:
    events = review.events.select_related("actor")
    for hidden in _veils:
        events = events.exclude(hidden(review, viewer))
    return events
