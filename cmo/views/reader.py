"""The reader: one text with everything marked in it, the tray beside it, and finding a quotation by its words."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from cmo.anchors import find
from cmo.completeness import roles
from cmo.models import DocumentText, Stance
from cmo.queries.documents import configurations_of
from cmo.queries.texts import shown_blocks
from cmo.queries.tray import tray
from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from studies.models import Document

MOST_FOUND = 50


@member(Capability.VIEW)
@require_GET
def read(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """`passage` is the number of one to go to, in the text it was marked in; `version` asks for an earlier text."""
    document = document_of(review, number)
    return reading(request, document, _text(document, request))


@member(Capability.VIEW)
@require_GET
def find_quotation(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Typed or pasted words, found whatever their quotation marks, hyphens and white space."""
    document = document_of(review, number)
    text = _text(document, request)
    words = request.GET.get("words", "")
    context = {
        **reader_context(document, text),
        "words": words,
        "found": find(text.text, words, limit=MOST_FOUND) if text else [],
        "most": MOST_FOUND,
    }
    return page(request, "cmo/find.html", context, fragment="cmo/_found.html")


def document_of(review: Review, number: int) -> Document:
    return get_object_or_404(review.documents.select_related("citation__into", "review"), number=number)


def text_of(document: Document, version: int) -> DocumentText:
    return get_object_or_404(document.texts.select_related("document__review"), version=version)


def reading(
    request: HttpRequest, document: Document, text: DocumentText | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page; `more` may hold an `error` that the tray tells."""
    held = tray(document, request.user)
    current = int(request.GET.get("passage", "0") or 0)
    context = {
        **reader_context(document, text),
        "blocks": shown_blocks(text, held, current=current) if text else [],
        "tray": held,
        "current": current,
        "versions": document.texts.values_list("version", flat=True),
        "configurations": configurations_of(document),
        **more,
    }
    return page(request, "cmo/read.html", context, status=status)


def reader_context(document: Document, text: DocumentText | None) -> dict[str, Any]:
    return {
        "document": document,
        "citation": document.citation,
        "text": text,
        "roles": roles(document.review.template),
        "to_configurations": reverse("configurations", args=[document.review.slug]),
        "stances": Stance,
    }


def _text(document: Document, request: HttpRequest) -> DocumentText | None:
    """None while the document has no text at all."""
    texts = document.texts.select_related("document__review")
    asked = request.GET
    try:
        if "passage" in asked:
            return get_object_or_404(texts, passages__number=int(asked["passage"]))
        if "version" in asked:
            return get_object_or_404(texts, version=int(asked["version"]))
    except ValueError:
        raise Http404("No such place in this document.") from None
    return texts.first()
