"""The search page: rounds with why they were made, and what each of their batches brought."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done, lost_race, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions import searching
from studies.forms.searching import RoundForm
from studies.queries.searching import rounds, total

ENDINGS = ("csv", "xlsx", "docx")
EDIT = ("studies/search_round.html", "studies/_round_form.html")


@member(Capability.VIEW)
@require_GET
def search(request: HttpRequest, review: Review) -> HttpResponse:
    return search_page(request, review)


@member(Capability.VIEW)
@require_GET
def search_log(request: HttpRequest, review: Review) -> HttpResponse:
    """All searches in the order they were made, as the report tells them."""
    shown = rounds(review)[::-1]
    return page(request, "studies/search_log.html", {"rounds": shown, "total": total(shown), "endings": ENDINGS})


@member(Capability.LOAD)
@require_POST
def open_round(request: HttpRequest, review: Review) -> HttpResponse:
    form = RoundForm(request.POST, review=review)
    if not form.is_valid():
        return search_page(request, review, {"opening": form}, status=INVALID)
    opened = searching.open_round(review=review, **form.words, by=request.user)
    messages.success(request, f"Round {opened.number} is open: drop its files.")
    return done(request, f"{reverse('search', args=[review.slug])}#round-{opened.number}")


@member(Capability.LOAD)
@require_GET
def search_round(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """One round to be edited; to htmx the form alone."""
    found = get_object_or_404(review.search_rounds, number=number)
    context = {"round": found, "form": RoundForm(instance=found, review=review)}
    return page(request, EDIT[0], context, fragment=EDIT[1])


@member(Capability.LOAD)
@require_POST
def edit_round(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.search_rounds, number=number)
    form = RoundForm(request.POST, instance=found, review=review)
    context = {"round": found, "form": form}
    if not form.is_valid():
        return page(request, EDIT[0], context, fragment=EDIT[1], status=INVALID)
    revision = form.cleaned_data["revision"]
    try:
        searching.edit_round(search_round=found, revision=revision, **form.words, by=request.user)
    except Stale as stale:
        return lost_race(request, EDIT[0], form, stale.current, context=context, fragment=EDIT[1])
    return done(request, f"{reverse('search', args=[review.slug])}#round-{number}")


def search_page(
    request: HttpRequest, review: Review, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page as it stands, with a form that was wrong or files that were refused in its `context`."""
    found = rounds(review)
    told = {"rounds": found, "opening": RoundForm(review=review), "refused_round": None, **(context or {})}
    return page(request, "studies/search.html", told, status=status)
