"""The queue of one reviewer at one stage, and how far he or she is: nothing in it hangs on a colleague's open vote."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reviews.models import Review, User
from studies.models import Citation, Decision, Order, OrderChoice, Ranking, Stage, State
from studies.queries.calibration import next_to_calibrate
from studies.queries.leases import full
from studies.queries.orders import ByNumber, ByPlace, Learnt, Shuffled, choice_in_force, ranking_for
from studies.queries.policies import Rules, learner, rules_of
from studies.queries.sharing import falls_to, nobodys, screeners
from studies.queries.votes import OPEN, in_stage, open_to, state_column, voted, votes_of, waits
from studies.search import ask
from studies.search_index import matching

SHOWN = {
    "": "All citations",
    "left": "To screen",
    "include": "Included by me",
    "exclude": "Excluded by me",
    "unsure": "Unsure to me",
    "conflict": "In conflict",
}

PAIR = 2


@dataclass(frozen=True)
class Desk:
    """Where a reviewer works: a stage, and which part of its citations the queue shows.

    `skipped` are numbers of citations put off to the end of the round, in the order in which they were.
    """

    review: Review
    stage: str
    viewer: User
    show: str = ""
    find: str = ""
    skipped: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        return f"{Stage(self.stage).label} screening".capitalize()

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in (("show", self.show), ("find", self.find)) if value})

    def queue(self) -> QuerySet[Citation]:
        """In the order of the numbers, which no vote changes."""
        found = matching(in_stage(self.review, self.stage), ask(self.find).tree)
        if self.show == "left":
            untouched, awaiting = open_to(found.filter(self.asked), self.stage, self.viewer)
            found = untouched | awaiting
        elif self.show == State.CONFLICT:
            found = found.filter(**{state_column(self.stage): State.CONFLICT})
        elif self.show:
            # Not EXISTS: a database that asks it of each citation walks through all of them for a queue of few.
            found = found.filter(pk__in=votes_of(self.review, self.stage, self.viewer).values("citation"))
            found = found.annotate(own=self._own("verdict")).filter(own=self.show)
        return found.order_by("number")

    @cached_property
    def choice(self) -> OrderChoice:
        return choice_in_force(self.review, self.stage, self.viewer)

    @property
    def orders(self) -> list[tuple[str, str]]:
        return list(Order.choices)

    @cached_property
    def ranking(self) -> Ranking | None:
        """What the order is learnt from, where it is; what one may see of it after one's own decision."""
        if self.choice.order != Order.LIKELY:
            return None
        return ranking_for(self.review, self.stage, learner(self.rules, self.viewer))

    @cached_property
    def order(self) -> ByNumber | ByPlace:
        """Of all that the stage is about."""
        citations = self._listed(in_stage(self.review, self.stage))
        if self.choice.order == Order.RANDOM:
            return Shuffled(citations, self.review, self.stage, self.choice.seed)
        return Learnt(citations, self.stage, self.ranking) if self.ranking else ByNumber(citations)

    @property
    def narrowed(self) -> ByNumber:
        """What is looked for stands in the order of the numbers."""
        return ByNumber(self._listed(self.queue()))

    @cached_property
    def progress(self) -> "Progress":
        return progress(self)

    def conflicts(self) -> int:
        """All that wait for whoever settles."""
        return in_stage(self.review, self.stage).filter(**{state_column(self.stage): State.CONFLICT}).count()

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.review, self.stage)

    @cached_property
    def asked(self) -> Q:
        """Of citations: what falls to the viewer."""
        return falls_to(self.viewer, self.stage, calibrating=self.rules.calibrating)

    @cached_property
    def crowded(self) -> bool:
        """Are there more people than decide on a citation? Then it is held for those it is in front of.

        What is asked of people by name is asked of no more than that.
        """
        if not self.rules.by_one and screeners(self.review).count() <= PAIR:
            return False
        return not self.asked or self._anybodys().exists()

    def next_waiting(self, after: int = 0) -> int | None:
        """Number of the next citation to screen, which is not `after`: those skipped come last.

        What is looked for narrows it; what is shown does not. What an open calibration round waits for comes first.
        """
        calibrates = self.rules.calibrating and not self.find
        if calibrates and (owed := next_to_calibrate(self.review, self.stage, self.viewer, after)):
            return owed
        order = replace(self, show="").narrowed if self.find else self.order
        waiting = ForViewer(self, (after, *self.skipped))
        return order.next_waiting(waiting, after, self.progress.left) or self._first_skipped(after)

    def waits(self, number: int) -> bool:
        """Does it still wait for this reviewer, and is in front of nobody else?"""
        return ForViewer(self).all(in_stage(self.review, self.stage).filter(number=number)).exists()

    def _anybodys(self) -> QuerySet[Citation]:
        waiting = {f"{state_column(self.stage)}__in": OPEN}
        return in_stage(self.review, self.stage).filter(nobodys(self.stage), **waiting).order_by()

    def _first_skipped(self, after: int) -> int | None:
        if not self.skipped:
            return None
        found = replace(self, show="").queue().filter(number__in=self.skipped)
        waiting = set(ForViewer(self, (after,)).all(found).values_list("number", flat=True))
        return next((number for number in self.skipped if number in waiting), None)

    def last_voted(self) -> int:
        mine = votes_of(self.review, self.stage, self.viewer)
        return mine.order_by("-pk").values_list("citation__number", flat=True).first() or 0

    def _own(self, column: str) -> Any:
        mine = Decision.objects.filter(citation=OuterRef("pk"), stage=self.stage, reviewer=self.viewer)
        return Coalesce(Subquery(mine.order_by("-pk").values(column)[:1]), Value(""))

    def _listed(self, found: QuerySet[Citation]) -> QuerySet[Citation]:
        return self.annotated(found).only("review", "number", "title", "authors", "year")

    def annotated(self, found: QuerySet[Citation]) -> QuerySet[Citation]:
        """With what this reviewer said, and the state that he or she may know."""
        return found.as_seen_by(self.viewer).annotate(own=self._own("verdict"))


