"""`manage.py add_member`: a member of a review, or another role for one."""

from argparse import ArgumentParser
from typing import Any

from reviews.access import Capability
from reviews.actions import NotPossible
from reviews.actions.people import add_member, change_role
from reviews.commands import WorkbenchCommand
from reviews.models import Member, Review, User
from reviews.models.review import Role


class Command(WorkbenchCommand):
    help = "Add somebody who has an account to a review, or give a member another role."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="the review's slug")
        parser.add_argument("email", metavar="EMAIL", help="who")
        parser.add_argument("--role", required=True, choices=Role.values, help="what he or she may do")
        parser.add_argument("--by", metavar="EMAIL", help="who acts; by default the first lead")

    def run(self, *, review: str, email: str, role: str, by: str | None, **options: Any) -> None:
        found = self.review(review)
        user, actor = self.account(email), self.actor(found, by, Capability.PEOPLE)
        try:
            member = self._place(found, user, Role(role), actor)
        except NotPossible as refusal:
            raise self.refuse(str(refusal)) from None
        self.answer({"email": user.email, "role": member.role}, f"{user} works on {found.slug} as {member.role}.")

    def _place(self, review: Review, user: User, role: Role, actor: User) -> Member:
        present = review.members.present().filter(user=user).first()
        if present:
            return change_role(member=present, role=role, by=actor)
        return add_member(review=review, user=user, role=role, by=actor)
