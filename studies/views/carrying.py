"""Screening labels in the file of a batch: a lead says whose votes they are, and can take that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done
from reviews.models import Review
from studies.actions.carrying import NotCarried, carry_labels, take_back_labels
from studies.actions.recording import Recording
from studies.forms.batches import WhoseForm
from studies.models import CarriedLabels
from studies.queries.carrying import labelled
from studies.views.batch import batch_page, find_batch

TOLD = 3


@member(Capability.CARRY)
@require_POST
def carry_over(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = find_batch(review, number)
    form = WhoseForm(request.POST, review=review, labels=labelled(found))
    if form.is_valid():
        try:
            for carried, recording in carry_labels(batch=found, whose=form.whose, by=request.user):
                _tell(request, carried, recording)
            return done(request, found)
        except NotCarried as refusal:
            form.add_error(None, str(refusal))
    return batch_page(request, found, {"whose": form}, status=INVALID)


@member(Capability.CARRY)
@require_POST
def take_back_carried(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    found = find_batch(review, number)
    carried = get_object_or_404(found.carried_labels.select_related("member"), pk=key)
    try:
        count = take_back_labels(carried=carried, by=request.user)
        messages.success(request, f"{count:,} vote{'' if count == 1 else 's'} of {carried.member} taken back.")
    except NotCarried as refusal:
        messages.info(request, str(refusal))
    return done(request, found)


def _tell(request: HttpRequest, carried: CarriedLabels, recording: Recording) -> None:
    told = f"{recording.recorded:,} votes of {carried.member} at {carried.get_stage_display()}"
    told += f", {recording.unchanged:,} stood already" if recording.unchanged else ""
    messages.success(request, f"{told}.")
    if not recording.rejected:
        return
    some = "; ".join(f"line {line:,}: {reason}" for line, reason in recording.rejected[:TOLD])
    rest = len(recording.rejected) - TOLD
    messages.error(
        request, f"{len(recording.rejected):,} stay notes: {some}{f'; and {rest:,} more' if rest > 0 else ''}."
    )
