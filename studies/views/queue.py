"""The queue as its reviewer has it: in which order it comes, what is put off, and what is kept in front."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE
from reviews.models import Review
from studies.actions import ordering as actions
from studies.forms.screening import OrderForm
from studies.leases import keep
from studies.views.desk import desk_of, go_on, next_number, number_behind, put_off, show


@member(Capability.SCREEN)
@require_POST
def choose_order(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    """Another order from now on, begun at its top."""
    form = OrderForm(request.POST)
    desk = desk_of(request, review, stage)
    if not form.is_valid():
        return show(request, desk, next_number(request, desk), status=INVALID)
    choice = actions.choose_order(review=review, stage=stage, by=request.user, **form.cleaned_data)
    return go_on(
        request, desk, next_number(request, desk), f"The order of your queue is now: {choice.get_order_display()}."
    )


@member(Capability.SCREEN)
@require_POST
def skip(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    """Go on without a vote: the citation waits, and comes again at the end of the round."""
    get_object_or_404(review.citations, number=number)
    put_off(request, desk_of(request, review, stage), number)
    desk = desk_of(request, review, stage)
    return go_on(request, desk, number_behind(request, desk, number) or number)


@member(Capability.SCREEN)
@require_POST
def hold(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    """Keep the citation that is open in front of the reviewer for some minutes more; 409 where another has it."""
    desk = desk_of(request, review, stage)
    held = not desk.crowded or (desk.waits(number) and keep(desk, number))
    return HttpResponse(status=204 if held else LOST_RACE)
