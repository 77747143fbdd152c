"""Attaching words of a text to a configuration that stands already, for it, against it or refining it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from cmo.actions.evidence import attach_words, detach_evidence
from cmo.anchors import Mismatch
from cmo.forms import AttachForm
from cmo.models import Stance
from cmo.queries.configurations import configurations
from cmo.queries.documents import passages_by_document
from cmo.views.reader import document_of, reader_context, reading, text_of
from reviews.access import Capability, member
from reviews.http import INVALID, done, page
from reviews.models import Review

MOST, PER_PAGE = 50, 50


@member(Capability.CODE)
@require_GET
def attach(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The words at `start` to `end`, and the configurations they may speak to, searched by `q`."""
    document = document_of(review, number)
    asked = request.GET
    try:
        text = text_of(document, int(asked["version"]))
        start, end = int(asked["start"]), int(asked["end"])
    except (KeyError, ValueError):
        raise Http404("No such place in this document.") from None
    context = {
        **reader_context(document, text),
        "start": start,
        "end": end,
        "exact": text.text[start:end],
        "stance": asked.get("stance") if asked.get("stance") in Stance.values else Stance.SUPPORTS,
        "q": asked.get("q", ""),
        "found": configurations(review, {"q": asked.get("q", "")})[:MOST],
    }
    return page(request, "cmo/attach.html", context, fragment="cmo/_attach.html")


@member(Capability.CODE)
@require_POST
def attach_to(request: HttpRequest, review: Review, number: int, configuration: int) -> HttpResponse:
    document = document_of(review, number)
    found = get_object_or_404(review.configurations.standing(), number=configuration)
    form = AttachForm(request.POST)
    if not form.is_valid():
        return reading(request, document, document.texts.first(), error="Nothing was attached.", status=INVALID)
    told = form.cleaned_data
    text = text_of(document, told["version"])
    try:
        evidence = attach_words(
            configuration=found,
            text=text,
            words=form.words,
            stance=told["stance"],
            note=told["note"],
            by=request.user,
        )
    except Mismatch as refusal:
        return reading(request, document, text, error=str(refusal), status=INVALID)
    messages.success(request, f"Attached: the passage {evidence.get_stance_display()} CMOC{configuration}.")
    return done(request, evidence.passage)


@member(Capability.CODE)
@require_POST
def detach(request: HttpRequest, review: Review, number: int, pk: int) -> HttpResponse:
    found = get_object_or_404(review.configurations, number=number)
    evidence = get_object_or_404(found.evidence.select_related("passage", "element"), pk=pk)
    detach_evidence(evidence=evidence, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, "The passage is detached.")
    return done(request, found)


@member(Capability.VIEW)
@require_GET
def passages(request: HttpRequest, review: Review) -> HttpResponse:
    """All passages that speak to a configuration; `document` narrows to one."""
    rows = passages_by_document(review).prefetch_related("evidence__configuration", "evidence__element")
    only = request.GET.get("document", "")
    if only.isdecimal():
        rows = rows.filter(text__document__number=only)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "document": review.documents.filter(number=only).first() if only.isdecimal() else None}
    return page(request, "cmo/passages.html", context)
