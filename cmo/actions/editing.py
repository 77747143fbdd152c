"""Editing a configuration so that no quotation is lost when an element is reworded, moved or left out."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from cmo.models import Configuration, Element, Evidence, Role
from cmo.wording import Elements, cleaned, continued, title_of
from reviews.models import User
from reviews.revisions import opened
from reviews.trail import record

# Two elements may not share a place even for a moment: all stand aside while they change places.
_ASIDE = 10_000


@transaction.atomic
def edit_configuration(
    *,
    configuration: Configuration,
    by: User,
    revision: int,
    title: str,
    elements: Elements,
    polarity: str,
    reason: str = "",
) -> Configuration:
    """Quotations stay with the element they belong to; those of an element left out stay with the configuration.

    Raises Stale, NothingToSay.
    """
    now = opened(configuration.review.configurations.all(), configuration.pk, revision)
    before, told = now.said(), cleaned(elements)
    now.title, now.polarity = title_of(title, told), polarity
    now.elements.update(order=F("order") + _ASIDE)
    for role in Role.values:
        _rewrite(now, role, told.get(role, []))
    now.save(update_fields=["title", "polarity", "revision"])
    record(
        review=now.review,
        by=by,
        verb="edited",
        about=now,
        reason=reason,
        before=before,
        after=now.said(),
    )
    return now


def _rewrite(configuration: Configuration, role: str, texts: Sequence[str]) -> None:
    """The elements of this role become exactly these texts, in this order."""
    old = list(configuration.elements.filter(role=role))
    kept = continued([each.text for each in old], texts)
    for at, each in enumerate(old):
        if at not in kept:
            _keep_evidence(each)
            each.delete()
    for order, (text, before) in enumerate(zip(texts, kept, strict=True), 1):
        element = Element(configuration=configuration, role=role) if before is None else old[before]
        element.order, element.text = order, text
        element.save()


def _keep_evidence(element: Element) -> None:
    """Its passages go on speaking to the configuration as a whole, unless they do so already."""
    whole = Evidence.objects.filter(configuration=element.configuration_id, element=None).values("passage")
    element.evidence.exclude(passage__in=whole).update(element=None)