@dataclass(frozen=True)
class ForViewer:
    """What waits for the viewer and is in front of nobody else, but for some numbers."""

    desk: Desk
    but: tuple[int, ...] = ()

    def parts(self, citations: QuerySet[Citation]) -> tuple[QuerySet[Citation], ...]:
        return open_to(self._free(citations).filter(self.desk.asked), self.desk.stage, self.desk.viewer)

    def all(self, citations: QuerySet[Citation]) -> QuerySet[Citation]:
        return self._free(citations).filter(self.desk.asked, waits(self.desk.stage, self.desk.viewer))

    def _free(self, citations: QuerySet[Citation]) -> QuerySet[Citation]:
        desk = self.desk
        if desk.crowded:
            citations = citations.exclude(pk__in=full(desk.review, desk.stage, desk.viewer))
        return citations.exclude(number__in=self.but) if any(self.but) else citations


@dataclass(frozen=True)
class Progress:
    """Of what falls to this reviewer `done` of `total` are screened as far as he or she can."""

    total: int
    left: int

    @property
    def done(self) -> int:
        return self.total - self.left


def progress(desk: Desk) -> Progress:
    column = state_column(desk.stage)
    rows = in_stage(desk.review, desk.stage).filter(desk.asked).order_by().values_list(column)
    # The key is in no index of PostgreSQL: who counts it there reads the citations themselves.
    mine = Count(column, filter=voted(desk.stage, desk.viewer))
    counts = {state: (count, own) for state, count, own in rows.annotate(n=Count("*"), mine=mine)}
    left = sum(count - own for state, (count, own) in counts.items() if state in OPEN)
    return Progress(sum(count for count, _ in counts.values()), left)
