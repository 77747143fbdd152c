"""The evidence for stopping at a stage, made of what the viewer may know: the own votes, and what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviews.models import Review, User
from studies.models import Decision, Order, OrderChoice, Ranking, ScreeningStop, Stage
from studies.queries.learning import LABELS, SETTLED
from studies.queries.votes import in_stage, state_column, visible_at
from studies.ranking.foresight import Foresight, foresee
from studies.ranking.progress import claim_curve, found_curve, p_curve
from studies.ranking.stopping import claimable_recall, misses_in_a_row, needed, recall_test

TARGETS = (0.95, 0.9, 0.8)
CONFIDENCE = 0.95
POINTS, CLAIMS, ROWS = 100, 25, 20
# Shares of relevant citations that reviews of this kind end with; the second is that of Zhao et al. 2022 (32 of 7,175).
SUPPOSED = (0.01, 32 / 7175)


@dataclass(frozen=True)
class Evidence:
    """What was screened of how many, in order: `labels` are 1 for an inclusion, 0 for an exclusion."""

    labels: NDArray[np.int8]
    total: int
    target: float

    @property
    def screened(self) -> int:
        return len(self.labels)

    @property
    def found(self) -> int:
        return int(self.labels.sum())

    @property
    def left(self) -> int:
        return self.total - self.screened

    @cached_property
    def p(self) -> float:
        return recall_test(self.labels, self.total, self.target)

    @property
    def met(self) -> bool:
        """Does the test reject that recall is below the target? Nothing found is no evidence of having found it."""
        return self.found > 0 and self.p < 1 - CONFIDENCE

    @cached_property
    def claim(self) -> float:
        return claimable_recall(self.labels, self.total, CONFIDENCE)

    @property
    def claimed(self) -> float:
        """In percent, rounded down: a claim is not made larger than it is."""
        return percent(self.claim)

    @property
    def aim(self) -> float:
        return percent(self.target)

    @cached_property
    def cost(self) -> int:
        """Exclusions in a row, from now, until the target can be claimed."""
        return needed(self.labels, self.total, self.target, CONFIDENCE)

    @property
    def misses(self) -> int:
        return misses_in_a_row(self.labels)

    @cached_property
    def found_curve(self) -> Sequence[Any]:
        return found_curve(self.labels, self.total, POINTS)

    @cached_property
    def p_curve(self) -> Sequence[Any]:
        return p_curve(self.labels, self.total, self.target, POINTS)

    @cached_property
    def claim_curve(self) -> Sequence[Any]:
        return claim_curve(self.labels, self.total, CONFIDENCE, CLAIMS)

    @property
    def rows(self) -> list[tuple[int, int, float, float, float]]:
        """The figures as a table of at most 20 lines: screened, found, found in a random order, p, recall claimed."""
        claims = {each.screened: each.value for each in self.claim_curve}
        tests = {each.screened: each.value for each in self.p_curve}
        curve = {each.screened: each for each in self.found_curve}
        every = [at for at in claims if at in tests and at in curve]
        some = every[:: max(1, len(every) // ROWS)]
        kept = dict.fromkeys([*some, *every[-1:]])
        return [(at, curve[at].found, curve[at].by_chance, tests[at], percent(claims[at])) for at in kept]

    def as_told(self) -> dict[str, Any]:
        """For the report: what was known when the team stopped."""
        return {
            "citations": self.total,
            "screened": self.screened,
            "found": self.found,
            "excluded_in_a_row": self.misses,
            "target": self.target,
            "p": round(self.p, 6),
            "recall_claimed": self.claimed,
            "exclusions_until_target": self.cost,
        }


def percent(share: float) -> float:
    """With one decimal, rounded down."""
    return floor(share * 1000 + 1e-9) / 10


def evidence(review: Review, stage: str, viewer: User, target: float) -> Evidence:
    """In the order in which the viewer decided, or in which decisions of others became known."""
    column = state_column(stage)
    staged = in_stage(review, stage).order_by()
    settled = dict(staged.filter(**{f"{column}__in": SETTLED}).values_list("pk", column))
    votes = visible_at(Decision.objects.filter(review=review), stage, viewer).order_by("pk")
    own: dict[int, str] = {}
    order: dict[int, int] = {}
    columns = ("pk", "citation", "citation__into", "reviewer", "verdict")
    for at, key, into, reviewer, verdict in votes.values_list(*columns):
        citation = into or key
        if reviewer == viewer.pk:
            own[citation] = verdict
        if reviewer == viewer.pk or citation not in own:
            order[citation] = at
    labels = {key: LABELS[own[key]] for key in own if own[key] in LABELS}
    labels |= {key: LABELS[state] for key, state in settled.items()}
    reached = set(staged.values_list("pk", flat=True)) if stage == Stage.FULL_TEXT else None
    known = [key for key in labels if reached is None or key in reached]
    known.sort(key=lambda key: order.get(key, 0))
    return Evidence(np.array([labels[key] for key in known], np.int8), staged.count(), target)


def beforehand(total: int) -> list[tuple[int, int, Foresight]]:
    """What it would cost before anything is known: relevant ones supposed, target, and how many to screen."""
    supposed = dict.fromkeys(max(1, round(share * total)) for share in SUPPOSED) if total else {}
    return [(each, round(100 * aim), foresee(total, each, aim)) for each in supposed for aim in TARGETS]


def order_told(review: Review, stage: str, viewer: User) -> dict[str, Any]:
    """Mode, seed, and the model that made the order, as the report names them."""
    mine = OrderChoice.objects.filter(review=review, stage=stage, reviewer=viewer).order_by("-pk").first()
    choice = mine or OrderChoice(order=Order.LIKELY, seed=0)
    told: dict[str, Any] = {"order": choice.get_order_display()}
    if choice.order == Order.RANDOM:
        return told | {"seed": choice.seed}
    ranking = Ranking.objects.filter(review=review, stage=stage, reviewer=viewer).first()
    ranking = ranking or Ranking.objects.filter(review=review, stage=stage, reviewer=None).first()
    if choice.order == Order.LIKELY and ranking:
        told |= {"seed": ranking.seed, "model": ranking.model_version, "words": ranking.question}
    return told


def standing_stop(review: Review, stage: str) -> ScreeningStop | None:
    """Where the team stopped and did not go on."""
    last = ScreeningStop.objects.filter(review=review, stage=stage).select_related("stopped_by").order_by("-pk").first()
    return last if last and last.resumes_id is None else None
