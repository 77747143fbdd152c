"""When to stop: what is found, what the test says, what it assumes, and what it would cost to go on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done, page
from reviews.models import Review
from studies.actions import stopping as actions
from studies.charts import claim_figure, found_figure, p_figure
from studies.forms.stopping import CHOICES, StopForm, TargetForm
from studies.models import Stage
from studies.queries.stopping import beforehand, evidence, order_told, standing_stop


@member(Capability.VIEW)
@require_GET
def stopping(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    target = TargetForm(request.GET).chosen
    return _show(request, review, stage, target, StopForm(initial={"target": f"{target:.2f}"}))


@member(Capability.EDIT_REVIEW)
@require_POST
def stop_screening(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        return _show(request, review, stage, TargetForm(request.POST).chosen, form, status=INVALID)
    known = evidence(review, stage, request.user, form.chosen)
    told = known.as_told() | order_told(review, stage, request.user)
    try:
        actions.stop_screening(
            review=review, stage=stage, evidence=told, reason=form.cleaned_data["reason"], by=request.user
        )
    except actions.CannotStop as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "That the team stops, and what it knows now, is kept. What is left stays open.")
    return done(request, reverse("stopping", args=[review.slug, stage]))


@member(Capability.EDIT_REVIEW)
@require_POST
def resume_screening(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        return _show(request, review, stage, TargetForm(request.POST).chosen, form, status=INVALID)
    try:
        actions.resume_screening(review=review, stage=stage, reason=form.cleaned_data["reason"], by=request.user)
    except actions.CannotStop as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Screening goes on. The stop stays readable in the trail.")
    return done(request, reverse("stopping", args=[review.slug, stage]))


def _show(
    request: HttpRequest, review: Review, stage: str, target: float, form: StopForm, status: int = 200
) -> HttpResponse:
    known = evidence(review, stage, request.user, target)
    context = {
        "stage": stage,
        "stages": Stage.choices,
        "evidence": known,
        "targets": CHOICES,
        "chosen": f"{target:.2f}",
        "beforehand": beforehand(known.total) if not known.screened else [],
        "order": order_told(review, stage, request.user),
        "stop": standing_stop(review, stage),
        "form": form,
    }
    if known.screened:
        context |= {
            "found_figure": found_figure(known.found_curve),
            "p_figure": p_figure(known.p_curve, target),
            "claim_figure": claim_figure(known.claim_curve),
        }
    return page(request, "studies/stopping.html", context, status=status)
