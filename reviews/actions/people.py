"""Who works on a review: joining, changing role, leaving, coming back.

Nobody's row is ever deleted, so votes and coding keep their names.
"""

from django.db import transaction
from django.utils import timezone

from reviews.access import may_appoint
from reviews.actions import NotPossible
from reviews.models import Member, Review, User
from reviews.models.review import Role
from reviews.trail import record, stated


class AlreadyMember(NotPossible):
    pass


class LastLead(NotPossible):
    pass


class LeadsOnly(NotPossible):
    def __init__(self) -> None:
        super().__init__("Only a lead can make somebody a lead, or take that role away.")


@transaction.atomic
def add_member(*, review: Review, user: User, role: Role, by: User | None, reason: str = "") -> Member:
    """A new member, or one who left and now comes back; raises AlreadyMember, LeadsOnly."""
    if not may_appoint(review, by, role):
        raise LeadsOnly
    return seat(review=review, user=user, role=role, by=by, reason=reason)


@transaction.atomic
def seat(*, review: Review, user: User, role: Role, by: User | None, reason: str = "", **more: str) -> Member:
    """Give the person a place; whether somebody else may is asked before. `more` is told in the event."""
    member = review.members.select_for_update().filter(user=user).first()
    if member and member.left_at is None:
        raise AlreadyMember(f"{user} is already a member, as {member.role}.")
    verb = "took back" if member else "added"
    member = member or Member(review=review, user=user)
    member.role, member.left_at = role, None
    member.save()
    record(review=review, by=by, verb=verb, about=member, reason=reason, after={"role": str(role), **more})
    return member


@transaction.atomic
def change_role(*, member: Member, role: Role, by: User, reason: str = "") -> Member:
    """Raises LastLead, LeadsOnly."""
    member = _locked(member)
    if member.role == role:
        return member
    if not may_appoint(member.review, by, member.role, role):
        raise LeadsOnly
    _keep_a_lead(member)
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    record(
        review=member.review,
        by=by,
        verb="changed the role of",
        about=member,
        reason=reason,
        before={"role": before},
        after={"role": str(role)},
    )
    return member


@transaction.atomic
def take_out(*, member: Member, by: User, reason: str) -> Member:
    """The member leaves; what he or she did stays, under that name. Raises LastLead, LeadsOnly, ReasonMissing."""
    reason, member = stated(reason), _locked(member)
    if member.left_at:
        return member
    if not may_appoint(member.review, by, member.role):
        raise LeadsOnly
    _keep_a_lead(member)
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    record(review=member.review, by=by, verb="took out", about=member, reason=reason, before={"role": member.role})
    return member


def _locked(member: Member) -> Member:
    """With every other member of the review, so that two leads cannot remove each other at once."""
    everybody = list(Member.objects.select_for_update().filter(review=member.review_id).order_by("pk"))
    return next(each for each in everybody if each.pk == member.pk)


def _keep_a_lead(member: Member) -> None:
    others = member.review.members.leading().exclude(pk=member.pk)
    if member.role == Role.LEAD and not others.exists():
        raise LastLead(f"{member.user} is the only lead. Make somebody else a lead first.")
