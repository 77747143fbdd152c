"""The demo review: made once, announced each time."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from realist_review.demo import LOGINS, build
from reviews.actions.reviews import readdress_review
from reviews.commands import WorkbenchCommand
from reviews.models import Review

SLUG, UNFINISHED = "demo", "demo-in-the-making"


class Command(WorkbenchCommand):
    help = "Make the illustrative demo review, unless it is there, and print the address and the logins."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--small", action="store_true", help="load the first of the two batches only")
        parser.add_argument("--reset", action="store_true", help="set the old one aside and make it anew")

    def run(self, **options: Any) -> None:
        if options["reset"]:
            self.set_aside(SLUG)
        review = Review.objects.filter(slug=SLUG).first()
        created = review is None
        if review is None:
            self.set_aside(UNFINISHED)
            review = build(UNFINISHED, small=options["small"], say=self.say)
            readdress_review(review=review, slug=SLUG, by=self.actor(review, None), reason="The demo is complete")
        address = f"{settings.SITE_URL}{review.get_absolute_url()}"
        logins = [{"role": each.role, "email": each.email, "password": each.password} for each in LOGINS]
        lines = [address, *(f"{each.role} {each.email} {each.password}" for each in LOGINS)]
        self.answer({"slug": review.slug, "created": created, "url": address, "logins": logins}, "\n".join(lines))

    def set_aside(self, slug: str) -> None:
        """Nothing is ever deleted: an earlier demo, or one whose making was cut off, gets another address."""
        for review in Review.objects.filter(slug=slug):
            lead = self.actor(review, None)
            readdress_review(review=review, slug=f"demo-{review.pk}", by=lead, reason="The demo is made anew")

    def say(self, sentence: str) -> None:
        self.stderr.write(f"{sentence} …")
