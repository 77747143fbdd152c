"""Marking words of a text: what arrives is cut out of the text again, so a wrong offset can never be stored."""

from dataclasses import dataclass

from django.db import transaction

from cmo.anchors import anchor
from cmo.models import DocumentText, Passage
from reviews.models import User, next_number
from reviews.trail import record


@dataclass(frozen=True)
class Words:
    """A selection as the browser tells it: code points of the canonical text, end-exclusive, and what stands there."""

    start: int
    end: int
    exact: str


@transaction.atomic
def mark_passage(*, text: DocumentText, words: Words, by: User, role: str = "") -> Passage:
    """The coder's passage at that place, made when there is none yet. Raises Mismatch."""
    found = anchor(text.text, words.start, words.end, words.exact)
    place = {"text": text, "start": found.start, "end": found.end, "coder": by}
    passage = Passage.objects.filter(**place).first()
    if passage is None:
        review = text.document.review
        block = text.blocks.filter(start__lte=found.start).order_by("-start").first()
        passage = Passage.objects.create(
            **place,
            review=review,
            number=next_number(review, "passage"),
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
            page=block.page if block else None,
        )
    told = {"passage": passage.number, "start": found.start, "end": found.end, "exact": found.exact, "role": role}
    record(review=passage.review, by=by, verb="marked", about=passage, after=told)
    return passage
