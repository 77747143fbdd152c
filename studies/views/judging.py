"""Pairs to judge, one after the other: the same, or different."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from studies.actions import judging as actions
from studies.forms.duplicates import JudgementForm
from studies.models import MatchPair
from studies.queries.judging import Hand, Table

PAGE, FRAGMENT = "studies/duplicates.html", "studies/_judging.html"
OK = 200


@member(Capability.VIEW)
@require_GET
def duplicates(request: HttpRequest, review: Review) -> HttpResponse:
    """The likeliest pair that waits, or where to go when none does."""
    table = Table(review)
    return _show(request, table, table.first())


@member(Capability.VIEW)
@require_GET
def duplicate_pair(request: HttpRequest, review: Review, a: int, b: int) -> HttpResponse:
    hand = _hand(review, a, b)
    return _show(request, hand.table, hand)


@member(Capability.JUDGE)
@require_POST
def judge_pair(request: HttpRequest, review: Review, a: int, b: int) -> HttpResponse:
    hand = _hand(review, a, b)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _show(request, hand.table, hand, {"refusal": "Choose same or different."}, INVALID)
    try:
        actions.judge(pair=hand.pair, verdict=form.cleaned_data["verdict"], by=request.user)
    except actions.Settled as refusal:
        hand = _hand(review, a, b)
        return _show(request, hand.table, hand, {"refusal": refusal}, LOST_RACE)
    return _go_on(request, Table(review), hand.next_key)


@member(Capability.JUDGE)
@require_POST
def undo_judgement(request: HttpRequest, review: Review) -> HttpResponse:
    """Take back one's own last judgement, and stand before its pair again."""
    table = Table(review)
    try:
        taken = actions.take_back(review=review, by=request.user)
    except (actions.Settled, actions.NothingToTakeBack) as refusal:
        return _show(request, table, table.first(), {"refusal": refusal}, LOST_RACE)
    pair = review.match_pairs.get(a=taken.a_id, b=taken.b_id, outcome="ask")
    return _go_on(request, Table(review), pair.pk, f"That they are {taken.get_verdict_display()} is taken back.")


def _hand(review: Review, a: int, b: int) -> Hand:
    try:
        return Table(review).named(a, b)
    except MatchPair.DoesNotExist:
        raise Http404 from None


def _show(
    request: HttpRequest, table: Table, hand: Hand | None, more: dict[str, Any] | None = None, status: int = OK
) -> HttpResponse:
    context = {"table": table, "hand": hand, "start": reverse("duplicates", args=[table.review.slug]), **(more or {})}
    return page(request, PAGE, context, fragment=FRAGMENT, status=status)


def _go_on(request: HttpRequest, table: Table, key: int | None, told: str = "") -> HttpResponse:
    """After a judgement: the next pair, shown at once to htmx, by a redirect to everyone else."""
    hand = table.hand(key) if key else None
    url = hand.url if hand else reverse("duplicates", args=[table.review.slug])
    if not request.htmx:
        if told:
            messages.success(request, told)
        return done(request, url)
    answer = _show(request, table, hand, {"told": told})
    answer.headers["HX-Push-Url"] = url
    return answer
