"""Full texts that were not found: said from the screen of full texts, or from the citation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done
from reviews.models import Review
from studies.actions import retrieval as actions
from studies.forms.retrieval import FoundForm, MissingForm
from studies.models import Citation, Stage
from studies.views.desk import desk_of, go_on, next_number, show


@member(Capability.SCREEN)
@require_POST
def report_missing(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """From the screen one goes on to the next."""
    citation: Citation = get_object_or_404(review.citations, number=number)
    form, desk = MissingForm(request.POST), desk_of(request, review, Stage.FULL_TEXT)
    at_desk = "from_citation" not in request.POST
    refusal = "" if form.is_valid() else " ".join(form.errors["why"])
    status = INVALID if refusal else LOST_RACE
    if not refusal:
        try:
            actions.report_missing(citation=citation, by=request.user, reason=form.cleaned_data["why"])
        except actions.CannotBeMissing as why:
            refusal = str(why)
    if not refusal:
        told = f"The full text of citation {number} is not found: it waits until somebody finds it."
        if at_desk:
            return go_on(request, desk, next_number(request, desk, number), told)
        messages.success(request, told)
    elif at_desk:
        front = number if status == INVALID else next_number(request, desk)
        return show(request, desk, front, {"told": refusal}, status=status)
    else:
        messages.error(request, refusal)
    return done(request, citation)


@member(Capability.SCREEN)
@require_POST
def report_found(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """It is owed again; from the screen one stands before it."""
    citation: Citation = get_object_or_404(review.citations, number=number)
    form = FoundForm(request.POST)
    if form.is_valid():
        actions.report_found(citation=citation, by=request.user, reason=form.cleaned_data["why"])
    if "from_citation" not in request.POST:
        desk = desk_of(request, review, Stage.FULL_TEXT)
        return go_on(request, desk, number, f"The full text of citation {number} is found.")
    messages.success(request, f"The full text of citation {number} is found: it waits to be screened again.")
    return done(request, citation)
