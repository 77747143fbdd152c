"""Files that are made in the background: asked for, waited for and taken by one person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews import exports
from reviews.access import Capability, may, member
from reviews.actions import exporting as actions
from reviews.exports import Export
from reviews.exports.making import KEPT
from reviews.http import done, page
from reviews.models import Job, Review


def open_table(request: HttpRequest, name: str, ending: str) -> Export:
    """The table, if it leaves as that and this member may have it."""
    try:
        table = exports.get(name)
        exports.formats(table)[ending]
    except KeyError:
        raise Http404(f"There is no table {name}.{ending}.") from None
    if not may(request.member, table.needs):
        raise PermissionDenied(f"As {request.member.role} you may not {table.needs.value}.")
    return table


@member(Capability.EXPORT)
@require_POST
def make_file(request: HttpRequest, review: Review, name: str, ending: str) -> HttpResponse:
    job = actions.make_file(review=review, table=open_table(request, name, ending), ending=ending, by=request.user)
    return done(request, reverse("made_file", args=[review.slug, job.pk]))


@member(Capability.EXPORT)
@require_POST
def make_again(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    """From the review as it is now, by the same filter and ticks."""
    job, told = _made(request, review, pk)
    asked = job.payload["asked"]
    job = actions.make_file(review=review, table=told["table"], ending=told["ending"], by=request.user, asked=asked)
    return done(request, reverse("made_file", args=[review.slug, job.pk]))


@member(Capability.EXPORT)
@require_GET
def made_file(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    job, told = _made(request, review, pk)
    gone_at = job.finished_at and job.finished_at + KEPT
    return page(request, "reviews/made_file.html", {"job": job, "next": request.path, "gone_at": gone_at, **told})


@member(Capability.EXPORT)
@require_GET
def take_file(request: HttpRequest, review: Review, pk: int) -> FileResponse:
    job, told = _made(request, review, pk)
    path = job.result.get("path", "")
    if not path or not default_storage.exists(path):
        raise Http404("The file is not there: it was replaced, or kept long enough.")
    name = f"{review.slug}-{told['table'].name}.{told['ending']}"
    content_type, _ = exports.formats(told["table"])[told["ending"]]
    return FileResponse(default_storage.open(path), as_attachment=True, filename=name, content_type=content_type)


def _made(request: HttpRequest, review: Review, pk: int) -> tuple[Job, dict[str, Any]]:
    """It is there for nobody else; and whoever lost the right to the table lost the file."""
    job = get_object_or_404(review.jobs.files_of(request.user), pk=pk)
    ending = job.payload["ending"]
    return job, {"table": open_table(request, job.payload["table"], ending), "ending": ending}
