"""What leaves the review: every table of the registry, in every format."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from reviews import exports
from reviews.access import Capability, may, member
from reviews.http import page
from reviews.models import Review
from reviews.views.files import open_table

LATEST = 10


@member(Capability.VIEW)
@require_GET
def report(request: HttpRequest, review: Review) -> HttpResponse:
    tables = [(each, may(request.member, each.needs), exports.formats(each)) for each in exports.exports()]
    labels = {each.name: each.label for each in exports.exports()}
    files = [(job, labels[job.payload["table"]]) for job in review.jobs.files_of(request.user)[:LATEST]]
    return page(request, "reviews/report.html", {"tables": tables, "files": files})


@member(Capability.EXPORT)
@require_GET
def download(request: HttpRequest, review: Review, name: str, ending: str) -> HttpResponse | StreamingHttpResponse:
    """The file; of a long table that has to be made in the background, the page that offers to."""
    table = open_table(request, name, ending)
    if exports.in_background(ending, lambda: table.counted(review, request.user)):
        offered = {"table": table, "ending": ending, "size": table.counted(review, request.user)}
        make = reverse("make_file", args=[review.slug, name, ending])
        return page(request, "reviews/made_file.html", {**offered, "make": make})
    known = exports.formats(table)
    content = exports.pieces(ending, f"{table.label}: {review}", *table.table(review, request.user), known=known)
    headers = {"Content-Disposition": f'attachment; filename="{review.slug}-{name}.{ending}"'}
    return StreamingHttpResponse(content, content_type=known[ending][0], headers=headers)
