"""The trail: what was done, by whom and why, as far as the reader may see it."""

from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from reviews.access import Capability, member
from reviews.forms import TrailFilter
from reviews.http import page
from reviews.models import Event, Review
from reviews.queries import filter_choices, filtered, told
from reviews.trail import visible_events

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def trail(request: HttpRequest, review: Review) -> HttpResponse:
    events = visible_events(review, request.user)
    form = TrailFilter(request.GET, choices=filter_choices(events))
    form.is_valid()
    asked = filtered(events, form.cleaned_data)
    upto = _place(request, asked)
    shown = _page(request, asked.filter(pk__lte=upto))
    context = {
        "form": form,
        "page": shown,
        "lines": told(shown.object_list),
        "upto": upto,
        "newer": asked.filter(pk__gt=upto).count(),
        "asked": any(form.cleaned_data.values()),
    }
    return page(request, "reviews/trail.html", context, fragment="reviews/_trail.html")


def _place(request: HttpRequest, events: QuerySet[Event]) -> int:
    """The newest event when the reader began: pages count from there, so that what happens meanwhile moves nothing."""
    asked = request.GET.get("upto", "")
    return int(asked) if asked.isdecimal() else events.aggregate(newest=Max("pk"))["newest"] or 0


def _page(request: HttpRequest, events: QuerySet[Event]) -> Page:
    return Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
