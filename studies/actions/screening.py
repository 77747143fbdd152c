"""Voting one citation at a time, and taking votes back: rows are added, none is changed."""

from django.db import transaction
from django.db.models import Q

from reviews.actions import NotPossible
from reviews.models import Member, Review, User
from reviews.trail import record
from studies.actions.casting import BallotBox
from studies.models import Citation, Decision, Lease, Stage, State, Verdict
from studies.queries.leases import holders
from studies.queries.policies import rules_of
from studies.queries.retrieval import said_missing
from studies.queries.standing import whereabouts
from studies.queries.votes import TOOK_BACK, VOTED, Ballot, ballots, verb


class VoteRefused(NotPossible):
    """The sentence says why."""


class ReasonNeeded(VoteRefused):
    pass


class NotInStage(VoteRefused):
    pass


class Closed(VoteRefused):
    """Others decided it, or a conflict was settled, in the meantime."""


class Leased(VoteRefused):
    """As many others as decide on the citation have it in front of them."""


class Gone(VoteRefused):
    """The citation was joined into another, or its batch withdrawn, in the meantime."""


class NothingToTakeBack(VoteRefused):
    pass


@transaction.atomic
def decide(*, citation: Citation, stage: str, by: User, verdict: str, reason: str = "", note: str = "") -> Decision:
    """Add a vote, which supersedes the reviewer's earlier one; the same vote again adds nothing.

    Raises ReasonNeeded, NotInStage, Closed, Leased, Gone.
    """
    locked = Citation.objects.select_for_update(of=("self",)).select_related("review")
    found = locked.defer("abstract", "keywords", "edited").get(pk=citation.pk)
    if verdict == Verdict.EXCLUDE and not reason.strip():
        raise ReasonNeeded("Choose why it is excluded.")
    read = ballots(rules_of(found.review, stage), [found.pk])
    ballot = read[found.pk]
    _check_open(found, stage, by, ballot)
    mine = [vote for vote in ballot.said if vote.reviewer == by.pk]
    said = {"verdict": verdict, "reason": reason.strip(), "note": note.strip()}
    if len(mine) == 1 and said == {name: getattr(mine[0], name) for name in said}:
        return Decision.objects.get(pk=mine[0].id)
    [added] = BallotBox(review=found.review, stage=stage, by=by, read=read).put([Decision(citation=found, **said)])
    record(review=found.review, by=by, verb=verb(stage, VOTED), about=found, reason=said["reason"], after=said)
    if ballot.needed == 1:
        Lease.objects.filter(citation=found, stage=stage, holder=by).delete()
    return added


@transaction.atomic
def undo(*, review: Review, stage: str, by: User) -> Decision:
    """Take back one's own last vote at the stage; again, the one before, and so on to the first.

    Raises NothingToTakeBack, and Closed when a resolution has settled that citation since.
    """
    Member.objects.select_for_update().get(review=review, user=by)
    mine = Decision.objects.standing().filter(review=review, stage=stage, reviewer=by, reopening=None)
    counting = mine.filter(Q(citation__standing=True) | Q(citation__into__standing=True))
    last = counting.select_related("citation").order_by("-pk").first()
    if last is None:
        raise NothingToTakeBack("There is no vote of yours to take back.")
    citation = Citation.objects.select_for_update().get(pk=last.citation.into_id or last.citation_id)
    ballot = ballots(rules_of(review, stage), [citation.pk])[citation.pk]
    _check_unsettled(citation, ballot)
    earlier = mine.filter(citation=last.citation, pk__lt=last.pk).order_by("-pk").first()
    [taken] = BallotBox(review=review, stage=stage, by=by).put([_taken_back(last, earlier)])
    record(review=review, by=by, verb=verb(stage, TOOK_BACK), about=citation, before=last.verdict, after=taken.verdict)
    return taken


def _taken_back(last: Decision, earlier: Decision | None) -> Decision:
    """The row that takes `last` back: it says again what the reviewer said before."""
    restored = {
        "verdict": earlier.verdict if earlier else Verdict.NONE,
        "reason": earlier.reason if earlier else "",
        "note": earlier.note if earlier else "",
        "criteria_id": earlier.criteria_id if earlier else last.criteria_id,
    }
    return Decision(citation_id=last.citation_id, undoes=last, **restored)


def _check_open(citation: Citation, stage: str, by: User, ballot: Ballot) -> None:
    if not citation.standing:
        raise Gone(f"{whereabouts(citation)} It takes no more votes.")
    if stage == Stage.FULL_TEXT and citation.state_title_abstract != State.INCLUDED:
        raise NotInStage(f"Citation {citation.number} is not included at title and abstract.")
    if stage == Stage.FULL_TEXT and said_missing(citation):
        raise NotInStage(f"The full text of citation {citation.number} was not found: say first that it is found.")
    _check_unsettled(citation, ballot)
    if not ballot.is_open_to(by.pk):
        raise Closed(f"Others have decided citation {citation.number}: it needs no more votes.")
    if by.pk not in ballot.votes and not getattr(citation, f"asked_{stage}"):
        _check_free(citation, stage, by, ballot.needed)


def _check_free(citation: Citation, stage: str, by: User, needed: int) -> None:
    others = holders(citation.review, stage, by, citation.pk)
    if len(others) >= needed:
        names = " and ".join(map(str, others))
        raise Leased(f"Citation {citation.number} is in front of {names} now.")


def _check_unsettled(citation: Citation, ballot: Ballot) -> None:
    if ballot.resolution:
        settled = ballot.resolution
        raise Closed(
            f"{settled.adjudicator} has settled citation {citation.number} ({settled.outcome}). "
            "Only a new settlement can change that."
        )
