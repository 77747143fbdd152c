"""How the work of screening is spread, and how far each person is.

Of others only what is decided is counted, and only its times: how much somebody else has screened must not tell that
he or she has an open vote. That is `visible_at`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from reviews.models import Job, Member, Review, User
from studies.models import Assignment, Decision, ShareOut, Stage, State
from studies.pace import Pace, pace
from studies.queries.policies import Owed, in_force, owed
from studies.queries.sharing import SCREENING, everybodys, shares_in_force, weights
from studies.queries.votes import (
    CLOSED,
    OPEN,
    in_stage,
    is_in,
    standing_votes,
    state_column,
    unscreened,
    visible_at,
    voted,
)

TIMES = 20_000
SHARING_OUT = "share_out"  # the kind of the job


@dataclass(frozen=True)
class Load:
    """One person at one stage. `screened` and `pace` are of what the viewer may know, `left` of what is not decided.

    `assigned` and `left` are None where nothing is asked of this person in particular.
    """

    member: Member
    is_me: bool
    weight: float
    assigned: int | None
    screened: int
    left: int | None
    pace: Pace | None
    last: datetime | None

    @property
    def is_gone(self) -> bool:
        return self.member.left_at is not None or self.member.role not in SCREENING

    @property
    def remaining(self) -> tuple[int, int] | None:
        return self.pace.remaining(self.left) if self.pace and self.left and not self.is_gone else None


@dataclass(frozen=True)
class StageLoad:
    """A stage as the viewer may know it: `states` counts citations by the state that he or she sees."""

    stage: Stage
    share: ShareOut | None
    assigned: bool
    states: dict[str, int]
    owed: Owed
    everybodys: int
    lists: int
    loads: list[Load]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def share_revision(self) -> int:
        return self.share.pk if self.share else 0


def workload(review: Review, viewer: User) -> list[StageLoad]:
    """Both stages, in a number of queries that hangs neither on people nor on citations."""
    members = list(review.members.select_related("user").order_by("user__name", "pk"))
    shares = shares_in_force(review)
    return [_stage(review, Stage(stage), viewer, members, shares.get(stage)) for stage in Stage.values]


def under_way(review: Review) -> list[Job]:
    """Sharing out, where citations are so many that it is done behind the page."""
    return list(review.jobs.unfinished().filter(kind=SHARING_OUT))


def _stage(review: Review, stage: Stage, viewer: User, members: list[Member], share: ShareOut | None) -> StageLoad:
    assigned = _assigned(review, stage)
    every = in_stage(review, stage)
    open_to_all = every.filter(everybodys(review, stage), **{f"{state_column(stage)}__in": OPEN})
    return StageLoad(
        stage=stage,
        share=share,
        assigned=bool(assigned),
        states=_states(review, stage, viewer),
        owed=owed(review, stage, in_force(review, stage)),
        everybodys=open_to_all.count(),
        lists=review.assignments.filter(stage=stage, share_out=None).count(),
        loads=_loads(review, stage, viewer, members, share, assigned),
    )


def _loads(
    review: Review,
    stage: Stage,
    viewer: User,
    members: list[Member],
    share: ShareOut | None,
    assigned: dict[int, tuple[int, int]],
) -> list[Load]:
    seen = visible_at(review.decisions.order_by(), review, stage, viewer)
    screened = _screened(review, stage, viewer)
    times = _times(seen.filter(carried=None, reopening=None))
    me = viewer.pk
    mine = sum(part.count() for part in unscreened(in_stage(review, stage), stage, viewer))
    shared = weights(share)

    def load(each: Member) -> Load:
        key, is_me = each.user_id, each.user_id == me
        count, left = assigned.get(key, (None, None))
        at = times.get(key, [])
        spread = shared.get(key, 0)
        left = mine if is_me and each.role in SCREENING else left
        return Load(each, is_me, spread, count, screened.get(key, 0), left, pace(at), max(at, default=None))

    involved = {*assigned, *screened, *shared}
    return [load(each) for each in members if each.user_id in involved or _screens(each)]


def _screens(member: Member) -> bool:
    return member.left_at is None and member.role in SCREENING


def _states(review: Review, stage: Stage, viewer: User) -> dict[str, int]:
    """What awaits a vote of others alone looks so to the viewer, the rest of it as if nobody had voted."""
    column = state_column(stage)
    rows = in_stage(review, stage).order_by().values_list(column)
    counts = {
        state: (n, mine)
        for state, n, mine in rows.annotate(n=Count("*"), mine=Count(column, filter=voted(stage, viewer)))
    }
    found = {str(state): counts.get(state, (0, 0))[0] for state in State}
    waiting, mine = counts.get(State.AWAITING, (0, 0))
    return found | {str(State.AWAITING): mine, str(State.UNDECIDED): found[State.UNDECIDED] + waiting - mine}


def _assigned(review: Review, stage: Stage) -> dict[int, tuple[int, int]]:
    """By reviewer how many citations are asked of him or her, and how many of these are not decided, whoever voted."""
    gone = review.citations.filter(standing=False).order_by()
    rows = Assignment.objects.filter(review=review, stage=stage).exclude(citation__in=gone.values("pk")).order_by()
    if stage == Stage.FULL_TEXT:
        rows = rows.filter(citation__in=in_stage(review, stage).order_by().values("pk"))
    undecided = in_stage(review, stage).filter(is_in(stage, OPEN)).order_by()
    left = Count("reviewer", filter=Q(citation__in=undecided.values("pk")))
    found = rows.values_list("reviewer").annotate(n=Count("*"), left=left)
    return {who: (count, rest) for who, count, rest in found}


def _screened(review: Review, stage: Stage, viewer: User) -> dict[int, int]:
    """By reviewer the citations of this stage that he or she has a say on: decided ones, and the viewer's own votes.

    Who voted only on what was joined into a citation has a say on that one: few, and added to the others.
    """
    votes = standing_votes(Decision.objects.order_by(), stage)
    decided = review.citations.standing().filter(is_in(stage, CLOSED)).order_by()
    counts = votes.filter(citation__in=decided.values("pk")).values_list("reviewer")
    found = Counter(dict(counts.annotate(n=Count("citation", distinct=True))))
    gone = review.citations.filter(standing=False).order_by()
    own = votes.filter(review=review, reviewer=viewer.pk).exclude(citation__in=gone.values("pk"))
    found[viewer.pk] += own.exclude(citation__in=decided.values("pk")).values("citation").distinct().count()
    joined = gone.filter(into__standing=True)
    there = visible_at(votes.filter(citation__in=joined.values("pk")), review, stage, viewer)
    here = votes.filter(citation__in=joined.values("into")).values_list("reviewer", "citation")
    found.update(who for who, _ in set(there.values_list("reviewer", "citation__into")).difference(here))
    return +found


def _times(rows: QuerySet[Decision]) -> dict[int, list[datetime]]:
    """By reviewer when he or she decided, of the last decisions of all.

    They come as the database writes them: Django takes several times as long to read so many.
    """
    zone, found = timezone.get_current_timezone(), defaultdict(list)
    written = rows.order_by("-pk").values_list("reviewer", Cast("decided_at", TextField()))[:TIMES]
    for who, text in written:
        at = datetime.fromisoformat(text)
        found[who].append((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone))
    return found
