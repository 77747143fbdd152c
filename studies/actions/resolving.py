"""Settling conflicts: a resolution is a row of its own, beside votes that stay as they are."""

from django.db import transaction

from reviews.actions import NotPossible
from reviews.models import User
from reviews.revisions import Stale
from reviews.trail import record, stated
from studies.actions.states import refresh_states
from studies.models import Citation, Proposal, Resolution, State
from studies.queries.policies import rules_of
from studies.queries.standing import whereabouts
from studies.queries.votes import SETTLED, Ballot, ballots, may_settle, state_column, verb


class CannotSettle(NotPossible):
    """The sentence says why."""


class NotAConflict(CannotSettle):
    pass


class OwnVote(CannotSettle):
    pass


class NotYours(CannotSettle):
    """Not for this person, as the policy has it."""


@transaction.atomic
def resolve_conflict(
    *, citation: Citation, stage: str, by: User, outcome: str, reason: str, revision: int = 0
) -> Resolution:
    """Settle it, or settle it anew: `revision` is the number of resolutions that were seen.

    Raises NotAConflict, OwnVote, ReasonMissing, and Stale (with the last resolution) when somebody was faster.
    """
    found = Citation.objects.select_for_update(of=("self",)).select_related("review", "into").get(pk=citation.pk)
    ballot = ballots(rules_of(found.review, stage), [found.pk])[found.pk]
    _check(found, stage, by, ballot, revision)
    return store_resolution(citation=found, stage=stage, ballot=ballot, by=by, outcome=outcome, reason=stated(reason))


@transaction.atomic
def store_resolution(
    *,
    citation: Citation,
    stage: str,
    ballot: Ballot,
    by: User,
    outcome: str,
    reason: str,
    proposal: Proposal | None = None,
) -> Resolution:
    """For a citation that is locked, and of which it is known that `by` may settle it."""
    settled = Resolution.objects.create(
        review=citation.review,
        citation=citation,
        stage=stage,
        adjudicator=by,
        outcome=outcome,
        reason=reason,
        proposal=proposal,
        spoke_for=ballot.joined,
    )
    refresh_states(review=citation.review, citations=[citation.pk], stage=stage, by=by)
    before = ballot.settled_as or State.CONFLICT
    told = {"about": citation, "reason": reason, "before": before, "after": outcome}
    record(review=citation.review, by=by, verb=verb(stage, SETTLED), **told)
    return settled


def _check(citation: Citation, stage: str, by: User, ballot: Ballot, revision: int) -> None:
    if not citation.standing:
        raise NotAConflict(whereabouts(citation))
    if len(ballot.resolutions) != revision:
        raise Stale(ballot.resolution)
    if not ballot.resolution and getattr(citation, state_column(stage)) != State.CONFLICT:
        raise NotAConflict(
            f"Citation {citation.number} is no conflict any more: the reviewers agree, or took a vote back."
        )
    if not may_settle(citation.review, by, ballot, stage):
        if by.pk in ballot.votes:
            raise OwnVote("One of these votes is yours: somebody else has to settle it.")
        raise NotYours("In this review a lead settles conflicts, or the reviewers whose votes they are.")
