"""Conflicts: what reviewers said side by side, and the settlement."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.actions import NotPossible
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from reviews.revisions import Stale
from studies.actions import agreeing
from studies.actions.resolving import CannotSettle, resolve_conflict
from studies.forms.screening import SettlementForm
from studies.queries.conflicts import Conflict, Dispute, settled, waiting

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def conflicts(request: HttpRequest, review: Review) -> HttpResponse:
    """The list, and the first of it to be settled."""
    show = "settled" if request.GET.get("show") == "settled" else "waiting"
    found = settled(review) if show == "settled" else waiting(review)
    first = found[0] if found else None
    dispute = Dispute(review, first.stage, review.citations.get(pk=first.citation.pk)) if first else None
    return _show(request, review, dispute, show, found)


@member(Capability.VIEW)
@require_GET
def conflict(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    return _one(request, _dispute(review, stage, number))


@member(Capability.SCREEN)
@require_POST
def settle(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    dispute = _dispute(review, stage, number)
    form = SettlementForm(request.POST)
    if not form.is_valid():
        return _one(request, dispute, {"form": form}, status=INVALID)
    said = {**form.cleaned_data, "revision": form.cleaned_data["revision"] or 0}
    try:
        resolve_conflict(citation=dispute.citation, stage=stage, by=request.user, **said)
    except Stale as stale:
        return _one(request, dispute, {"form": _again(form, dispute), "theirs": stale.current}, status=LOST_RACE)
    except CannotSettle as refusal:
        return _one(request, dispute, {"form": form, "refusal": refusal}, status=LOST_RACE)
    messages.success(request, f"Citation {number} is settled: {said['outcome']}.")
    return done(request, reverse("conflicts", args=[review.slug]))


@member(Capability.SCREEN)
@require_POST
def propose(request: HttpRequest, review: Review, stage: str, number: int) -> HttpResponse:
    """Where reviewers settle by agreement: how one of them would."""
    dispute = _dispute(review, stage, number)
    form = SettlementForm(request.POST)
    if not form.is_valid():
        return _one(request, dispute, {"form": form}, status=INVALID)
    said = {name: form.cleaned_data[name] for name in ("outcome", "reason")}
    try:
        agreeing.propose(citation=dispute.citation, stage=stage, by=request.user, **said)
    except CannotSettle as refusal:
        return _one(request, dispute, {"form": form, "refusal": refusal}, status=LOST_RACE)
    messages.success(request, "Your proposal waits for the other reviewer.")
    return done(request, reverse("conflict", args=[review.slug, stage, number]))


@member(Capability.SCREEN)
@require_POST
def agree(request: HttpRequest, review: Review, stage: str, number: int, key: int) -> HttpResponse:
    dispute = _dispute(review, stage, number)
    proposal = get_object_or_404(review.proposals, pk=key, citation=dispute.citation, stage=stage)
    form = SettlementForm(request.POST)
    form.is_valid()  # words of one's own may be left out
    try:
        settled = agreeing.agree(proposal=proposal, by=request.user, words=form.cleaned_data.get("reason", ""))
    except NotPossible as refusal:
        return _one(request, dispute, {"refusal": refusal}, status=LOST_RACE)
    messages.success(request, f"Citation {number} is settled by agreement: {settled.outcome}.")
    return done(request, reverse("conflicts", args=[review.slug]))


def _dispute(review: Review, stage: str, number: int) -> Dispute:
    dispute = Dispute(review, stage, get_object_or_404(review.citations, number=number))
    if not dispute.stands:
        raise Http404
    return dispute


def _again(form: SettlementForm, dispute: Dispute) -> SettlementForm:
    """What was typed, over what stands now: settling once more is deliberate."""
    return SettlementForm({**form.data.dict(), "revision": dispute.revision})


def _one(request: HttpRequest, dispute: Dispute, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    show = "waiting" if dispute.waits else "settled"
    found = settled(dispute.review) if show == "settled" else waiting(dispute.review)
    return _show(request, dispute.review, dispute, show, found, more, status)


def _show(
    request: HttpRequest,
    review: Review,
    dispute: Dispute | None,
    show: str,
    found: list[Conflict],
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    here = (dispute.stage, dispute.citation.number) if dispute else None
    at = next((at for at, each in enumerate(found) if each.key == here), 0)
    context = {
        "dispute": dispute,
        "show": show,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page") or at // PER_PAGE + 1),
        "current": here,
        "previous": found[at - 1] if at else None,
        "following": found[at + 1] if at + 1 < len(found) else None,
        "form": SettlementForm(initial={"revision": dispute.revision}) if dispute else None,
        "may_settle": dispute is not None and dispute.may_be_settled_by(request.user),
        "may_agree": dispute is not None and dispute.may_be_agreed_by(request.user),
        **(more or {}),
    }
    return page(request, "studies/conflicts.html", context, status=status)
