"""How the work of screening is spread, and how far each person is.

Of others only what is decided is counted, and only its times: how much somebody else has screened must not tell that
he or she has an open vote. That is `visible_at`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from reviews.models import Job, Member, Review, User
from studies.models import Assignment, Decision, ShareOut, Stage, State
from studies.pace import Pace, pace
from studies.queries.policies import Owed, in_force, owed
from studies.queries.sharing import SCREENING, everybodys, shares_in_force, weights
from studies.queries.votes import OPEN, in_stage, state_column, unscreened, visible_at

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
    seen = visible_at(Decision.objects.filter(review=review), stage, viewer)
    screened = _screened(review, stage, viewer)
    times = _times(seen.filter(carried=None, reopening=None))
    mine = sum(part.count() for part in unscreened(in_stage(review, stage), stage, viewer))
    shared = weights(share)

    def load(each: Member) -> Load:
        key, is_me = each.user_id, each.user_id == viewer.pk
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
    shown = f"shown_{stage}"
    rows = in_stage(review, stage).as_seen_by(viewer).order_by().values_list(shown)
    return {str(state): 0 for state in State} | dict(rows.annotate(n=Count("*")))


def _assigned(review: Review, stage: Stage) -> dict[int, tuple[int, int]]:
    """By reviewer how many citations are asked of him or her, and how many of these are not decided, whoever voted."""
    rows = Assignment.objects.filter(review=review, stage=stage, citation__standing=True).order_by()
    if stage == Stage.FULL_TEXT:
        rows = rows.filter(citation__state_title_abstract=State.INCLUDED)
    left = Count("pk", filter=Q(**{f"citation__{state_column(stage)}__in": OPEN}))
    found = rows.values_list("reviewer").annotate(n=Count("pk"), left=left)
    return {who: (count, rest) for who, count, rest in found}


def _screened(review: Review, stage: Stage, viewer: User) -> dict[int, int]:
    """By reviewer the citations of this stage that he or she has a say on: decided ones, and the viewer's own votes."""
    rows = visible_at(Decision.objects.filter(review=review), stage, viewer).order_by()
    rows = rows.filter(Q(citation__standing=True) | Q(citation__into__standing=True))
    stands = Coalesce("citation__into", "citation")
    return dict(rows.values_list("reviewer").annotate(n=Count(stands, distinct=True)))


def _times(rows: QuerySet[Decision]) -> dict[int, list[datetime]]:
    """By reviewer when he or she decided, of the last decisions of all."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for who, at in rows.order_by("-pk").values_list("reviewer", "decided_at")[:TIMES]:
        found[who].append(timezone.localtime(at))
    return found
