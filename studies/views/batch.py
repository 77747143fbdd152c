"""One batch: what it brought, what could not be read, and how far its loading is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.exports import Column, write
from reviews.http import done, page
from reviews.models import Review
from studies.actions.importing import Loaded, resume_batch
from studies.formats import FORMATS
from studies.models import Batch
from studies.queries.searching import SHOWN, records_of, records_shown, tallies

PER_PAGE = 100
REJECTED_COLUMNS = [
    Column("line", "where the entry begins in the file", "number"),
    Column("reason", "why it could not be read"),
    Column("raw", "the entry as it stands in the file"),
]


@member(Capability.VIEW)
@require_GET
def batch(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _batch(review, number)
    show = request.GET.get("show", "records")
    rows = (
        found.rejected_entries.all() if show == "rejected" else records_of(found, show if show in SHOWN else "records")
    )
    here = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "tally": tallies([found.pk])[found.pk],
        "format": FORMATS[found.format].label,
        "show": show,
        "complete": found.complete,
        "page": here,
        "records": [] if show == "rejected" else records_shown(here.object_list),
    }
    return page(request, "studies/batch.html", context, fragment="studies/_batch.html")


@member(Capability.VIEW)
@require_GET
def rejected_entries(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The entries that could not be read, as a table to be mended."""
    found = _batch(review, number)
    rows = found.rejected_entries.values_list("line", "reason", "raw")
    body = write("csv", f"Rejected entries of {found}", REJECTED_COLUMNS, rows)
    name = f"batch-{number}-rejected.csv"
    return HttpResponse(
        body, "text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@member(Capability.EXPORT)
@require_GET
def batch_file(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The file as it was dropped, byte for byte."""
    found = _batch(review, number)
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )


@member(Capability.LOAD)
@require_POST
def resume_loading(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = _batch(review, number)
    try:
        resume_batch(batch=found, by=request.user)
    except Loaded:
        messages.info(request, "All of this file is loaded.")
    return done(request, found)


def _batch(review: Review, number: int) -> Batch:
    return get_object_or_404(review.batches.select_related("round", "job", "loaded_by"), number=number)
