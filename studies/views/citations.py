"""The citations of a review, and each beside the records that were joined into it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from studies.forms.citing import CitationFilter
from studies.queries.citing import compared, listed, shown
from studies.queries.history import history

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def citations(request: HttpRequest, review: Review) -> HttpResponse:
    form = CitationFilter(request.GET, review=review)
    keys = listed(review, request.user, form.wanted).values_list("pk", flat=True)
    found = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    rows = shown(review, request.user, found.object_list)
    context = {"form": form, "page": found, "rows": rows, "sort": form.wanted.get("sort") or "number"}
    return page(request, "studies/citations.html", context, fragment="studies/_citations.html")


@member(Capability.VIEW)
@require_GET
def citation(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.citations.as_seen_by(request.user), number=number)
    records = list(found.records.select_related("batch").order_by("number"))
    context = {
        "citation": found,
        "records": records,
        "rows": compared(found, records),
        "history": history(found, request.user),
        "place": request.GET.urlencode(),
    }
    return page(request, "studies/citation.html", context)
