"""My reviews and what waits for me in each: where everybody arrives after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reviews.http import page
from reviews.queries import memberships
from reviews.waiting import waiting_for


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    mine = memberships(request.user)
    waiting = waiting_for(request.user, [each.review for each in mine])
    rows = [(each.review, each.role, waiting.get(each.review_id, [])) for each in mine]
    return page(request, "realist_review/home.html", {"rows": rows})
