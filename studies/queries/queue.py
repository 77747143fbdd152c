"""The queue of one reviewer at one stage, and how far he or she is: nothing in it hangs on a colleague's open vote."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reviews.models import Review, User
from studies.models import Citation, Decision, Stage, State
from studies.queries.sharing import falls_to
from studies.queries.votes import OPEN, in_stage, state_column, unscreened, voted, votes_of
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


@dataclass(frozen=True)
class Desk:
    """Where a reviewer works: a stage, and which part of its citations the queue shows."""

    review: Review
    stage: str
    viewer: User
    show: str = ""
    find: str = ""

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
            untouched, awaiting = unscreened(found, self.stage, self.viewer)
            found = untouched | awaiting
        elif self.show == State.CONFLICT:
            found = found.filter(**{state_column(self.stage): State.CONFLICT})
        elif self.show:
            # Not EXISTS: a database that asks it of each citation walks through all of them for a queue of few.
            found = found.filter(pk__in=votes_of(self.review, self.stage, self.viewer).values("citation"))
            found = found.annotate(own=self._own("verdict")).filter(own=self.show)
        return found.order_by("number")

    def next_waiting(self, after: int = 0) -> int | None:
        """Number of the next citation to screen in this queue, beginning again at the top behind the last."""
        queue = replace(self, show="").queue()
        behind, before = queue.filter(number__gt=after), queue.filter(number__lt=after)
        return self._first_waiting(behind) or (self._first_waiting(before) if after else None)

    def _first_waiting(self, citations: QuerySet[Citation]) -> int | None:
        parts = unscreened(citations, self.stage, self.viewer)
        found = [part.values_list("number", flat=True).first() for part in parts]
        return min((number for number in found if number), default=None)

    def last_voted(self) -> int:
        mine = votes_of(self.review, self.stage, self.viewer)
        return mine.order_by("-pk").values_list("citation__number", flat=True).first() or 0

    def _own(self, column: str) -> Any:
        mine = Decision.objects.filter(citation=OuterRef("pk"), stage=self.stage, reviewer=self.viewer)
        return Coalesce(Subquery(mine.order_by("-pk").values(column)[:1]), Value(""))

    def annotated(self, found: QuerySet[Citation]) -> QuerySet[Citation]:
        """With what this reviewer said, and the state that he or she may know."""
        return found.as_seen_by(self.viewer).annotate(own=self._own("verdict"))


@dataclass(frozen=True)
class Progress:
    """Of what falls to this reviewer `done` of `total` are screened as far as he or she can.

    `conflicts` are all that wait for whoever settles.
    """

    total: int
    left: int
    conflicts: int

    @property
    def done(self) -> int:
        return self.total - self.left


def progress(desk: Desk) -> Progress:
    column = state_column(desk.stage)
    every = in_stage(desk.review, desk.stage)
    rows = every.filter(falls_to(desk.viewer, desk.stage)).order_by().values_list(column)
    # The key is in no index of PostgreSQL: who counts it there reads the citations themselves.
    mine = Count(column, filter=voted(desk.stage, desk.viewer))
    counts = {state: (count, own) for state, count, own in rows.annotate(n=Count("*"), mine=mine)}
    left = sum(count - own for state, (count, own) in counts.items() if state in OPEN)
    conflicts = every.filter(**{column: State.CONFLICT}).count()
    return Progress(sum(count for count, _ in counts.values()), left, conflicts)
