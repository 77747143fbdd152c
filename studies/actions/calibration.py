"""Opening a calibration round, whose citations each of its reviewers screens, and closing it."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from reviews.actions import NotPossible
from reviews.models import Review, User, next_number
from reviews.trail import record, stated
from studies.actions.states import refresh_states
from studies.draws import shuffled
from studies.models import CalibrationRound, Citation, Lease, Stage
from studies.queries.calibration import screeners, undecided
from studies.queries.standing import standing_for

MOST, NAMED = 500, 10


class CannotCalibrate(NotPossible):
    """The sentence says why."""


@transaction.atomic
def open_calibration(
    *,
    review: Review,
    stage: str,
    reviewers: Sequence[User],
    by: User,
    count: int = 0,
    numbers: Sequence[int] = (),
    reason: str = "",
    seed: str = "",
) -> CalibrationRound:
    """Of the citations of these `numbers`, or of `count` drawn by a stored seed among those that nobody closed.

    Raises CannotCalibrate.
    """
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    people = _people(review, reviewers)
    undecided(review, stage).hold()
    drawn = "" if numbers else seed or secrets.token_hex(8)
    keys = _named(review, stage, numbers) if numbers else _drawn(review, stage, count, drawn)
    number = next_number(review, "calibration")
    made = CalibrationRound.objects.create(review=review, stage=stage, number=number, seed=drawn, opened_by=by)
    made.reviewers.set(people)
    made.citations.set(keys)
    refresh_states(review=review, citations=keys, stage=stage, by=by)
    Lease.objects.filter(citation__in=keys, stage=stage).delete()
    told = {"stage": stage, "reviewers": [str(each) for each in people], "citations": len(keys), "seed": drawn}
    record(review=review, by=by, verb="opened a calibration round", about=made, reason=reason.strip(), after=told)
    return made


@transaction.atomic
def close_calibration(*, calibration: CalibrationRound, reason: str, by: User) -> CalibrationRound:
    """From now on its citations need what the policy of the stage asks for. Raises CannotCalibrate, ReasonMissing."""
    reason = stated(reason)
    found = CalibrationRound.objects.select_for_update(of=("self",)).select_related("review").get(pk=calibration.pk)
    if found.closed_at is not None:
        raise CannotCalibrate(f"Calibration round {found.number} was closed already.")
    found.closed_at = timezone.now()
    found.save(update_fields=["closed_at"])
    keys = standing_for(list(found.citations.order_by("pk").values_list("pk", flat=True)))
    Citation.objects.filter(pk__in=keys).hold()
    refresh_states(review=found.review, citations=keys, stage=found.stage, by=by)
    Lease.objects.filter(citation__in=keys, stage=found.stage).delete()
    record(review=found.review, by=by, verb="closed a calibration round", about=found, reason=reason)
    return found


def _people(review: Review, reviewers: Sequence[User]) -> list[User]:
    people = list(screeners(review).filter(pk__in=[each.pk for each in reviewers]))
    if len(people) < max(2, len({each.pk for each in reviewers})):
        raise CannotCalibrate("A calibration round needs two reviewers or more, who are members and may screen.")
    return people


def _named(review: Review, stage: str, numbers: Sequence[int]) -> list[int]:
    found = dict(undecided(review, stage).filter(number__in=numbers).values_list("number", "pk"))
    missing = sorted(set(numbers) - found.keys())
    if missing:
        some = ", ".join(map(str, missing[:NAMED])) + (" and more" if len(missing) > NAMED else "")
        raise CannotCalibrate(
            f"These are decided at {Stage(stage).label}, in another open round, or not there to be screened: {some}."
        )
    return sorted(found.values())


def _drawn(review: Review, stage: str, count: int, seed: str) -> list[int]:
    waiting = dict(undecided(review, stage).values_list("number", "pk"))
    if not 1 <= count <= MOST:
        raise CannotCalibrate(f"Say how many citations are drawn, 1 to {MOST}, or name their numbers.")
    if count > len(waiting):
        raise CannotCalibrate(
            f"Only {len(waiting):,} citations wait to be decided at {Stage(stage).label}: draw fewer."
        )
    return sorted(waiting[number] for number in shuffled(seed, waiting)[:count])
