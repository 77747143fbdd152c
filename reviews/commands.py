"""What all commands of the workbench share: one JSON object a result, messages on stderr, three exit statuses."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.access import Capability, may
from reviews.models import Review, User
from reviews.models.review import Role

PARTLY, NOTHING_DONE = 1, 2
BAR_WIDTH = 40


class WorkbenchCommand(BaseCommand):
    """0: done; 1 (`self.partly`): done, but entries were rejected or checks failed; 2 (`self.refuse`): nothing done."""

    requires_system_checks: list[str] = []
    partly = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object a result")
        self.arguments(parser)

    def arguments(self, parser: ArgumentParser) -> None:
        """What the command itself takes."""

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        self.run(**options)
        if self.partly:
            raise SystemExit(PARTLY)

    def run(self, **options: Any) -> None:
        raise NotImplementedError

    def answer(self, result: dict[str, Any], sentence: str) -> None:
        self.stdout.write(json.dumps(result, ensure_ascii=False, default=str) if self.as_json else sentence)

    def refuse(self, sentence: str) -> CommandError:
        """To be raised: exit status 2, and the sentence on stderr."""
        return CommandError(sentence, returncode=NOTHING_DONE)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """A bar on a terminal, nothing when piped."""
        if sys.stderr.isatty() and total:
            filled = BAR_WIDTH * done // total
            bar = "█" * filled + "·" * (BAR_WIDTH - filled)
            self.stderr.write(f"\r{bar} {done:,} of {total:,} {message}", ending="\n" if done >= total else "")

    def review(self, slug: str) -> Review:
        try:
            return Review.objects.get(slug=slug)
        except Review.DoesNotExist:
            known = ", ".join(Review.objects.values_list("slug", flat=True)[:20]) or "none yet"
            raise self.refuse(f"There is no review “{slug}”; the reviews here are: {known}.") from None

    def account(self, email: str) -> User:
        found = User.objects.filter(email__iexact=email).first()
        if found is None:
            raise self.refuse(f"There is no account for {email}; make one with create_user.")
        return found

    def actor(self, review: Review, email: str | None, needs: Capability = Capability.VIEW) -> User:
        """Who acts: the member with that e-mail address, by default the first lead. Either must have `needs`."""
        members = review.members.present().select_related("user")
        if email:
            found = members.filter(user__email__iexact=email).first()
            if found is None:
                raise self.refuse(f"{email} is not a member of {review.slug}.")
        else:
            found = members.filter(role=Role.LEAD).first()
            if found is None:
                raise self.refuse(f"{review.slug} has no lead; say who acts with --by EMAIL.")
        if not may(found, needs):
            raise self.refuse(f"{found.user.email} may not {needs.value} in {review.slug}.")
        return found.user
