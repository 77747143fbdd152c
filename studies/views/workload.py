"""The work of screening: who is asked to screen what, how far each person is, and sharing it out anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, may, member
from reviews.actions import NotPossible
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions import workload as actions
from studies.forms.workload import TAKE, EverybodyForm, ListForm, ShareForm
from studies.models import Stage
from studies.queries import workload as queries
from studies.queries.sharing import screeners
from studies.views.selecting import selection_of

Forms = dict[tuple[str, str], Any]


@member(Capability.VIEW)
@require_GET
def workload(request: HttpRequest, review: Review) -> HttpResponse:
    return _show(request, review)


@member(Capability.EDIT_REVIEW)
@require_POST
def share(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = ShareForm(request.POST, members=(members := _screening(review)), prefix=(prefix := f"{stage}-share"))
    if not form.is_valid():
        return _show(request, review, {(stage, "share"): form}, INVALID)
    said = {"reason": form.cleaned_data["reason"], "revision": form.cleaned_data["revision"]}
    try:
        actions.share_out(review=review, stage=stage, shares=form.shares, by=request.user, **said)
    except Stale as stale:
        seen = {f"{prefix}-revision": stale.current.pk}
        form = ShareForm({**request.POST.dict(), **seen}, members=members, prefix=prefix)
        form.add_error(None, "Somebody shared this stage out in the meantime: look at the shares above first.")
        return _show(request, review, {(stage, "share"): form}, LOST_RACE)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _show(request, review, {(stage, "share"): form}, INVALID)
    return _done(request, review, stage, "is shared out, later batches too.")


@member(Capability.EDIT_REVIEW)
@require_POST
def leave_to_everybody(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = EverybodyForm(request.POST, prefix=f"{stage}-everybody")
    if not form.is_valid():
        return _show(request, review, {(stage, "everybody"): form}, INVALID)
    actions.everybody_screens_everything(review=review, stage=stage, by=request.user, **form.cleaned_data)
    return _done(request, review, stage, "is everybody's again.")


@member(Capability.EDIT_REVIEW)
@require_POST
def by_list(request: HttpRequest, review: Review, stage: str) -> HttpResponse:
    form = ListForm(request.POST, **_listing(request, review), prefix=f"{stage}-list")
    if not form.is_valid():
        return _show(request, review, {(stage, "list"): form}, INVALID)
    act = actions.unassign if form.cleaned_data["deed"] == TAKE else actions.assign
    citations = form.citations(review, request.user, selection_of(request, review))
    said = {"reviewers": form.who, "reason": form.cleaned_data["reason"]}
    try:
        count = act(review=review, stage=stage, citations=citations, by=request.user, **said)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _show(request, review, {(stage, "list"): form}, INVALID)
    words = "taken back" if act is actions.unassign else "given"
    return _done(request, review, stage, f"{count:,} citation{'' if count == 1 else 's'} {words}.", ": ")


def _done(request: HttpRequest, review: Review, stage: str, words: str, between: str = " ") -> HttpResponse:
    messages.success(request, f"{Stage(stage).label}{between}{words}".capitalize())
    return done(request, reverse("workload", args=[review.slug]))


def _screening(review: Review) -> list[Any]:
    return list(screeners(review).select_related("user").order_by("user__name", "pk"))


def _listing(request: HttpRequest, review: Review) -> dict[str, Any]:
    return {"review": review, "viewer": request.user, "members": _screening(review)}


def _show(request: HttpRequest, review: Review, wrong: Forms | None = None, status: int = 200) -> HttpResponse:
    stages = queries.workload(review, request.user)
    context: dict[str, Any] = {"stages": [{"load": each} for each in stages], "jobs": queries.under_way(review)}
    if may(request.member, Capability.EDIT_REVIEW):
        context["selected"] = bool(selection_of(request, review))
        listing = _listing(request, review)
        for entry in context["stages"]:
            entry |= _forms(entry["load"], listing, wrong or {})
    return page(request, "studies/workload.html", context, status=status)


def _forms(load: queries.StageLoad, listing: dict[str, Any], wrong: Forms) -> dict[str, Any]:
    stage = load.stage.value
    offered = {
        "share": ShareForm(members=listing["members"], at=load, prefix=f"{stage}-share"),
        "everybody": EverybodyForm(prefix=f"{stage}-everybody"),
        "list": ListForm(**listing, prefix=f"{stage}-list"),
    }
    return {name: wrong.get((stage, name), form) for name, form in offered.items()}
