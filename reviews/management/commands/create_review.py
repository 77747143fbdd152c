"""`manage.py create_review`: a review with its lead."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from reviews.actions import NotPossible
from reviews.actions.reviews import create_review
from reviews.commands import WorkbenchCommand
from reviews.models.review import Template


class Command(WorkbenchCommand):
    help = "Begin a review; its lead must have an account."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="its address: letters, digits and hyphens")
        parser.add_argument("--title", required=True, metavar="T", help="its title")
        parser.add_argument("--lead", required=True, metavar="EMAIL", help="who leads it")
        parser.add_argument(
            "--template", default=Template.CMO, choices=Template.values, help="elements of a configuration"
        )
        parser.add_argument("--question", default="", metavar="Q", help="what works, for whom, how and why?")

    def run(self, *, slug: str, title: str, lead: str, template: str, question: str, **options: Any) -> None:
        user = self.account(lead)
        try:
            validate_slug(slug)
            review = create_review(title=title, slug=slug, question=question, template=template, by=user)
        except ValidationError:
            raise self.refuse(f"“{slug}” is no address: use letters, digits and hyphens.") from None
        except NotPossible as refusal:
            raise self.refuse(str(refusal)) from None
        self.answer({"slug": review.slug}, f"{review.slug}: the review stands, led by {user}.")
