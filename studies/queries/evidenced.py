"""The citations behind the numbers of the evidence for stopping: screened, found, and excluded in a row since."""

from typing import Any

from django.db.models import Max, Q, QuerySet

from reviews.models import Review, User
from studies.models import Citation, Decision, State, Verdict
from studies.models.citations import STANDS
from studies.queries.learning import SETTLED
from studies.queries.stopping import in_order
from studies.queries.votes import in_stage, standing_votes, state_column

SCREENED, FOUND, IN_A_ROW = "screened", "found", "row"
PARTS = (SCREENED, FOUND, IN_A_ROW)


def evidenced(review: Review, stage: str, viewer: User, part: str) -> QuerySet[Citation]:
    """As many as `evidence` of the same viewer counts."""
    column = state_column(stage)
    settled, own = Q(**{f"{column}__in": SETTLED}), _own(review, stage, viewer)
    if part == FOUND:
        return in_stage(review, stage).filter(Q(**{column: State.INCLUDED}) | ~settled & _in(own, Verdict.INCLUDE))
    screened = in_stage(review, stage).filter(settled | _in(own, Verdict.INCLUDE, Verdict.EXCLUDE))
    found = [at for at, label in in_order(review, stage, viewer) if label] if part == IN_A_ROW else []
    if not found:
        return screened
    since = _votes(review, stage).filter(pk__gt=found[-1]).values("stands")
    others = settled & Q(pk__in=since) & ~Q(pk__in=own.values("stands"))
    return screened.filter(Q(pk__in=own.filter(pk__gt=found[-1]).values("stands")) | others)


def _votes(review: Review, stage: str) -> QuerySet[Decision]:
    votes = standing_votes(review.decisions.order_by(), stage)
    return votes.annotate(stands=STANDS)


def _own(review: Review, stage: str, viewer: User) -> QuerySet[Decision]:
    """By citation the viewer's last vote, also on what was joined into it."""
    last = _votes(review, stage).filter(reviewer=viewer.pk).values("stands").annotate(last=Max("pk"))
    return _votes(review, stage).filter(pk__in=last.values("last"))


def _in(own: QuerySet[Decision], *verdicts: Any) -> Q:
    return Q(pk__in=own.filter(verdict__in=verdicts).values("stands"))
