"""Putting configurations into explanations, in order."""

from django.db import transaction

from cmo.models import Configuration
from reviews.models import User
from reviews.trail import record
from synthesis.models import Explanation, Membership


@transaction.atomic
def place_configuration(
    *, configuration: Configuration, explanation: Explanation | None, by: User, reason: str = ""
) -> Configuration:
    """At the end of the explanation, leaving the one it was in; `None` takes it out of all."""
    found = Membership.objects.filter(configuration=configuration).select_related("explanation").first()
    before = found.explanation if found else None
    if before == explanation:
        return configuration
    if found:
        found.delete()
    if explanation:
        Membership.objects.create(
            explanation=explanation, configuration=configuration, order=explanation.memberships.count() + 1
        )
    for each in filter(None, (before, explanation)):
        _renumber(each)
    record(
        review=configuration.review,
        by=by,
        verb="placed" if explanation else "took out of its explanation",
        about=configuration,
        reason=reason,
        before={"explanation": before.name if before else ""},
        after={"explanation": explanation.name if explanation else ""},
    )
    return configuration


@transaction.atomic
def move_configuration(*, configuration: Configuration, by: User, places: int) -> Configuration:
    """Earlier (negative) or later within its explanation; beyond the ends it stops there."""
    explanation = configuration.membership.explanation
    ordered = list(explanation.memberships.select_for_update())
    at = next(i for i, each in enumerate(ordered) if each.configuration_id == configuration.pk)
    to = min(max(at + places, 0), len(ordered) - 1)
    ordered.insert(to, ordered.pop(at))
    for order, each in enumerate(ordered, 1):
        each.order = order
    Membership.objects.bulk_update(ordered, ["order"])
    record(
        review=configuration.review,
        by=by,
        verb="moved",
        about=configuration,
        before={"place": at + 1},
        after={"place": to + 1},
    )
    return configuration


def _renumber(explanation: Explanation) -> None:
    members = list(explanation.memberships.all())
    for order, each in enumerate(members, 1):
        each.order = order
    Membership.objects.bulk_update(members, ["order"])
