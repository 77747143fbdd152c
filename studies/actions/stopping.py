"""Stopping to screen with the evidence there is, and going on: nothing is decided by it, and nothing is hidden."""

from typing import Any

from django.db import transaction

from reviews.actions import NotPossible
from reviews.models import Review, User
from reviews.trail import record, stated
from studies.models import ScreeningStop
from studies.queries.stopping import standing_stop
from studies.queries.votes import verb


class CannotStop(NotPossible):
    """The sentence says why."""


@transaction.atomic
def stop_screening(*, review: Review, stage: str, evidence: dict[str, Any], reason: str, by: User) -> ScreeningStop:
    """Keep where the team stopped, why, and what it knew then. Raises CannotStop when it has stopped, ReasonMissing."""
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if standing_stop(review, stage):
        raise CannotStop("Screening at this stage was stopped already.")
    said = {"reason": stated(reason), "evidence": evidence, "stopped_by": by}
    stop = ScreeningStop.objects.create(review=review, stage=stage, **said)
    record(review=review, by=by, verb=verb(stage, "stopped screening"), about=stop, reason=reason, after=evidence)
    return stop


@transaction.atomic
def resume_screening(*, review: Review, stage: str, reason: str, by: User) -> ScreeningStop:
    """Go on screening; the stop stays readable. Raises CannotStop when nobody stopped, ReasonMissing."""
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    stop = standing_stop(review, stage)
    if stop is None:
        raise CannotStop("Screening at this stage goes on already.")
    resumed = ScreeningStop.objects.create(
        review=review, stage=stage, reason=stated(reason), resumes=stop, stopped_by=by
    )
    record(review=review, by=by, verb=verb(stage, "resumed screening"), about=stop, reason=reason)
    return resumed
