"""`manage.py train_ranking`: the index of a review's words and the orders of a stage, now, not behind the screen."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from reviews.commands import WorkbenchCommand
from studies.actions.learning import Lessons
from studies.models import Stage
from studies.queries.learning import citations_of


class Command(WorkbenchCommand):
    help = "Count the words of all citations, and learn in which order each reviewer screens them; stores both."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="the review's slug")
        parser.add_argument("--stage", required=True, choices=Stage.values, help="whose order is learnt")

    def run(self, *, review: str, stage: str, **options: Any) -> None:
        found = self.review(review)
        if not found.citations.standing().exists():
            raise self.refuse(f"{found.slug} has no citations yet: load a batch first.")
        began = perf_counter()
        lessons = Lessons(found, self.progress)
        lessons.library.volume(citations_of(found))
        indexed = perf_counter()
        rankings = lessons.learn_all(stage)
        ranked = perf_counter()
        labelled = found.decisions.standing().filter(stage=stage).values("citation").distinct().count()
        result = {
            "citations": found.citations.standing().count(),
            "labelled": labelled,
            "orders": len(rankings),
            "index_seconds": round(indexed - began, 3),
            "rank_seconds": round((ranked - indexed) / len(rankings), 3),
        }
        told = "{citations:,} citations, {labelled:,} labelled: {orders} orders, {rank_seconds} s each".format(**result)
        self.answer(result, f"{told}; index {result['index_seconds']} s.")
