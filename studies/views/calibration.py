"""Calibration: rounds that several reviewers screen together, each blinded, and how far they agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from studies.actions.calibration import CannotCalibrate, close_calibration, open_calibration
from studies.forms.calibration import CalibrationForm, CloseCalibrationForm
from studies.queries.calibration import Rounds


@member(Capability.VIEW)
@require_GET
def calibration(request: HttpRequest, review: Review) -> HttpResponse:
    return _show(request, review, CalibrationForm(review))


@member(Capability.SETTLE)
@require_POST
def open_round(request: HttpRequest, review: Review) -> HttpResponse:
    form = CalibrationForm(review, request.POST)
    if not form.is_valid():
        return _show(request, review, form, INVALID)
    try:
        made = open_calibration(review=review, by=request.user, **form.cleaned_data)
    except CannotCalibrate as refusal:
        form.add_error(None, str(refusal))
        return _show(request, review, form, LOST_RACE)
    messages.success(request, f"Calibration round {made.number} is open: its citations come first in the queues.")
    return done(request, reverse("calibration", args=[review.slug]))


@member(Capability.SETTLE)
@require_POST
def close_round(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.calibration_rounds, number=number)
    form = CloseCalibrationForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["reason"]))
        return done(request, reverse("calibration", args=[review.slug]))
    try:
        close_calibration(calibration=found, reason=form.cleaned_data["reason"], by=request.user)
    except CannotCalibrate as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Calibration round {number} is closed: the policy of the stage holds again.")
    return done(request, reverse("calibration", args=[review.slug]))


def _show(request: HttpRequest, review: Review, form: CalibrationForm, status: int = 200) -> HttpResponse:
    context = {"rounds": Rounds(review, request.user).latest_first(), "form": form}
    return page(request, "studies/calibration.html", context, status=status)
