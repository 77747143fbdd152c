"""The list of citations: searched, narrowed, sorted, turned page by page, and taken away as it stands."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews import exports
from reviews.access import Capability, member
from reviews.actions.exporting import make_file
from reviews.http import back, done, page
from reviews.models import Review
from studies.exports.searching import citation_rows
from studies.forms.listing import CitationFilter, CitationFilters
from studies.forms.selecting import chosen, found
from studies.models import Citation
from studies.queries.facets import facets
from studies.queries.listing import just_done, shown
from studies.queries.selecting import numbers
from studies.search import ask
from studies.selection import Selection, TooMany
from studies.views.selecting import selection_of, ticks, told

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
@never_cache  # a page that comes back from the browser's store would show what was selected before
def citations(request: HttpRequest, review: Review) -> HttpResponse:
    form, selection = CitationFilter(request.GET, review=review), selection_of(request, review)
    keys = found(request.GET, review=review, viewer=request.user, selection=selection).values_list("pk", flat=True)
    here = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    rows = shown(review, request.user, here.object_list)
    context = {
        "form": form,
        "asked": ask(form.wanted.get("q", "")),
        "page": here,
        "rows": rows,
        "ticked": _ticked(request, review, selection, rows),
        "sort": form.wanted.get("sort") or "number",
        "endings": list(exports.formats(exports.get("citations"))),
        "saved": list(review.saved_filters.open_to(request.user).select_related("owner")),
        "labels": list(review.labels.all()),
        "just_done": just_done(review, request.user),
        **told(request, review, selection),
    }
    return page(request, "studies/citations.html", context, fragment="studies/_citations.html")


def _ticked(request: HttpRequest, review: Review, selection: Selection, rows: list[Citation]) -> set[int]:
    """The numbers of these that are selected."""
    here = {each.number for each in rows}
    if not selection.rules:
        return here & selection.added
    return numbers(review.citations.filter(chosen(review, request.user, selection)), here)


@member(Capability.EXPORT)
@require_GET
def export_citations(request: HttpRequest, review: Review, ending: str) -> HttpResponse | StreamingHttpResponse:
    """Just this list, in its order, as a file that a reference manager or a spreadsheet opens.

    Of a long list that has to be made in the background: the page that offers it.
    """
    content_type, table = _content_type(ending), exports.get("citations")
    rows = found(request.GET, review=review, viewer=request.user, selection=selection_of(request, review))
    if exports.in_background(ending, rows.count):
        asked = {"ending": ending, "what": "listed", "query": CitationFilter(request.GET, review=review).query}
        offered = {"table": table, "ending": ending, "size": rows.count(), "asked": asked}
        make = reverse("take_citations", args=[review.slug])
        return page(request, "reviews/made_file.html", {**offered, "make": make})
    title, lines = f"{table.label}: {review}", citation_rows(rows, request.user)
    content = exports.pieces(ending, title, table.columns, lines, known=exports.formats(table))
    headers = {"Content-Disposition": f'attachment; filename="{review.slug}-citations.{ending}"'}
    return StreamingHttpResponse(content, content_type=content_type, headers=headers)


@member(Capability.EXPORT)
@require_POST
def take_citations(request: HttpRequest, review: Review) -> HttpResponse:
    """The selected ones, or with `what=listed` those of the filter, as a file: at once, or made in the background."""
    ending = request.POST.get("ending", "")
    _content_type(ending)
    try:
        selection = ticks(request, review)
    except TooMany as refusal:
        messages.error(request, str(refusal))
        return done(request, back(request, review, "citations"))
    form = CitationFilter(QueryDict(request.POST.get("query", "")), review=review)
    query = form.query if request.POST.get("what") == "listed" else form.for_selected
    rows = found(QueryDict(query), review=review, viewer=request.user, selection=selection)
    if not rows.exists():
        messages.error(request, "Tick the citations first that are to leave.")
        return done(request, back(request, review, "citations"))
    if not exports.in_background(ending, rows.count):
        return done(request, f"{reverse('export_citations', args=[review.slug, ending])}?{query}")
    asked = {"query": query, "selection": selection.kept()}
    job = make_file(review=review, table=exports.get("citations"), ending=ending, by=request.user, asked=asked)
    return done(request, reverse("made_file", args=[review.slug, job.pk]))


def _content_type(ending: str) -> str:
    try:
        return exports.formats(exports.get("citations"))[ending][0]
    except KeyError:
        raise Http404(f"Citations do not leave as {ending}.") from None


@member(Capability.VIEW)
@require_GET
def citation_filters(request: HttpRequest, review: Review) -> HttpResponse:
    """All that the list can be narrowed to, with counts: asked for apart, because counting takes its time."""
    form = CitationFilters(request.GET, review=review, choices=facets(review, request.user))
    return page(request, "studies/citation_filters.html", {"form": form}, fragment="studies/_citation_filters.html")
