"""The tray: passages go in by role, come out again, are restated, and become a configuration.

After each the tray comes back, with those blocks of the text that the change touched.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from cmo.actions import tray as actions
from cmo.actions.configurations import make_configuration
from cmo.anchors import Mismatch
from cmo.forms import MarkForm
from cmo.models import DocumentText, Passage
from cmo.queries.documents import configurations_of
from cmo.queries.texts import shown_blocks
from cmo.queries.tray import tray
from cmo.views.reader import document_of, reader_context, reading, text_of
from cmo.wording import NothingToSay
from reviews.access import Capability, member
from reviews.http import INVALID, done, page, wants_fragment
from reviews.models import Review
from studies.models import Document


@member(Capability.CODE)
@require_POST
def mark(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    document = document_of(review, number)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _refused(request, document, " ".join(each for found in form.errors.values() for each in found))
    told = form.cleaned_data
    text = text_of(document, told["version"])
    try:
        item = actions.put_in_tray(
            text=text,
            words=form.words,
            role=told["role"] or told["same"],
            same_element=not told["role"],
            by=request.user,
        )
    except (Mismatch, actions.UnknownRole) as refusal:
        return _refused(request, document, str(refusal))
    return _answer(request, document, [item.passage], place=item.passage.get_absolute_url())


@member(Capability.CODE)
@require_POST
def undo_tray(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    document = document_of(review, number)
    last = tray(document, request.user).last
    if last is None:
        return _refused(request, document, "Nothing to take back: the tray is empty.")
    return _answer(request, document, [actions.take_out(item=last, by=request.user)])


@member(Capability.CODE)
@require_POST
def take_out(request: HttpRequest, review: Review, number: int, pk: int) -> HttpResponse:
    document = document_of(review, number)
    item = get_object_or_404(document.tray_items.of(request.user).select_related("passage__text"), pk=pk)
    return _answer(request, document, [actions.take_out(item=item, by=request.user)])


@member(Capability.CODE)
@require_POST
def restate(request: HttpRequest, review: Review, number: int, pk: int) -> HttpResponse:
    document = document_of(review, number)
    item = get_object_or_404(document.tray_items.of(request.user).select_related("passage__text"), pk=pk)
    actions.restate(item=item, text=request.POST.get("text", ""), by=request.user)
    return _answer(request, document, [])


@member(Capability.CODE)
@require_POST
def make(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    document = document_of(review, number)
    touched = [item.passage for slot in tray(document, request.user).slots for item in slot.items]
    try:
        made = make_configuration(document=document, title=request.POST.get("title", ""), by=request.user)
    except NothingToSay as refusal:
        return _refused(request, document, str(refusal))
    messages.success(request, f"CMOC{made.number} is made: {made.title}")
    return _answer(request, document, touched)


def _answer(request: HttpRequest, document: Document, touched: Sequence[Passage], place: str = "") -> HttpResponse:
    if not wants_fragment(request):
        text = _on_screen(request, document)
        version = f"?version={text.version}" if text else ""
        return done(request, place or reverse("read", args=[document.review.slug, document.number]) + version)
    return _fragment(request, document, touched)


def _refused(request: HttpRequest, document: Document, sentence: str) -> HttpResponse:
    if wants_fragment(request):
        return _fragment(request, document, [], error=sentence, status=INVALID)
    return reading(request, document, _on_screen(request, document), error=sentence, status=INVALID)


def _fragment(
    request: HttpRequest, document: Document, touched: Sequence[Passage], error: str = "", status: int = 200
) -> HttpResponse:
    """The tray, and out of band the blocks that changed in the text on screen."""
    held = tray(document, request.user)
    text = _on_screen(request, document)
    here = [each for each in touched if text and each.text_id == text.pk]
    context = {
        **reader_context(document, text),
        "tray": held,
        "configurations": configurations_of(document),
        "blocks": shown_blocks(text, held, touching=here) if text and here else [],
        "oob": True,
        "error": error,
    }
    return page(request, "cmo/_tray_answer.html", context, status=status)


def _on_screen(request: HttpRequest, document: Document) -> DocumentText | None:
    """The text that the person is reading: its forms name the version."""
    texts = document.texts.select_related("document__review")
    version = request.POST.get("version", "")
    return (texts.filter(version=version).first() if version.isdecimal() else None) or texts.first()
