"""How each stage is screened: by one, by one with a sample, or by two, and who settles what they disagree on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions.policies import set_policy
from studies.forms.policies import PolicyForm
from studies.models import Stage
from studies.queries.policies import in_force, owed


@member(Capability.VIEW)
@require_GET
def policies(request: HttpRequest, review: Review) -> HttpResponse:
    return _show(request, review)


@member(Capability.EDIT_REVIEW)
@require_POST
def change_policy(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = PolicyForm(request.POST, prefix=stage)
    if not form.is_valid():
        return _show(request, review, {stage: form}, status=INVALID)
    try:
        set_policy(review=review, stage=stage, by=request.user, **form.cleaned_data)
    except Stale as stale:
        messages.error(request, "Somebody changed this policy in the meantime. Yours is kept below, not in force.")
        again = PolicyForm({**form.data.dict(), f"{stage}-revision": stale.current.pk}, prefix=stage)
        return _show(request, review, {stage: again}, status=LOST_RACE)
    messages.success(request, f"{Stage(stage).label}: ".capitalize() + "what is still owed is derived anew.")
    return done(request, reverse("policies", args=[review.slug]))


def _show(
    request: HttpRequest, review: Review, forms: dict[str, PolicyForm] | None = None, status: int = 200
) -> HttpResponse:
    stages = [
        {
            "stage": stage,
            "policy": (policy := in_force(review, stage)),
            "form": (forms or {}).get(stage) or PolicyForm.of(policy, prefix=stage),
            "owed": owed(review, stage, policy),
        }
        for stage in Stage
    ]
    return page(request, "studies/policies.html", {"stages": stages}, status=status)
