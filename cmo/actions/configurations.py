"""Configurations: made from a tray, written by hand, removed and brought back. A partial one is as welcome."""

from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from cmo.models import Configuration, Element, Evidence, TrayItem
from cmo.models.configurations import Polarity
from cmo.wording import Elements, NothingToSay, cleaned, title_of
from reviews.models import Review, User, next_number
from reviews.trail import record
from studies.models import Document


@transaction.atomic
def make_configuration(*, document: Document, by: User, title: str = "") -> Configuration:
    """One element a slot of the coder's tray, with its passages; then the tray is empty. Raises NothingToSay."""
    # Enter pressed twice is one configuration: the second finds an empty tray.
    Document.objects.select_for_update().get(pk=document.pk)
    items = list(document.tray_items.of(by))
    if not items:
        raise NothingToSay("The tray is empty: select words, then say what they are.")
    elements: dict[str, list[str]] = {}
    for (role, _), slot in groupby(items, key=lambda item: (item.role, item.slot)):
        elements.setdefault(role, []).append(next(slot).text)
    configuration = _create(document.review, by, title, elements, Polarity.POSITIVE)
    made = {(each.role, each.order): each for each in configuration.elements.all()}
    Evidence.objects.bulk_create(
        Evidence(passage_id=item.passage_id, configuration=configuration, element=made[item.role, item.slot], coder=by)
        for item in items
    )
    TrayItem.objects.filter(pk__in=[item.pk for item in items]).delete()
    _tell(configuration, by, "made", after=configuration.said())
    return configuration


@transaction.atomic
def write_configuration(
    *, review: Review, by: User, title: str = "", elements: Elements, polarity: str = Polarity.POSITIVE
) -> Configuration:
    """Made by hand, without a text. Raises NothingToSay."""
    configuration = _create(review, by, title, cleaned(elements), polarity)
    _tell(configuration, by, "made", after=configuration.said())
    return configuration


@transaction.atomic
def remove_configuration(*, configuration: Configuration, by: User, reason: str = "") -> Configuration:
    """It counts nowhere any more, and keeps its elements and quotations until it is brought back."""
    if configuration.removed_at is None:
        configuration.removed_at = timezone.now()
        configuration.save(update_fields=["removed_at"])
        _tell(configuration, by, "removed", reason=reason, before=configuration.said())
    return configuration


@transaction.atomic
def bring_back_configuration(*, configuration: Configuration, by: User, reason: str = "") -> Configuration:
    if configuration.removed_at is not None:
        configuration.removed_at = None
        configuration.save(update_fields=["removed_at"])
        _tell(configuration, by, "brought back", reason=reason, after=configuration.said())
    return configuration


def _create(review: Review, by: User, title: str, elements: Elements, polarity: str) -> Configuration:
    configuration = Configuration.objects.create(
        review=review,
        number=next_number(review, "configuration"),
        title=title_of(title, elements),
        polarity=Polarity(polarity),
        coded_under=review.theory_versions.order_by("-number").first(),
        made_by=by,
    )
    Element.objects.bulk_create(
        Element(configuration=configuration, role=role, order=order, text=text)
        for role, texts in elements.items()
        for order, text in enumerate(texts, 1)
    )
    return configuration


def _tell(configuration: Configuration, by: User, verb: str, **told: Any) -> None:
    record(review=configuration.review, by=by, verb=verb, about=configuration, **told)
