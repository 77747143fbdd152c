"""The list of citations: searched, narrowed, sorted, turned page by page, and taken away as it stands."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from reviews import exports
from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from studies.exports.searching import citation_rows
from studies.exports.streaming import pieces
from studies.forms.listing import CitationFilter, CitationFilters
from studies.queries.facets import facets
from studies.queries.listing import just_done, listed, shown
from studies.search import ask

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def citations(request: HttpRequest, review: Review) -> HttpResponse:
    form = CitationFilter(request.GET, review=review)
    keys = listed(review, request.user, form.wanted).values_list("pk", flat=True)
    found = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": ask(form.wanted.get("q", "")),
        "page": found,
        "rows": shown(review, request.user, found.object_list),
        "sort": form.wanted.get("sort") or "number",
        "endings": list(exports.formats(exports.get("citations"))),
        "saved": list(review.saved_filters.open_to(request.user).select_related("owner")),
        "labels": list(review.labels.all()),
        "just_done": just_done(review, request.user),
    }
    return page(request, "studies/citations.html", context, fragment="studies/_citations.html")


@member(Capability.EXPORT)
@require_GET
def export_citations(request: HttpRequest, review: Review, ending: str) -> StreamingHttpResponse:
    """Just this list, in its order, as a file that a reference manager or a spreadsheet opens."""
    table = exports.get("citations")
    known = exports.formats(table)
    if ending not in known:
        raise Http404(f"Citations do not leave as {ending}.")
    found = listed(review, request.user, CitationFilter(request.GET, review=review).wanted)
    content = pieces(ending, table, f"{table.label}: {review}", citation_rows(found, request.user))
    headers = {"Content-Disposition": f'attachment; filename="{review.slug}-citations.{ending}"'}
    return StreamingHttpResponse(content, content_type=known[ending][0], headers=headers)


@member(Capability.VIEW)
@require_GET
def citation_filters(request: HttpRequest, review: Review) -> HttpResponse:
    """All that the list can be narrowed to, with counts: asked for apart, because counting takes its time."""
    form = CitationFilters(request.GET, review=review, choices=facets(review, request.user))
    return page(request, "studies/citation_filters.html", {"form": form}, fragment="studies/_citation_filters.html")
