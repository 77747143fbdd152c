"""Conflicts that the reviewers settle among themselves: one of them proposes, another one confirms."""

from django.db import transaction

from reviews.actions import NotPossible
from reviews.models import User
from reviews.trail import record, stated
from studies.actions.resolving import NotAConflict, OwnVote, store_resolution
from studies.models import Citation, Proposal, Resolution, State
from studies.queries.policies import rules_of
from studies.queries.standing import whereabouts
from studies.queries.votes import PROPOSED, Ballot, ballots, may_agree, state_column, verb


class Superseded(NotPossible):
    """The sentence says why it cannot be confirmed any more."""


@transaction.atomic
def propose(*, citation: Citation, stage: str, outcome: str, reason: str, by: User) -> Proposal:
    """One's own earlier proposal gives way. Raises NotAConflict, OwnVote (for who did not vote), ReasonMissing."""
    found, _ = _conflict(citation, stage, by)
    said = {"outcome": outcome, "reason": stated(reason), "proposed_by": by}
    made = Proposal.objects.create(review=found.review, citation=found, stage=stage, **said)
    record(review=found.review, by=by, verb=verb(stage, PROPOSED), about=found, reason=made.reason, after=outcome)
    return made


@transaction.atomic
def agree(*, proposal: Proposal, by: User, words: str = "") -> Resolution:
    """Settle the conflict as a colleague proposed, with words of one's own or without.

    Raises Superseded, NotAConflict, OwnVote.
    """
    found, ballot = _conflict(proposal.citation, proposal.stage, by)
    if proposal.proposed_by_id == by.pk:
        raise OwnVote("This is your own proposal: the other reviewer has to confirm it.")
    if Proposal.objects.filter(
        citation=found, stage=proposal.stage, proposed_by=proposal.proposed_by, pk__gt=proposal.pk
    ).exists():
        raise Superseded(f"{proposal.proposed_by} proposes otherwise by now: read it again.")
    reason = f"{proposal.proposed_by}: {proposal.reason}"
    if words.strip():
        reason = f"{reason} {by}: {words.strip()}"
    said = {"outcome": proposal.outcome, "reason": reason, "proposal": proposal}
    return store_resolution(citation=found, stage=proposal.stage, ballot=ballot, by=by, **said)


def _conflict(citation: Citation, stage: str, by: User) -> tuple[Citation, Ballot]:
    found = Citation.objects.select_for_update(of=("self",)).select_related("review", "into").get(pk=citation.pk)
    if not found.standing:
        raise NotAConflict(whereabouts(found))
    if getattr(found, state_column(stage)) != State.CONFLICT:
        raise NotAConflict(f"Citation {found.number} is no conflict any more.")
    ballot = ballots(rules_of(found.review, stage), [found.pk])[found.pk]
    if not may_agree(found.review, by, ballot, stage):
        raise OwnVote("Only those whose votes they are settle a conflict by agreement.")
    return found, ballot
