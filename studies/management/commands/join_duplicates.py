"""`manage.py join_duplicates`: records of the same publication become one citation; doubtful pairs are listed."""

from argparse import ArgumentParser
from typing import Any

from reviews.access import Capability
from reviews.commands import WorkbenchCommand
from reviews.models import Review
from studies.actions.joining import Joiner, Joining


class Command(WorkbenchCommand):
    help = "Join duplicates among the loaded records and list the pairs that a person should judge."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="slug of the review")
        parser.add_argument("--rebuild", action="store_true", help="match all anew; joins more, separates nothing")
        parser.add_argument("--by", metavar="EMAIL", help="who acts (default: the review's first lead)")

    def run(self, **options: Any) -> None:
        review = self.review(options["review"])
        user = self.actor(review, options["by"], Capability.LOAD)
        result = Joiner(review=review, by=user, rebuild=options["rebuild"], told=self.progress).join()
        told = {
            "records": result.records,
            "citations": result.citations,
            "joined": result.joined,
            "asked": len(result.asked),
            "seconds": result.seconds,
        }
        self.answer(told, _sentences(review, result))


def _sentences(review: Review, result: Joining) -> str:
    head = (
        f"{result.records:,} records in {result.citations:,} citations, {result.joined:,} joined, "
        f"{len(result.asked):,} to judge, {result.seconds} s"
    )
    keys = {key for pair in result.asked for key in (pair.a, pair.b)}
    numbers = dict(review.records.filter(pk__in=keys).values_list("pk", "number"))
    asked = [
        f"  record {numbers[pair.a]} and record {numbers[pair.b]}: {'; '.join(pair.reasons)}" for pair in result.asked
    ]
    return "\n".join([head, *asked])
