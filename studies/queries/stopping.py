"""The evidence for stopping at a stage, made of what the viewer may know: the own votes, and what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

import numpy as np
from django.db.models import Max, Q, QuerySet
from numpy.typing import NDArray

from reviews.models import Review, User
from studies.models import Citation, Decision, Order, OrderChoice, Ranking, ScreeningStop, State
from studies.queries.learning import LABELS, SETTLED
from studies.queries.votes import in_stage, standing_votes, state_column
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
    labels = [label for _, label in in_order(review, stage, viewer)]
    return Evidence(np.array(labels, np.int8), in_stage(review, stage).count(), target)


def in_order(review: Review, stage: str, viewer: User) -> list[tuple[int, int]]:
    """Of each citation the key of the vote that it is known by, and its label; first, by 0, those without a vote."""
    staged, column = in_stage(review, stage).order_by(), state_column(stage)
    settled = staged.filter(**{f"{column}__in": SETTLED})
    included = set(settled.filter(**{column: State.INCLUDED}).values_list("pk", flat=True))
    known = _known_since(review, stage, viewer, settled)
    silent = included.difference(known)
    without_vote = [(0, 0)] * (settled.count() - len(known) - len(silent)) + [(0, 1)] * len(silent)
    known = {key: (at, key in included) for key, at in known.items()} | _own_votes(review, stage, viewer, staged)
    return without_vote + sorted(known.values())


def _known_since(review: Review, stage: str, viewer: User, settled: QuerySet[Citation]) -> dict[int, int]:
    """By settled citation the viewer's last vote, or else the last of all, also on what was joined into it."""
    votes, own = standing_votes(Decision.objects.order_by(), stage), Max("pk", filter=Q(reviewer=viewer.pk))
    alone = votes.filter(citation__in=settled.values("pk")).values_list("citation").annotate(own=own, at=Max("pk"))
    found = {key: (mine or 0, at) for key, mine, at in alone}
    joined = votes.filter(citation__in=_joined_into(review, settled)).values_list("citation__into")
    for key, mine, at in joined.annotate(own=own, at=Max("pk")):
        before = found.get(key, (0, 0))
        found[key] = (max(mine or 0, before[0]), max(at, before[1]))
    return {key: mine or at for key, (mine, at) in found.items()}


def _own_votes(review: Review, stage: str, viewer: User, staged: QuerySet[Citation]) -> dict[int, tuple[int, int]]:
    """By citation that is not settled the viewer's last vote and what it says."""
    waiting = staged.filter(**{f"{state_column(stage)}__in": [state for state in State if state not in SETTLED]})
    votes = standing_votes(Decision.objects.order_by(), stage).filter(reviewer=viewer.pk)
    rows = list(votes.filter(citation__in=waiting.values("pk")).values_list("pk", "citation", "verdict"))
    joined = votes.filter(citation__in=_joined_into(review, waiting))
    rows += joined.values_list("pk", "citation__into", "verdict")
    found = {key: (at, verdict) for at, key, verdict in sorted(rows)}
    return {key: (at, LABELS[verdict]) for key, (at, verdict) in found.items() if verdict in LABELS}


def _joined_into(review: Review, citations: QuerySet[Citation]) -> QuerySet[Any]:
    return review.citations.filter(standing=False, into__in=citations.values("pk")).order_by().values("pk")


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
