"""Overview: where the review stands, what waits, and who did what lately."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from realist_review.counts import count
from realist_review.overview import Overview
from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from reviews.trail import visible_events
from reviews.waiting import waiting_for

LATELY = 8


@member(Capability.VIEW)
@require_GET
def overview(request: HttpRequest, review: Review) -> HttpResponse:
    shown = Overview(review, count(review, request.user))
    context = {
        "steps": shown.steps(),
        "flow": shown.flow(),
        "waiting": waiting_for(request.user, [review])[review.pk],
        "events": visible_events(review, request.user)[:LATELY],
    }
    return page(request, "realist_review/overview.html", context)
