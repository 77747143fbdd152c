"""The trail: what was done, by whom and why, as far as the reader may see it."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet
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
    upto, count, newer = _place(request, asked)
    shown = _page(request, asked.filter(pk__lte=upto), count)
    context = {
        "form": form,
        "page": shown,
        "lines": told(shown.object_list),
        "upto": upto,
        "newer": newer,
        "asked": any(form.cleaned_data.values()),
    }
    return page(request, "reviews/trail.html", context, fragment="reviews/_trail.html")


def _place(request: HttpRequest, events: QuerySet[Event]) -> tuple[int, int, int]:
    """The newest event when the reader began, how many there were, and how many came since.

    Pages count from there, so that what happens meanwhile moves nothing.
    """
    asked = request.GET.get("upto", "")
    if not asked.isdecimal():
        found = events.aggregate(newest=Max("pk"), count=Count("pk"))
        return found["newest"] or 0, found["count"], 0
    found = events.aggregate(count=Count("pk"), newer=Count("pk", filter=Q(pk__gt=int(asked))))
    return int(asked), found["count"] - found["newer"], found["newer"]


def _page(request: HttpRequest, events: QuerySet[Event], count: int) -> Page:
    pages = Paginator(events, PER_PAGE)
    pages.count = count  # known already
    return pages.get_page(request.GET.get("page"))
