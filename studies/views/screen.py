"""Screening: one citation, the decision, and the queue around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done
from reviews.models import Review
from studies.actions import screening as actions
from studies.actions.labelling import label_citations, unlabel_citations
from studies.forms.screening import DecisionForm, ScreenedLabelForm
from studies.models import Citation
from studies.queries.listing import label_named
from studies.queries.screening import Seat
from studies.views.desk import address, desk_of, go_on, next_number, number_behind, show


@member(Capability.VIEW)
@require_GET
def screen(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    """The citation that waits for this reviewer, or what to do when none does."""
    desk = desk_of(request, review, stage)
    return show(request, desk, next_number(request, desk, desk.last_voted()))


@member(Capability.VIEW)
@require_GET
def screen_citation(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    return show(request, desk_of(request, review, stage), number)


@member(Capability.SCREEN)
@require_POST
def decide(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    citation: Citation = get_object_or_404(review.citations.only("pk"), number=number)
    desk = desk_of(request, review, stage)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show(request, desk, number, {"form": form}, status=INVALID)
    try:
        actions.decide(citation=citation, stage=stage, by=request.user, **form.cleaned_data)
    except (actions.NotInStage, actions.Gone) as refusal:
        return show(request, desk, next_number(request, desk, number), {"refusal": refusal}, status=LOST_RACE)
    except actions.VoteRefused as refusal:
        return show(request, desk, number, {"refusal": refusal}, status=LOST_RACE)
    return go_on(request, desk, number_behind(request, desk, number))


@member(Capability.SCREEN)
@require_POST
def undo(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    """Take back one's own last vote, and stand before its citation again."""
    desk = desk_of(request, review, stage)
    try:
        taken = actions.undo(review=review, stage=stage, by=request.user)
    except actions.VoteRefused as refusal:
        context = {"refusal": refusal, "undoing": True}
        return show(request, desk, next_number(request, desk), context, status=LOST_RACE)
    told = f"Your vote on citation {taken.citation.number} is taken back."
    return go_on(request, desk, taken.citation.number, told)


@member(Capability.DESCRIBE)
@require_POST
def label_screened(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    """Put a label on the citation in front, or take one off; the decision that is being typed stays as it is."""
    citations = review.citations.filter(pk=get_object_or_404(review.citations.standing(), number=number).pk)
    form = ScreenedLabelForm(request.POST)
    if form.is_valid() and not form.cleaned_data["off"]:
        label_citations(review=review, name=form.cleaned_data["name"], citations=citations, by=request.user)
    elif form.is_valid() and (label := label_named(review, form.cleaned_data["name"])):
        unlabel_citations(review=review, label=label, citations=citations, by=request.user)
    desk = desk_of(request, review, stage)
    context = {"desk": desk, "seat": Seat(desk, number), "form": form}
    status = 200 if form.is_valid() else INVALID
    return done(
        request,
        address(desk, number),
        fragment=render(request, "studies/_screened_labels.html", context, status=status),
    )
