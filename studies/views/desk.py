"""The desk of a reviewer as a page: which queue, which citation in front, and where to go on after a write."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from reviews.access import Capability, may
from reviews.http import LOST_RACE, done, page
from reviews.models import Review
from studies.forms.screening import QueueFilter
from studies.leases import Served, next_for, serve
from studies.models import Citation
from studies.queries.queue import Desk
from studies.queries.screening import Seat

OK = 200
PAGE, FRAGMENT = "studies/screen.html", "studies/_screen.html"
SKIPPED, MOST_SKIPPED = "skipped", 500


def desk_of(request: HttpRequest, review: Review, stage: str) -> Desk:
    skipped = tuple(request.session.get(SKIPPED, {}).get(f"{review.pk}:{stage}", ()))
    return Desk(review, stage, request.user, **QueueFilter(request.GET).wanted, skipped=skipped)


def put_off(request: HttpRequest, desk: Desk, number: int) -> None:
    """To the end of the reviewer's round, which is this session's own business."""
    skipped = [*(each for each in desk.skipped if each != number), number][-MOST_SKIPPED:]
    every = request.session.get(SKIPPED, {})
    request.session[SKIPPED] = {**every, f"{desk.review.pk}:{desk.stage}": skipped}


def next_number(request: HttpRequest, desk: Desk, after: int = 0) -> int | None:
    """The citation that comes next; held for who screens, where one reviewer decides."""
    return next_for(desk, after) if _screens(request) else desk.next_waiting(after)


def number_behind(request: HttpRequest, desk: Desk, number: int) -> int | None:
    """What stands before the reviewer's eyes already, if it still waits; else what comes next."""
    shown = request.POST.get("shown", "")
    if shown.isdecimal() and len(shown) < 10 and desk.waits(int(shown)):
        return int(shown)
    return next_number(request, desk, number)


def show(
    request: HttpRequest, desk: Desk, number: int | None, more: dict[str, Any] | None = None, status: int = OK
) -> HttpResponse:
    typed = None if status == OK else request.POST.dict()
    ahead = "HX-Preloaded" in request.headers
    try:
        seat = Seat(desk, number, typed) if number is not None else None
    except Citation.DoesNotExist:
        raise Http404 from None
    served = _served(request, desk, seat, ahead=ahead)
    context = {
        "desk": desk,
        "seat": seat,
        "served": served,
        "progress": desk.progress,
        "filter": QueueFilter(initial={"show": desk.show, "find": desk.find}),
        "start": start(desk),
        "query": f"?{desk.query}" if desk.query else "",
        **(more or {}),
    }
    return page(request, PAGE, context, fragment=FRAGMENT, status=LOST_RACE if ahead and served.others else status)


def go_on(request: HttpRequest, desk: Desk, number: int | None, told: str = "") -> HttpResponse:
    """After a write: the next citation, shown at once to htmx, by a redirect to everyone else."""
    url = address(desk, number)
    if not request.htmx:
        if told:
            messages.success(request, told)
        return done(request, url)
    answer = show(request, desk, number, {"told": told})
    answer.headers["HX-Push-Url"] = url
    return answer


def address(desk: Desk, number: int | None) -> str:
    where = {"slug": desk.review.slug, "stage": desk.stage}
    url = reverse("screen_citation", kwargs={**where, "number": number}) if number else start(desk)
    return f"{url}?{desk.query}" if desk.query else url


def start(desk: Desk) -> str:
    return reverse(f"screen_{desk.stage}", args=[desk.review.slug])


def _served(request: HttpRequest, desk: Desk, seat: Seat | None, *, ahead: bool) -> Served:
    if seat is None:
        return Served(None)
    if not _screens(request):
        return Served(desk.next_waiting(seat.citation.number))
    return serve(desk, seat, ahead=ahead)


def _screens(request: HttpRequest) -> bool:
    return may(request.member, Capability.SCREEN)
