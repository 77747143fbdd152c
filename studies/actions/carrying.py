"""Screening labels of another program carried over as votes: a lead says whose they are, nothing does it by itself.

A half-screened review goes on here in this way. The votes keep to all rules of votes; a vote that a member gave here
is never superseded by a label.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reviews.access import Capability, may
from reviews.actions import NotPossible
from reviews.models import User
from reviews.trail import record
from studies.actions.casting import BallotBox
from studies.actions.recording import Brought, Recording, Sorter
from studies.models import Batch, CarriedLabels, Decision, Stage, Verdict
from studies.models.citations import STANDS
from studies.models.searching import BatchState
from studies.queries.carrying import VERDICTS, Labelled, labels_of_records
from studies.queries.policies import rules_of
from studies.queries.votes import CARRIED, CARRIED_BACK, ballots


class NotCarried(NotPossible):
    """The sentence says why."""


@dataclass(frozen=True)
class Whose:
    """The labels of one reviewer in the file, and the member and stage whose votes they are."""

    labels: Labelled
    member: User
    stage: str


@transaction.atomic
def carry_labels(*, batch: Batch, whose: Sequence[Whose], by: User) -> list[tuple[CarriedLabels, Recording]]:
    """Make votes of the labels; those left out of `whose` stay notes. Raises NotCarried."""
    batch = Batch.objects.select_for_update(of=["self"]).select_related("review").get(pk=batch.pk)
    if batch.state != BatchState.LOADED or not batch.complete:
        raise NotCarried("Labels are carried over when all of the batch is loaded and joined.")
    _check(batch, whose)
    rows = list(labels_of_records(batch))
    stages = list(Stage.values)
    result = [_carry(batch, each, rows, by) for each in sorted(whose, key=lambda each: stages.index(each.stage))]
    told = [_told(carried, recording) for carried, recording in result]
    record(review=batch.review, by=by, verb=CARRIED, about=batch, after=told)
    return result


@transaction.atomic
def take_back_labels(*, carried: CarriedLabels, by: User, reason: str = "") -> int:
    """Take back the votes made of labels, save those superseded or settled since; answers how many."""
    carried = CarriedLabels.objects.select_for_update(of=["self"]).select_related("batch", "member").get(pk=carried.pk)
    if carried.taken_back_at:
        raise NotCarried("These votes were taken back already.")
    voted = carried.review.citations.filter(pk__in=carried.votes.values("citation"))
    voted.hold()
    votes = list(carried.votes.standing().annotate(stands=STANDS))
    found = ballots(rules_of(carried.review, carried.stage), {vote.stands for vote in votes})
    taken = [
        Decision(citation_id=vote.citation_id, undoes=vote, verdict=Verdict.NONE, criteria_id=vote.criteria_id)
        for vote in votes
        if not found[vote.stands].resolution and vote.pk in {each.id for each in found[vote.stands].said}
    ]
    if taken:
        BallotBox(review=carried.review, stage=carried.stage, by=carried.member).put(taken)
    carried.taken_back_at = timezone.now()
    carried.save(update_fields=["taken_back_at"])
    told = {
        "labels": str(carried),
        "member": str(carried.member),
        "taken back": len(taken),
        "kept": len(votes) - len(taken),
    }
    record(review=carried.review, by=by, verb=CARRIED_BACK, about=carried.batch, reason=reason, after=told)
    return len(taken)


def _check(batch: Batch, whose: Sequence[Whose]) -> None:
    if not whose:
        raise NotCarried("Say whose votes they are, or leave the labels as notes.")
    screeners = {each.user_id for each in batch.review.members.all() if may(each, Capability.SCREEN)}
    seen = set[tuple[int, str]]()
    for each in whose:
        if each.member.pk not in screeners:
            raise NotCarried(f"{each.member} does not screen in this review.")
        if (each.member.pk, each.stage) in seen:
            raise NotCarried(
                f"{each.member} cannot have given the labels of two reviewers at {Stage(each.stage).label}."
            )
        seen.add((each.member.pk, each.stage))
        if each.labels.carried:
            raise NotCarried(f"The {each.labels.carried} are carried over already.")


def _carry(
    batch: Batch, whose: Whose, rows: Sequence[tuple[int, int, dict[str, str]]], by: User
) -> tuple[CarriedLabels, Recording]:
    labels = whose.labels
    carried = CarriedLabels.objects.create(
        review=batch.review,
        batch=batch,
        tool=labels.tool,
        labelled_by=labels.reviewer,
        stage=whose.stage,
        member=whose.member,
        carried_by=by,
    )
    sorter = Sorter(batch.review, whose.stage, whose.member, may_supersede=False)
    key = (labels.tool, labels.reviewer, labels.stage)
    recording = sorter.sort(
        [
            _brought(batch, number, line, label)
            for number, line, label in rows
            if (label["tool"], label["reviewer"], label["stage"]) == key and label["verdict"] in VERDICTS
        ]
    )
    for vote in sorter.added:
        vote.carried = carried
    if sorter.added:
        BallotBox(review=batch.review, stage=whose.stage, by=whose.member).put(sorter.added)
    return carried, recording


def _brought(batch: Batch, number: int, line: int, label: dict[str, str]) -> Brought:
    reason = label["reason"].strip()
    if label["verdict"] == Verdict.EXCLUDE and not reason:
        reason = f"carried over from {label['tool']}: no reason given"
    note = f"Carried over from {label['tool']}, batch {batch.number}"
    return Brought(line=line, citation=str(number), verdict=label["verdict"], reason=reason, note=note)


def _told(carried: CarriedLabels, recording: Recording) -> dict[str, object]:
    return {
        "labels": str(carried),
        "member": str(carried.member),
        "stage": carried.stage,
        "recorded": recording.recorded,
        "unchanged": recording.unchanged,
        "rejected": len(recording.rejected),
    }
