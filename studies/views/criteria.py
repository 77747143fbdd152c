"""Criteria: the version in force, those before it, and writing the next."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions import criteria as actions
from studies.forms.criteria import CriteriaForm, StageForm
from studies.models import Stage
from studies.queries.criteria import Wording, in_force, versions
from studies.queries.second_look import second_look

PER_PAGE = 100


@member(Capability.VIEW)
@require_GET
def criteria(request: HttpRequest, review: Review) -> HttpResponse:
    return _show(request, review)


@member(Capability.VIEW)
@require_GET
def worth_another_look(request: HttpRequest, review: Review) -> HttpResponse:
    """Decisions made under earlier criteria that those in force might decide otherwise."""
    form = StageForm(request.GET)
    stage = form.chosen
    found = second_look(review, stage)
    context = {
        "stage": stage,
        "stages": Stage.choices,
        "wording": in_force(review),
        "count": len(found),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "studies/second_look.html", context)


@member(Capability.EDIT_REVIEW)
@require_POST
def write_criteria(request: HttpRequest, review: Review) -> HttpResponse:
    form = CriteriaForm(request.POST)
    if not form.is_valid():
        return _show(request, review, {"form": form}, status=INVALID)
    try:
        written = actions.write_criteria(review=review, by=request.user, **form.written)
    except Stale as stale:
        return _show(request, review, _both(form, stale.current), status=LOST_RACE)
    messages.success(request, f"Criteria {written.version} are in force from now on. See what is worth another look.")
    return done(request, reverse("criteria", args=[review.slug]))


def _both(form: CriteriaForm, theirs: Wording) -> dict[str, Any]:
    """Both texts, mine still in the form over the version that stands now."""
    again = CriteriaForm({**form.data.dict(), "revision": theirs.version})
    again.is_valid()
    return {"form": again, "theirs": theirs}


def _show(request: HttpRequest, review: Review, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    found = versions(review)
    context = {"wording": found[0], "earlier": found[1:], "form": CriteriaForm.of(found[0]), **(more or {})}
    return page(request, "studies/criteria.html", context, status=status)
