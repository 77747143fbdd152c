"""How a stage of a review is screened, and so how many votes each citation needs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from reviews.models import Review, User
from studies.models import CalibrationRound, Citation, Decision, Mode, ScreeningPolicy, Stage, State
from studies.models.retrieval import without_text
from studies.policies import Policy


def in_force(review: Review, stage: str) -> ScreeningPolicy:
    """The last policy that was set; until then two decide and a lead settles."""
    last = ScreeningPolicy.objects.filter(review=review, stage=stage).order_by("-pk").first()
    return last or ScreeningPolicy(review=review, stage=stage)


def rule(policy: ScreeningPolicy) -> Policy:
    return Policy(Mode(policy.mode).value, policy.percent, policy.seed)


@dataclass(frozen=True)
class Rules:
    """How a stage of a review is screened now, read once: its policy, and whether a calibration round is open."""

    policy: ScreeningPolicy
    calibrating: bool

    @property
    def by_one(self) -> bool:
        """Are there citations that one reviewer decides, and so must not be before two?"""
        return self.policy.mode != Mode.DUAL

    @property
    def all_by_one(self) -> bool:
        """Does one reviewer decide on every citation? In an open calibration round several do."""
        return self.policy.mode == Mode.SINGLE and not self.calibrating

    def votes_needed(self, citations: Sequence[int]) -> dict[int, int]:
        """By citation (its key). In an open calibration round everybody who is in it votes."""
        if self.policy.mode == Mode.SAMPLE:
            needed = rule(self.policy).votes_needed
            rows = Citation.objects.filter(pk__in=citations).order_by().values_list("pk", "number")
            found = {key: needed(number) for key, number in rows}
        else:
            found = dict.fromkeys(citations, rule(self.policy).votes_needed(0))
        return found | (_calibrated(citations, self.policy.stage) if self.calibrating else {})


def rules_of(review: Review, stage: str) -> Rules:
    rounds = CalibrationRound.objects.filter(stage=stage, closed_at=None)
    policies = ScreeningPolicy.objects.filter(review=review, stage=stage).order_by("-pk")
    last = policies.annotate(calibrating=Exists(rounds.filter(review=OuterRef("review")))).first()
    if last:
        return Rules(last, last.calibrating)
    return Rules(ScreeningPolicy(review=review, stage=stage), rounds.filter(review=review).exists())


@dataclass(frozen=True)
class Owed:
    """Citations of a stage, and those among them that two reviewers decide on."""

    citations: int
    twice: int


def owed(review: Review, stage: str, policy: ScreeningPolicy) -> Owed:
    """What the policy asks for; the same for everybody, whoever has voted already."""
    standing = review.citations.standing().order_by()
    if stage == Stage.FULL_TEXT:
        standing = standing.filter(state_title_abstract=State.INCLUDED).exclude(without_text())
    if policy.mode != Mode.SAMPLE:
        count = standing.count()
        return Owed(count, count if policy.mode == Mode.DUAL else 0)
    numbers = list(standing.values_list("number", flat=True))
    needed = rule(policy).votes_needed
    return Owed(len(numbers), sum(needed(number) > 1 for number in numbers))


def learner(rules: Rules, reviewer: User) -> User | None:
    """From whose votes the reviewer's order is learnt: the own ones; None, from everybody's, where one decides."""
    return None if rules.all_by_one else reviewer


def _calibrated(citations: Sequence[int], stage: str) -> dict[int, int]:
    """Each reviewer of the round, and who voted without being in it: no vote stands in for one that is owed."""
    through = CalibrationRound.citations.through.objects.filter(
        citation__in=citations, calibrationround__stage=stage, calibrationround__closed_at=None
    )
    rounds = dict(through.values_list("citation", "calibrationround"))
    if not rounds:
        return {}
    people: dict[int, set[int]] = defaultdict(set)
    reviewers = CalibrationRound.reviewers.through.objects.filter(calibrationround__in=set(rounds.values()))
    for number, user in reviewers.values_list("calibrationround", "user"):
        people[number].add(user)
    found = {key: set(people[number]) for key, number in rounds.items()}
    said = Decision.objects.standing().filter(stage=stage).order_by()
    for where in ("citation", "citation__into"):
        for key, user in said.filter(**{f"{where}__in": rounds}).values_list(where, "reviewer"):
            found[key].add(user)
    return {key: len(needed) for key, needed in found.items()}
