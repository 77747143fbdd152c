"""`manage.py verify`: everything derived is recomputed and compared with what is kept."""

from argparse import ArgumentParser
from typing import Any

from reviews.commands import WorkbenchCommand
from reviews.verification import verify


class Command(WorkbenchCommand):
    help = "Recompute every derived state, count and number of a review and compare them with what is kept."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="the review's slug")

    def run(self, *, review: str, **options: Any) -> None:
        checks = verify(self.review(review))
        lines = [f"{'ok ' if it.ok else 'BAD'}  {it.name}: expected {it.expected}, found {it.found}" for it in checks]
        failed = sum(not each.ok for each in checks)
        self.answer(
            {"checks": [each.as_dict() for each in checks]},
            "\n".join([*lines, f"{len(checks):,} checks, {failed:,} failed."]),
        )
        self.partly = failed > 0
