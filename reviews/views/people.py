"""Who works on the review, who is invited, and what each role may do."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import CAPABILITIES, Capability, member
from reviews.actions import NotPossible
from reviews.actions import invitations as inviting
from reviews.actions import people as actions
from reviews.forms import Invite, RoleChange, Why
from reviews.http import INVALID, done, page
from reviews.models import Review
from reviews.models.review import Role


@member(Capability.VIEW)
@require_GET
def people(request: HttpRequest, review: Review) -> HttpResponse:
    return _people(request, review)


@member(Capability.PEOPLE)
@require_POST
def invite(request: HttpRequest, review: Review) -> HttpResponse:
    """Answers with the link, to everybody, since nothing keeps it: this page is the one time it can be copied."""
    form = Invite(request.POST)
    if form.is_valid():
        try:
            sent = inviting.invite(review=review, **form.cleaned_data, by=request.user)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return _people(request, review, sent=sent)
    return _people(request, review, form=form, status=INVALID)


@member(Capability.PEOPLE)
@require_POST
def withdraw_invitation(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    invitation = get_object_or_404(review.invitations, pk=pk)
    return _act(request, review, inviting.withdraw_invitation, invitation=invitation)


@member(Capability.PEOPLE)
@require_POST
def change_role(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    found = get_object_or_404(review.members.present(), pk=pk)
    form = RoleChange(request.POST)
    if not form.is_valid():
        return _people(request, review, wrong=_sentence(form), status=INVALID)
    return _act(request, review, actions.change_role, member=found, **form.cleaned_data)


@member(Capability.PEOPLE)
@require_POST
def take_out(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    found = get_object_or_404(review.members.present(), pk=pk)
    form = Why(request.POST)
    if not form.is_valid():
        return _people(request, review, wrong=_sentence(form), status=INVALID)
    return _act(request, review, actions.take_out, member=found, **form.cleaned_data)


@member(Capability.PEOPLE)
@require_POST
def take_back(request: HttpRequest, review: Review, pk: int) -> HttpResponse:
    found = get_object_or_404(review.members.exclude(left_at=None).select_related("user"), pk=pk)
    return _act(request, review, actions.add_member, review=review, user=found.user, role=Role(found.role))


def _act(request: HttpRequest, review: Review, action: Callable[..., object], /, **what: object) -> HttpResponse:
    try:
        action(**what, by=request.user)
    except NotPossible as refusal:
        return _people(request, review, wrong=str(refusal), status=INVALID)
    messages.success(request, "Saved.")
    return done(request, reverse("people", args=[review.slug]))


def _people(request: HttpRequest, review: Review, *, status: int = 200, **more: object) -> HttpResponse:
    members = list(review.members.select_related("user"))
    context = {
        "members": [each for each in members if each.left_at is None],
        "former": [each for each in members if each.left_at],
        "invitations": list(review.invitations.open().select_related("invited_by")),
        "form": Invite(),
        "roles": Role,
        "table": [(each.value, [each in CAPABILITIES[role] for role in Role]) for each in Capability],
        **more,
    }
    return page(request, "reviews/people.html", context, status=status)


def _sentence(form: object) -> str:
    return " ".join(f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items())
