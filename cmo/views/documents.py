"""The included documents: which have a text, which are read first and why, what was found in each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from cmo.actions.texts import EXTRACT, paste_text, take_file
from cmo.extraction import Unreadable
from cmo.forms import TextForm
from cmo.queries import documents as queries
from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions.documents import ReasonMissing, set_priority
from studies.forms.documents import PriorityForm
from studies.models import Document
from studies.models.documents import Priority

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def documents(request: HttpRequest, review: Review) -> HttpResponse:
    rows = queries.narrowed(queries.documents(review), request.GET.dict())
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "totals": queries.totals(review),
        "asked": request.GET,
        "priorities": Priority,
    }
    return page(request, "cmo/documents.html", context, fragment="cmo/_documents.html")


@member(Capability.VIEW)
@require_GET
def document(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    return _page(request, _document(review, number))


@member(Capability.DOCUMENTS)
@require_POST
def add_text(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _document(review, number)
    form = TextForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _take(request, found, form)
        except Unreadable as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, found)
    return _page(request, found, text_form=form, status=INVALID)


@member(Capability.DOCUMENTS)
@require_POST
def prioritise(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _document(review, number)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return _page(request, found, priority_form=form, status=INVALID)
    try:
        saved = set_priority(document=found, by=request.user, **form.cleaned_data)
    except ReasonMissing as missing:
        form.add_error("reason", str(missing))
        return _page(request, found, priority_form=form, status=INVALID)
    except Stale as stale:
        return _lost_race(request, found, form, stale.current)
    messages.success(request, f"Document {number}: {saved.get_priority_display()}.")
    return done(request, found)


def _document(review: Review, number: int) -> Document:
    return get_object_or_404(review.documents.select_related("citation__into", "review"), number=number)


def _take(request: HttpRequest, document: Document, form: TextForm) -> None:
    upload = form.cleaned_data["file"]
    if upload:
        take_file(document=document, by=request.user, name=upload.name, content=upload.file)
    else:
        text = paste_text(document=document, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, f"Text {text.version} is stored.")


def _page(
    request: HttpRequest,
    document: Document,
    *,
    text_form: TextForm | None = None,
    priority_form: PriorityForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    standing = {
        "priority": document.priority,
        "reason": document.priority_reason,
        "revision": document.revision,
    }
    context = {
        "document": document,
        "citation": document.citation,
        "texts": queries.texts_of(document),
        "configurations": queries.configurations_of(document),
        "job": document.review.jobs.filter(kind=EXTRACT, key__startswith=f"{document.pk}:").first(),
        "text_form": text_form or TextForm(),
        "priority_form": priority_form or PriorityForm(initial=standing),
        **more,
    }
    return page(request, "cmo/document.html", context, status=status)


def _lost_race(request: HttpRequest, document: Document, form: PriorityForm, current: Document) -> HttpResponse:
    """What stands now beside what was typed; saving again is then deliberate."""
    mine = f"{Priority(form.cleaned_data['priority']).label}: {form.cleaned_data['reason']}"
    theirs = f"{current.get_priority_display()}: {current.priority_reason}"
    again = PriorityForm({**form.data.dict(), "revision": current.revision})
    return _page(request, document, priority_form=again, status=LOST_RACE, mine=mine, theirs=theirs)
