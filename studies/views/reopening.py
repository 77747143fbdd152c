"""Opening decisions again, and closing them as they were: from a citation, or from a list of many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import back, done
from reviews.models import Review
from studies.actions import reopening as actions
from studies.forms.reopening import CloseForm, ReopenForm


@member(Capability.SETTLE)
@require_POST
def reopen_decisions(request: HttpRequest, review: Review) -> HttpResponse:
    form = ReopenForm(request.POST)
    to = back(request, review, "criteria")
    if not form.is_valid():
        return _refuse(request, form, to)
    told = form.cleaned_data
    try:
        opened = actions.reopen(
            review=review, stage=told["stage"], citations=told["chosen"], reason=told["reason"], by=request.user
        )
    except actions.CannotReopen as refusal:
        messages.error(request, str(refusal))
        return done(request, to)
    count = len(opened)
    messages.success(request, f"{count:,} citation{' is' if count == 1 else 's are'} to be screened again.")
    return done(request, to)


@member(Capability.SETTLE)
@require_POST
def close_reopened(request: HttpRequest, review: Review, key: int) -> HttpResponse:
    opened = get_object_or_404(review.reopenings.filter(closes=None).select_related("review", "citation"), pk=key)
    to = opened.citation.get_absolute_url()
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _refuse(request, form, to)
    try:
        actions.close_again(reopening=opened, reason=form.cleaned_data["reason"], by=request.user)
    except actions.CannotReopen as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"What was said of citation {opened.citation.number} before counts again.")
    return done(request, to)


def _refuse(request: HttpRequest, form: ReopenForm | CloseForm, to: str) -> HttpResponse:
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return done(request, to)
