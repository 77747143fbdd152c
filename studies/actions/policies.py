"""Setting how a stage is screened: every vote stays, and what is still owed is derived anew."""

import secrets

from django.db import transaction

from reviews.actions import NotPossible
from reviews.models import Review, User
from reviews.revisions import Stale
from reviews.trail import record
from studies.actions.learning import learn_all_soon
from studies.actions.spreading import spread_all
from studies.actions.states import refresh_states
from studies.models import Citation, Lease, Mode, Ranking, ScreeningPolicy, Settles
from studies.queries.policies import in_force

MOST_PERCENT = 99


class NoShare(NotPossible):
    """A sample without its share, or a share without a sample."""


@transaction.atomic
def set_policy(
    *,
    review: Review,
    stage: str,
    mode: str,
    by: User,
    percent: int = 0,
    settles: str = "",
    own_conflicts: bool | None = None,
    reason: str = "",
    revision: int | None = None,
) -> ScreeningPolicy:
    """The policy of a stage from now on; what is left out stays as it was, and so does the seed of the sample.

    `revision` is the key of the policy that was seen. Raises NoShare, Stale when there is another one by now. The same
    policy again changes nothing.
    """
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    before = in_force(review, stage)
    if revision and before.pk != revision:
        raise Stale(before)
    new = ScreeningPolicy(
        review=review,
        stage=stage,
        mode=Mode(mode),
        percent=_share(mode, percent),
        seed=before.seed or secrets.token_hex(8),
        settles=Settles(settles or before.settles),
        own_conflicts=before.own_conflicts if own_conflicts is None else own_conflicts,
        set_by=by,
    )
    if before.pk and _told(before) == _told(new):
        return before
    review.citations.standing().hold()
    new.save()
    refresh_all(review=review, stage=stage, by=by)
    # What was decided by one is open again where two decide: no order may tell of it.
    Ranking.objects.filter(review=review, stage=stage).delete()
    learn_all_soon(review=review, by=by)
    Lease.objects.filter(review=review, stage=stage).delete()
    spread_all(review=review, stage=stage, key=f"policy-{new.pk}", by=by)
    record(
        review=review, by=by, verb="set how to screen", about=new, reason=reason, before=_told(before), after=_told(new)
    )
    return new


@transaction.atomic
def refresh_all(*, review: Review, stage: str, by: User | None) -> None:
    """Derive the states of all that anybody has voted on."""
    voted = review.decisions.filter(stage=stage).order_by().values_list("citation", flat=True).distinct()
    standing = review.citations.filter(pk__in=voted, into=None).values_list("pk", flat=True)
    joined = Citation.objects.filter(pk__in=voted, into__isnull=False).values_list("into", flat=True)
    refresh_states(review=review, citations=sorted({*standing, *joined}), stage=stage, by=by)


def _share(mode: str, percent: int) -> int:
    if mode == Mode.SAMPLE and not 1 <= percent <= MOST_PERCENT:
        raise NoShare(f"Say how many percent of the citations a second reviewer screens: 1 to {MOST_PERCENT}.")
    return percent if mode == Mode.SAMPLE else 0


def _told(policy: ScreeningPolicy) -> dict[str, object]:
    told: dict[str, object] = {"stage": policy.stage, "mode": str(policy.mode)}
    if policy.mode == Mode.SAMPLE:
        told |= {"percent": policy.percent, "seed": policy.seed}
    return told | {"settles": str(policy.settles), "own conflicts": policy.own_conflicts}
