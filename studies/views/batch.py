"""One batch: what it brought, what could not be read, and how far its loading is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, may, member
from reviews.http import INVALID, done, lost_race, page
from reviews.models import Event, Review
from reviews.revisions import Stale
from reviews.trail import visible_events
from studies.actions.importing import Loaded, resume_batch
from studies.actions.searching import describe_batch
from studies.actions.withdrawing import VERBS
from studies.formats import FORMATS
from studies.forms.batches import BatchForm, WhoseForm
from studies.models import Batch
from studies.models.searching import BatchState
from studies.queries.carrying import kept_back, labelled
from studies.queries.joining import waiting_for
from studies.queries.mending import with_mending
from studies.queries.searching import SHOWN, records_of, records_shown, tallies

PER_PAGE = 100
NOT_READ = {"rejected": {}, "unread": {"is_mended": False}}
EDIT = ("studies/batch_edit.html", "studies/_batch_form.html")


@member(Capability.VIEW)
@require_GET
def batch(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    return batch_page(request, find_batch(review, number))


@member(Capability.EXPORT)
@require_GET
def batch_file(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The file as it was dropped, byte for byte."""
    found = find_batch(review, number)
    if found.labels and kept_back(review, request.user).filter(batch=found).exists():
        messages.info(request, "The file names votes that are open yet: it is kept back until both reviewers decided.")
        return redirect(found)
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )


@member(Capability.LOAD)
@require_POST
def resume_loading(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = find_batch(review, number)
    try:
        resume_batch(batch=found, by=request.user)
    except Loaded:
        messages.info(request, "All of this file is loaded.")
    return done(request, found)


@member(Capability.LOAD)
@require_GET
def batch_edit(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Its search, to be described; to htmx the form alone."""
    found = find_batch(review, number)
    return page(request, EDIT[0], {"batch": found, "form": BatchForm(instance=found)}, fragment=EDIT[1])


@member(Capability.LOAD)
@require_POST
def edit_batch(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = find_batch(review, number)
    form = BatchForm(request.POST, instance=found)
    context = {"batch": found, "form": form}
    if not form.is_valid():
        return page(request, EDIT[0], context, fragment=EDIT[1], status=INVALID)
    revision = form.cleaned_data["revision"]
    try:
        describe_batch(batch=found, revision=revision, origin=form.origin, by=request.user)
    except Stale as stale:
        return lost_race(request, EDIT[0], form, stale.current, context=context, fragment=EDIT[1])
    return done(request, found)


def find_batch(review: Review, number: int) -> Batch:
    return get_object_or_404(review.batches.select_related("round", "job", "loaded_by"), number=number)


def batch_page(
    request: HttpRequest, found: Batch, context: dict[str, Any] | None = None, show: str = "", status: int = 200
) -> HttpResponse:
    """The page as it stands, with a form that was wrong in its `context`."""
    show = show or request.GET.get("show", "records")
    show = show if show in NOT_READ or show in SHOWN else "records"
    here = Paginator(_rows(found, show), PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "batch": found,
        "tally": tallies([found.pk])[found.pk],
        "format": FORMATS[found.format].label,
        "show": show,
        "complete": found.complete,
        "withdrawal": _withdrawal(request, found),
        "waiting": waiting_for(found),
        "page": here,
        "records": [] if show in NOT_READ else records_shown(here.object_list),
        **_labels(request, found),
        **(context or {}),
    }
    return page(request, "studies/batch.html", told, fragment="studies/_batch.html", status=status)


def _rows(found: Batch, show: str) -> Any:
    return with_mending(found).filter(**NOT_READ[show]) if show in NOT_READ else records_of(found, show)


def _withdrawal(request: HttpRequest, found: Batch) -> Event | None:
    """Who withdrew it, when and why."""
    if found.state != BatchState.WITHDRAWN:
        return None
    told = visible_events(found.review, request.user).filter(object_type="batch", object_id=found.pk)
    return told.filter(verb=VERBS[BatchState.WITHDRAWN]).first()


def _labels(request: HttpRequest, found: Batch) -> dict[str, Any]:
    """What the file says about screening is for those who say whose it is: to others it could tell an open vote."""
    if not found.labels or not may(request.member, Capability.CARRY):
        return {}
    labels = labelled(found)
    form = WhoseForm(review=found.review, labels=labels)
    return {"labels": labels, "labels_total": sum(each.votes for each in labels), "whose": form}
