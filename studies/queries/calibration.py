"""Calibration rounds as one person may see them: one's own progress, and of the others only what all have decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from reviews.models import Event, Review, User
from studies.agreement import Row, compare
from studies.models import CalibrationRound, Citation, Decision, Stage
from studies.queries import sharing
from studies.queries.agreement import Part, Two, rows
from studies.queries.votes import OPEN, in_stage, standing_votes, state_column, voted

# A vote on a citation that was joined into another counts there.
WAYS = ("citation", "citation__into")


def screeners(review: Review) -> QuerySet[User]:
    """Those who may screen now."""
    return User.objects.filter(pk__in=sharing.screeners(review).values("user")).order_by("name", "pk")


def undecided(review: Review, stage: str) -> QuerySet[Citation]:
    """What a round can be made of: nobody closed it, and no other open round has it. Open votes make no difference."""
    taken = CalibrationRound.citations.through.objects.filter(
        calibrationround__review=review, calibrationround__stage=stage, calibrationround__closed_at=None
    )
    waiting = in_stage(review, stage).filter(**{f"{state_column(stage)}__in": OPEN})
    return waiting.exclude(pk__in=taken.values("citation")).order_by("number")


def calibrating(review: Review, stage: str, viewer: User) -> list[int]:
    """Numbers of the citations that the viewer still owes to open rounds, in order."""
    mine = CalibrationRound.objects.filter(review=review, stage=stage, closed_at=None, reviewers=viewer)
    waiting = in_stage(review, stage).filter(
        ~voted(stage, viewer), pk__in=mine.values("citations"), **{f"{state_column(stage)}__in": OPEN}
    )
    return list(waiting.order_by("number").values_list("number", flat=True))


def next_to_calibrate(review: Review, stage: str, viewer: User, after: int = 0) -> int | None:
    """What comes before all else in the viewer's queue; beginning again at the top behind the last of the round."""
    owed = [number for number in calibrating(review, stage, viewer) if number != after]
    return next((number for number in owed if number > after), owed[0] if owed else None)


@dataclass(frozen=True)
class Round:
    """`own` is how many of its citations the viewer has voted on, None for who is not in it.

    `agreement` is that of its reviewers, of those of its citations on which no vote is awaited, as it was at its end.
    """

    round: CalibrationRound
    citations: int
    decided: int
    own: int | None
    reviewers: list[User]
    gone: list[User]
    events: list[Event]
    agreement: list[Two]

    @property
    def number(self) -> int:
        return self.round.number

    @property
    def left(self) -> int:
        return self.citations - (self.own or 0)

    @property
    def listed(self) -> list[tuple[Two, str]]:
        return [(each, "") for each in self.agreement]

    @property
    def mean(self) -> float | None:
        """Of the kappas of its pairs, where there are several and each has one."""
        kappas = [each.kappa.kappa for each in self.agreement if each.kappa.kappa is not None]
        return sum(kappas) / len(kappas) if len(kappas) == len(self.agreement) > 1 else None


class Rounds:
    """All rounds of a review for one viewer, read in a constant number of queries."""

    def __init__(self, review: Review, viewer: User) -> None:
        self.review, self.viewer = review, viewer
        self.present = set(screeners(review).values_list("pk", flat=True))
        self.citations: dict[int, set[int]] = defaultdict(set)
        through = CalibrationRound.citations.through.objects.filter(calibrationround__review=review)
        for number, citation in through.values_list("calibrationround", "citation"):
            self.citations[number].add(citation)
        self.events: dict[int, list[Event]] = defaultdict(list)
        for event in review.events.filter(object_type="calibrationround").select_related("actor").order_by("pk"):
            self.events[event.object_id or 0].append(event)
        part = Part(review.citations.filter(pk__in=through.values("citation")))
        self.states = {stage: self._states(stage, part) for stage in Stage.values}
        self.rows = {stage: list(rows(review, stage, part)) for stage in Stage.values}
        self.said = {stage: self._said(stage) for stage in Stage.values}
        self.times = {key: at for way in WAYS for key, at in self._votes(way).values_list("pk", "decided_at")}

    def latest_first(self) -> list[Round]:
        found = self.review.calibration_rounds.order_by("-number").select_related("opened_by")
        return [self._round(each) for each in found.prefetch_related("reviewers")]

    def _round(self, each: CalibrationRound) -> Round:
        states = {key: state for key, state in self.states[each.stage].items() if key in self.citations[each.pk]}
        people = sorted(each.reviewers.all(), key=lambda user: (user.name, user.pk))
        return Round(
            each,
            len(states),
            sum(state not in OPEN for state in states.values()),
            len(states.keys() & self.said[each.stage]) if self.viewer in people else None,
            people,
            [user for user in people if user.pk not in self.present],
            self.events[each.pk],
            self._agreement(each, {user.pk: user for user in people}),
        )

    def _agreement(self, each: CalibrationRound, people: dict[int, User]) -> list[Two]:
        among = self.citations[each.pk]
        counting = (row for row in self.rows[each.stage] if row.item in among and row.reviewer in people)
        found = compare(row for row in counting if self._counts(row, each.closed_at))
        return [Two(each.stage, people[a], people[b], compared) for (a, b), compared in found.items()]

    def _counts(self, row: Row, until: datetime | None) -> bool:
        """What was said after the end does not count; nor does what was taken back after it."""
        return until is None or row.undoes is not None or self.times[row.id] <= until

    def _states(self, stage: str, part: Part) -> dict[int, str]:
        found = in_stage(self.review, stage).filter(pk__in=part.citations).order_by()
        return dict(found.values_list("pk", state_column(stage)))

    def _said(self, stage: str) -> set[int]:
        said = (standing_votes(self._votes(way).filter(reviewer=self.viewer.pk), stage) for way in WAYS)
        return {key for way, votes in zip(WAYS, said, strict=True) for key in votes.values_list(way, flat=True)}

    def _votes(self, way: str) -> QuerySet[Decision]:
        among = CalibrationRound.citations.through.objects.filter(calibrationround__review=self.review)
        return Decision.objects.order_by().filter(**{f"{way}__in": among.values("citation")})
