"""What leaves the review: every table of the registry, in every format."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from reviews import exports
from reviews.access import Capability, may, member
from reviews.http import page
from reviews.models import Review


@member(Capability.VIEW)
@require_GET
def report(request: HttpRequest, review: Review) -> HttpResponse:
    tables = [(each, may(request.member, each.needs), exports.formats(each)) for each in exports.exports()]
    return page(request, "reviews/report.html", {"tables": tables})


@member(Capability.EXPORT)
@require_GET
def download(request: HttpRequest, review: Review, name: str, ending: str) -> HttpResponse:
    try:
        table = exports.get(name)
        known = exports.formats(table)
        content_type, _ = known[ending]
    except KeyError:
        raise Http404(f"There is no table {name}.{ending}.") from None
    if not may(request.member, table.needs):
        raise PermissionDenied(f"As {request.member.role} you may not {table.needs.value}.")
    content = exports.write(ending, f"{table.label}: {review}", *table.table(review, request.user), known=known)
    filename = f"{review.slug}-{name}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
