"""`manage.py join_duplicates`: records of the same publication become one citation; doubtful pairs are listed."""

from argparse import ArgumentParser
from typing import Any

from reviews.access import Capability
from reviews.commands import WorkbenchCommand
from reviews.models import Review
from studies.actions.joining import Joiner, Joining
from studies.queries.duplicates import likely_first, open_questions
from studies.queries.votes import pieces


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
            "asked": result.asked,
            "seconds": result.seconds,
        }
        self.answer(told, _sentences(review, result))


def _sentences(review: Review, result: Joining) -> str:
    head = (
        f"{result.records:,} records in {result.citations:,} citations, {result.joined:,} joined, "
        f"{result.asked:,} to judge, {result.seconds} s"
    )
    keys = [each.pair for each in open_questions(review)]
    asked = [
        f"  record {pair.a.number} and record {pair.b.number}: {pair.reasons}"
        for some in pieces(keys)
        for pair in likely_first(some)
    ]
    return "\n".join([head, *asked])
