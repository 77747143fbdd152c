"""Screening: one citation, the decision, and the queue around it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from studies.actions import screening as actions
from studies.forms.screening import DecisionForm, QueueFilter
from studies.models import Citation
from studies.queries.queue import Desk, progress
from studies.queries.screening import Seat

OK = 200
PAGE, FRAGMENT = "studies/screen.html", "studies/_screen.html"


@member(Capability.VIEW)
@require_GET
def screen(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    """The citation that waits for this reviewer, or what to do when none does."""
    desk = _desk(request, review, stage)
    return _show(request, desk, desk.next_waiting(desk.last_voted()))


@member(Capability.VIEW)
@require_GET
def screen_citation(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    return _show(request, _desk(request, review, stage), number)


@member(Capability.SCREEN)
@require_POST
def decide(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    citation: Citation = get_object_or_404(review.citations, number=number)
    desk = _desk(request, review, stage)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, desk, number, {"form": form}, status=INVALID)
    try:
        actions.decide(citation=citation, stage=stage, by=request.user, **form.cleaned_data)
    except (actions.NotInStage, actions.Gone) as refusal:
        return _show(request, desk, desk.next_waiting(number), {"refusal": refusal}, status=LOST_RACE)
    except actions.VoteRefused as refusal:
        return _show(request, desk, number, {"refusal": refusal}, status=LOST_RACE)
    return _go_on(request, desk, desk.next_waiting(number))


@member(Capability.SCREEN)
@require_POST
def undo(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    """Take back one's own last vote, and stand before its citation again."""
    desk = _desk(request, review, stage)
    try:
        taken = actions.undo(review=review, stage=stage, by=request.user)
    except actions.VoteRefused as refusal:
        return _show(request, desk, desk.next_waiting(), {"refusal": refusal}, status=LOST_RACE)
    told = f"Your vote on citation {taken.citation.number} is taken back."
    return _go_on(request, desk, taken.citation.number, told)


def _desk(request: HttpRequest, review: Review, stage: str) -> Desk:
    return Desk(review, stage, request.user, **QueueFilter(request.GET).wanted)


def _show(
    request: HttpRequest, desk: Desk, number: int | None, more: dict[str, Any] | None = None, status: int = OK
) -> HttpResponse:
    typed = None if status == OK else request.POST.dict()
    try:
        seat = Seat(desk, number, typed) if number is not None else None
    except Citation.DoesNotExist:
        raise Http404 from None
    context = {
        "desk": desk,
        "seat": seat,
        "progress": progress(desk),
        "filter": QueueFilter(initial={"show": desk.show, "find": desk.find}),
        "start": _start(desk),
        "query": f"?{desk.query}" if desk.query else "",
        **(more or {}),
    }
    return page(request, PAGE, context, fragment=FRAGMENT, status=status)


def _go_on(request: HttpRequest, desk: Desk, number: int | None, told: str = "") -> HttpResponse:
    """After a vote: the next citation, shown at once to htmx, by a redirect to everyone else."""
    url = _url(desk, number)
    if not request.htmx:
        if told:
            messages.success(request, told)
        return done(request, url)
    answer = _show(request, desk, number, {"told": told})
    answer.headers["HX-Push-Url"] = url
    return answer


def _url(desk: Desk, number: int | None) -> str:
    where = {"slug": desk.review.slug, "stage": desk.stage}
    url = reverse("screen_citation", kwargs={**where, "number": number}) if number else _start(desk)
    return f"{url}?{desk.query}" if desk.query else url


def _start(desk: Desk) -> str:
    return reverse(f"screen_{desk.stage}", args=[desk.review.slug])
