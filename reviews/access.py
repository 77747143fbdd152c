"""Who may do what: roles, capabilities, the table that joins them, and the decorator that every view wears.

This is the only place that decides. The People page prints the same table.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from reviews.models import Member, Review, User
from reviews.models.review import Role


class Capability(Enum):
    """What a member may do; the value is the sentence on the People page."""

    VIEW = "see the review and its trail"
    EXPORT = "download tables and figures"
    EDIT_REVIEW = "change the question, purpose and policies"
    EDIT_THEORY = "write statements and freeze versions of the theory"
    LOAD = "open search rounds and load citation batches"
    DESCRIBE = "label citations, correct what is known of them, keep filters"
    JUDGE = "judge duplicates, take citations apart and put them together"
    SCREEN = "screen citations"
    SETTLE = "settle conflicts"
    DOCUMENTS = "add texts, prioritise or leave documents"
    CODE = "code passages and make configurations"
    EXPLAIN = "group configurations into explanations"
    STOP_WORK = "stop work in the background"
    SEE_VOTES = "export the decisions of all reviewers"
    CARRY = "say whose votes the screening labels of a file are"
    PEOPLE = "invite people and change roles"


_REVIEWER = {
    Capability.VIEW,
    Capability.EXPORT,
    Capability.DESCRIBE,
    Capability.JUDGE,
    Capability.SCREEN,
    Capability.DOCUMENTS,
    Capability.CODE,
    Capability.EXPLAIN,
    Capability.STOP_WORK,
}

CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.LEAD: frozenset(Capability),
    Role.REVIEWER: frozenset(_REVIEWER),
    Role.ADMIN: frozenset(
        {
            Capability.VIEW,
            Capability.EXPORT,
            Capability.LOAD,
            Capability.DESCRIBE,
            Capability.JUDGE,
            Capability.STOP_WORK,
            Capability.PEOPLE,
        }
    ),
    Role.OBSERVER: frozenset({Capability.VIEW, Capability.EXPORT}),
}


def may(member: Member, capability: Capability) -> bool:
    return capability in CAPABILITIES[Role(member.role)]


def may_appoint(review: Review, by: User | None, *roles: str) -> bool:
    """An admin manages people, yet cannot rise above the leads: what touches a lead's role is for leads."""
    return by is None or Role.LEAD not in roles or review.members.leading().filter(user=by).exists()


def member(capability: Capability) -> Callable[..., Any]:
    """Pass the view its `review`; 404 to strangers, 403 without the capability, the login page to nobody.

    The view may read `request.member`. It is marked with the capability for the tests that walk the URLconf.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            found = get_object_or_404(
                Member.objects.present().select_related("review", "user"),
                review__slug=slug,
                user=request.user,
            )
            if not may(found, capability):
                raise PermissionDenied(f"As {found.role} you may not {capability.value}.")
            request.member = found
            return view(request, found.review, **kwargs)

        guarded.capability = capability
        return guarded

    return decorate
