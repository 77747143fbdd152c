"""`manage.py set_policy`: how a stage of a review is screened."""

import re
from argparse import ArgumentParser
from typing import Any

from reviews.access import Capability
from reviews.actions import NotPossible
from reviews.commands import WorkbenchCommand
from studies.actions.policies import set_policy
from studies.models import Mode, Settles, Stage

POLICY = re.compile(r"(single|dual)|sample:(\d{1,3})%?")


class Command(WorkbenchCommand):
    help = "Say who screens what at a stage; votes stay as they are, and what is still owed is derived anew."

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("review", metavar="REVIEW", help="the review's slug")
        parser.add_argument("stage", metavar="STAGE", choices=Stage.values, help=" or ".join(Stage.values))
        parser.add_argument(
            "policy", metavar="POLICY", help="single, dual, or sample:N for a second reviewer on N percent"
        )
        parser.add_argument("--settles", choices=Settles.values, default="", help="who settles conflicts")
        parser.add_argument("--reason", default="", help="why")
        parser.add_argument("--by", metavar="EMAIL", help="who acts; by default the first lead")

    def run(self, *, review: str, stage: str, policy: str, **options: Any) -> None:
        found = self.review(review)
        actor = self.actor(found, options["by"], Capability.EDIT_REVIEW)
        said = POLICY.fullmatch(policy)
        if said is None:
            raise self.refuse(f"“{policy}” is no policy: say single, dual, or sample:N, such as sample:20.")
        mode, percent = (said[1], 0) if said[1] else (Mode.SAMPLE.value, int(said[2]))
        words = {"settles": options["settles"], "reason": options["reason"]}
        try:
            set_policy(review=found, stage=stage, mode=mode, percent=percent, by=actor, **words)
        except NotPossible as refusal:
            raise self.refuse(str(refusal)) from None
        told = f"sample:{percent}" if percent else mode
        self.answer({"stage": stage, "policy": told}, f"{Stage(stage).label}: {told}.".capitalize())
