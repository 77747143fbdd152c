"""The tray: where a coder gathers the passages of one configuration. Nobody else sees it, nothing of it is lost."""

from django.db import transaction

from cmo.actions.passages import Words, mark_passage
from cmo.anchors import anchor
from cmo.completeness import roles
from cmo.models import DocumentText, Passage, TrayItem
from cmo.wording import one_line
from reviews.models import User
from reviews.trail import record
from studies.models import Document


class UnknownRole(ValueError):
    """The review's template has no such role."""


@transaction.atomic
def put_in_tray(*, text: DocumentText, words: Words, role: str, by: User, same_element: bool = False) -> TrayItem:
    """Mark the words and lay them in the coder's tray in that role: a new element, or one more quotation of the last.

    Raises Mismatch where the words do not stand at their offsets; the same passage in the same role changes nothing.
    """
    document = text.document
    if role not in {each.id for each in roles(document.review.template)}:
        raise UnknownRole(f"A configuration of this review has no {role or 'such role'}.")
    place = anchor(text.text, words.start, words.end, words.exact)
    # Two keys pressed quickly must not both take the next slot.
    Document.objects.select_for_update().get(pk=document.pk)
    held = document.tray_items.of(by).filter(role=role)
    if already := held.filter(passage__text=text, passage__start=place.start, passage__end=place.end).first():
        return already
    last = held.order_by("-slot").first()
    shared = last if same_element else None
    passage = mark_passage(text=text, words=words, by=by, role=role)
    return TrayItem.objects.create(
        document=document,
        coder=by,
        passage=passage,
        role=role,
        slot=shared.slot if shared else (last.slot if last else 0) + 1,
        text=shared.text if shared else one_line(passage.exact),
    )


@transaction.atomic
def restate(*, item: TrayItem, text: str, by: User) -> TrayItem:
    """Say the element in other words; left blank, it is the quotation again."""
    words = one_line(text) or one_line(item.passage.exact)
    if words == item.text:
        return item
    before, item.text = item.text, words
    item.document.tray_items.of(by).filter(role=item.role, slot=item.slot).update(text=words)
    record(
        review=item.document.review,
        by=by,
        verb="restated",
        about=item.passage,
        before={"role": item.role, "text": before},
        after={"role": item.role, "text": words},
    )
    return item


@transaction.atomic
def take_out(*, item: TrayItem, by: User) -> Passage:
    """Out of the tray; a passage that nothing else holds is unmarked, the trail keeps its words."""
    passage = item.passage
    told = {"passage": passage.number, "start": passage.start, "end": passage.end, "exact": passage.exact}
    record(
        review=item.document.review,
        by=by,
        verb="took out of the tray",
        about=passage,
        before={**told, "role": item.role, "text": item.text},
    )
    _close_up(item)
    item.delete()
    Passage.objects.filter(pk=passage.pk).bare().delete()
    return passage


def _close_up(item: TrayItem) -> None:
    """C2 becomes C1 when C1 goes; an element that was only the quotation that goes is the next of its quotations."""
    others = item.document.tray_items.of(item.coder).filter(role=item.role).exclude(pk=item.pk)
    left = others.filter(slot=item.slot).select_related("passage").first()
    if left is None:
        for later in others.filter(slot__gt=item.slot):
            later.slot -= 1
            later.save(update_fields=["slot"])
    elif item.text == one_line(item.passage.exact):
        others.filter(slot=item.slot).update(text=one_line(left.passage.exact))
