"""Invitations by link: the token is in the link alone, the database keeps its hash."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from reviews.access import may_appoint
from reviews.actions import NotPossible
from reviews.actions.accounts import complete_account, open_account
from reviews.actions.people import AlreadyMember, LeadsOnly, seat
from reviews.models import Invitation, Review, User
from reviews.models.review import Role, hash_of
from reviews.trail import record

LASTS = timedelta(days=14)


class InvitationClosed(NotPossible):
    """Used, withdrawn, expired, or never made."""


class AccountExists(NotPossible):
    pass


@dataclass(frozen=True)
class Sent:
    """The link is known here and in the e-mail, and nowhere afterwards."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(*, review: Review, email: str, role: Role, by: User, reason: str = "") -> Sent:
    """Raises AlreadyMember, LeadsOnly. An open invitation of the same person is replaced by the new one."""
    email = email.strip().lower()
    if not may_appoint(review, by, role):
        raise LeadsOnly
    if review.members.present().filter(user__email__iexact=email).exists():
        raise AlreadyMember(f"{email} is already a member of this review.")
    review.invitations.open().filter(email=email).update(withdrawn_at=timezone.now())
    sent = _make(review, email, role, by)
    record(
        review=review,
        by=by,
        verb="invited",
        about=sent.invitation,
        reason=reason,
        after={"e-mail": email, "role": role},
    )
    transaction.on_commit(lambda: _post(sent), robust=True)
    return sent


@transaction.atomic
def invite_to_account(*, user: User, by: User | None) -> Sent:
    """A link by which the owner of an account without password sets one; earlier links stop working."""
    Invitation.objects.open().filter(review=None, email=user.email).update(withdrawn_at=timezone.now())
    sent = _make(None, user.email, "", by)
    record(review=None, by=by, verb="invited", about=sent.invitation, after={"e-mail": user.email})
    return sent


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, reason: str = "") -> Invitation:
    """Raises InvitationClosed when it was used or withdrawn before."""
    found = Invitation.objects.select_for_update().open().filter(pk=invitation.pk).first()
    if found is None:
        raise InvitationClosed("This invitation is no longer open.")
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    record(review=found.review, by=by, verb="withdrew", about=found, reason=reason)
    return found


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> Invitation:
    """Somebody with an account takes the place offered. Raises InvitationClosed, AlreadyMember."""
    invitation = _opened(token)
    if invitation.review is None:
        raise InvitationClosed("This link completes another account. Sign out to use it.")
    seat(review=invitation.review, user=by, role=Role(invitation.role), by=by, invited=invitation.email)
    return _accepted(invitation)


@transaction.atomic
def join(*, token: str, name: str, password: str, by: None = None) -> User:
    """Somebody without an account (`by` nobody yet) gets one, and the place offered.

    Raises InvitationClosed, AccountExists.
    """
    invitation = _opened(token)
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user and user.has_usable_password():
        raise AccountExists(f"There is an account for {invitation.email}. Sign in to accept the invitation.")
    user = user or open_account(email=invitation.email, by=invitation.invited_by)
    complete_account(user=user, name=name, password=password, by=user)
    if invitation.review:
        seat(review=invitation.review, user=user, role=Role(invitation.role), by=user, invited=invitation.email)
    _accepted(invitation)
    return user


def _make(review: Review | None, email: str, role: str, by: User | None) -> Sent:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        review=review,
        email=email,
        role=role,
        token_hash=hash_of(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    return Sent(invitation, settings.SITE_URL + reverse("invitation", args=[token]))


def _opened(token: str) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).open().by_token(token).first()
    if found is None:
        raise InvitationClosed("This invitation is no longer open. Ask whoever invited you for a new one.")
    return found


def _accepted(invitation: Invitation) -> Invitation:
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return invitation


def _post(sent: Sent) -> None:
    context = {"invitation": sent.invitation, "link": sent.link}
    send_mail(
        subject=f"Invitation to “{' '.join(sent.invitation.review.title.split())}”",
        message=render_to_string("reviews/invitation.txt", context),
        from_email=None,
        recipient_list=[sent.invitation.email],
    )
