"""A batch taken out of the review, with a reason, and brought back; the page of the batch asks and tells."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done
from reviews.models import Review
from reviews.trail import ReasonMissing
from studies.actions import withdrawing
from studies.views.batch import batch_page, find_batch


@member(Capability.LOAD)
@require_POST
def withdraw_batch(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found, reason = find_batch(review, number), request.POST.get("reason", "")
    try:
        withdrawing.withdraw_batch(batch=found, reason=reason, by=request.user)
    except (ReasonMissing, withdrawing.NotWithdrawable) as refusal:
        return batch_page(request, found, {"not_withdrawn": str(refusal), "reason": reason}, status=INVALID)
    messages.success(request, f"Batch {number} is withdrawn: its records count nowhere until it is brought back.")
    return done(request, found)


@member(Capability.LOAD)
@require_POST
def bring_back_batch(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = find_batch(review, number)
    withdrawing.bring_back_batch(batch=found, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, f"Batch {number} counts again.")
    return done(request, found)
