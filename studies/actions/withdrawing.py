"""Taking a whole batch out of the review, even after screening began, and bringing it back as it was.

Nothing is deleted: records of a withdrawn batch stay in their citations and count nowhere. A citation that another
batch brought too stays, with its votes, its words chosen from the records that count; one without any other origin
leaves every list, count and queue, its votes and its document parked with it. What was joined by way of its records
alone stands apart. So bringing back restores what was there before.
"""

from typing import Any

from django.db import transaction

from reviews import jobs
from reviews.actions import NotPossible
from reviews.jobs.kinds import Progress
from reviews.models import Job, User, next_number
from reviews.trail import record, stated
from studies.actions.moving import Moves
from studies.actions.parting import Parting
from studies.models import Batch
from studies.models.searching import BatchState
from studies.queries.joining import TURN

KIND = "withdraw_batch"
LARGE = 3000
VERBS = {BatchState.WITHDRAWN: "withdrew", BatchState.LOADED: "brought back"}

MOVED = {BatchState.WITHDRAWN: "taken apart", BatchState.LOADED: "joined again"}


class NotWithdrawable(NotPossible):
    """The sentence says why."""


@transaction.atomic
def withdraw_batch(*, batch: Batch, reason: str, by: User | None) -> Batch:
    """At once, or by a job when it is large: the batch then stands until that is done.

    Raises ReasonMissing, and NotWithdrawable for one that is not wholly loaded; again, it changes nothing.
    """
    found = _opened(batch)
    if found.state != BatchState.WITHDRAWN:
        if not found.complete:
            raise NotWithdrawable("The batch is not wholly loaded: let it finish, or stop it.")
        _turn(found, BatchState.WITHDRAWN, stated(reason), by=by)
    return found


@transaction.atomic
def bring_back_batch(*, batch: Batch, by: User | None, reason: str = "") -> Batch:
    """Its records count again, and citations that had no other origin stand again with their votes."""
    found = _opened(batch)
    if found.state == BatchState.WITHDRAWN:
        _turn(found, BatchState.LOADED, reason.strip(), by=by)
    return found


@jobs.kind(KIND)
def withdraw(job: Job, progress: Progress) -> dict[str, Any]:
    """All of it or nothing: begun again after a crash, it finds the batch as it was, or done."""
    said = job.payload
    progress(0, 1, "withdrawing" if said["state"] == BatchState.WITHDRAWN else "bringing back")
    with transaction.atomic():
        batch = _opened(Batch.objects.get(pk=said["batch"]))
        if batch.state != said["state"]:
            _carry_out(batch, BatchState(said["state"]), said["reason"], job.created_by)
    return {"batch": batch.number, "state": batch.state}


def _opened(batch: Batch) -> Batch:
    """Behind the lock under which all joining is done."""
    next_number(batch.review, TURN)
    return Batch.objects.select_for_update(of=["self"]).select_related("review", "job").get(pk=batch.pk)


def _turn(batch: Batch, state: BatchState, reason: str, *, by: User | None) -> None:
    if batch.records.count() <= LARGE:
        _carry_out(batch, state, reason, by)
        return
    payload = {"batch": batch.pk, "entries": batch.entries, "state": state.value, "reason": reason}
    batch.job = jobs.start(review=batch.review, by=by, kind=KIND, payload=payload, key=str(batch.pk))
    batch.save(update_fields=["job"])


def _carry_out(batch: Batch, state: BatchState, reason: str, by: User | None) -> None:
    standing = batch.review.citations.standing()
    before = standing.count()
    batch.state = state
    batch.save(update_fields=["state"])
    moves = Moves(review=batch.review, by=by)
    parting = Parting(review=batch.review, moves=moves)
    keys = list(batch.records.exclude(citation=None).order_by().values_list("citation", flat=True).distinct())
    moves.derived.grown += keys
    if state == BatchState.WITHDRAWN:
        parting.part(keys)
    else:
        parting.reunite(batch)
    moves.follow()
    told = {"records": batch.records.count(), "citations": abs(standing.count() - before - parting.count)}
    told |= {MOVED[state]: abs(parting.count)} if parting.count else {}
    record(review=batch.review, by=by, verb=VERBS[state], about=batch, reason=reason, after=told)
