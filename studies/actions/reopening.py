"""Opening decisions again, at any time and with a reason: what was said stays readable, and is asked for anew.

What rests on the decision (a document, votes at full text) is parked meanwhile, and comes back with it.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from reviews.actions import NotPossible
from reviews.bulk import insert
from reviews.models import Review, User
from reviews.trail import record, stated
from studies.actions.states import refresh_states
from studies.models import Citation, Decision, Reopening, Verdict
from studies.queries.policies import rules_of
from studies.queries.reopening import is_decided
from studies.queries.standing import joined_into, whereabouts
from studies.queries.votes import CLOSED_AGAIN, REOPENED, ballots, verb

AS_SAID = ("review_id", "stage", "citation_id", "reviewer_id", "verdict", "reason", "note", "criteria_id", "spoke_for")


class CannotReopen(NotPossible):
    """The sentence says why."""


@transaction.atomic
def reopen(*, review: Review, stage: str, citations: Sequence[int], reason: str, by: User) -> list[Reopening]:
    """Open decided citations (their numbers) again; those that are not decided are left as they are.

    Raises CannotReopen when none of them is decided, ReasonMissing.
    """
    reason = stated(reason)
    rows = review.citations.select_for_update(of=("self",)).filter(number__in=citations).order_by("pk")
    decided = [row for row in rows if is_decided(row, stage)]
    if not decided:
        raise CannotReopen("None of these citations is decided at this stage: there is nothing to open again.")
    keys = [each.pk for each in decided]
    reach = joined_into(keys)
    words = {"review": review, "stage": stage, "reason": reason, "reopened_by": by}
    made = [Reopening.objects.create(citation=each, spoke_for=reach[each.pk], **words) for each in decided]
    insert(Decision, list(_taken_back(made, stage)))
    refresh_states(review=review, citations=keys, stage=stage, by=by)
    _tell(review, made, verb(stage, REOPENED), reason, by)
    return made


@transaction.atomic
def close_again(*, reopening: Reopening, reason: str, by: User) -> Reopening:
    """Let what was said before the re-opening count again; who has voted since keeps the later vote.

    Raises CannotReopen when it was closed already, ReasonMissing.
    """
    citation = Citation.objects.select_for_update(of=("self",)).select_related("into").get(pk=reopening.citation_id)
    if Reopening.objects.filter(closes=reopening).exists():
        raise CannotReopen(f"Citation {citation.number} was closed again already.")
    if not citation.standing:
        raise CannotReopen(whereabouts(citation))
    review, stage, reason = reopening.review, reopening.stage, stated(reason)
    closing = Reopening.objects.create(
        review=review,
        citation=citation,
        stage=stage,
        closes=reopening,
        reason=reason,
        reopened_by=by,
        spoke_for=joined_into([citation.pk])[citation.pk],
    )
    since = set(ballots(rules_of(review, stage), [citation.pk])[citation.pk].votes)
    taken = reopening.votes.select_related("undoes").exclude(reviewer__in=since).order_by("undoes")
    insert(Decision, [_given_again(closing, row.undoes) for row in taken])
    refresh_states(review=review, citations=[citation.pk], stage=stage, by=by)
    _tell(review, [closing], verb(stage, CLOSED_AGAIN), reason, by)
    return closing


def _taken_back(made: Sequence[Reopening], stage: str) -> Iterable[Decision]:
    """A row for each vote that counted: its reviewer says nothing any more, by the deed of who re-opened."""
    by_citation = {each.citation_id: each for each in made}
    counting = Q(citation__in=by_citation) | Q(citation__into__in=by_citation)
    for vote in Decision.objects.standing().filter(counting, stage=stage).select_related("citation").order_by("pk"):
        said = {name: getattr(vote, name) for name in AS_SAID}
        said |= {"verdict": Verdict.NONE, "reason": "", "note": "", "spoke_for": []}
        reopening = by_citation[vote.citation.into_id or vote.citation_id]
        yield Decision(undoes=vote, reopening=reopening, **said)


def _given_again(closing: Reopening, vote: Decision) -> Decision:
    return Decision(reopening=closing, **{name: getattr(vote, name) for name in AS_SAID})


def _tell(review: Review, made: Sequence[Reopening], told: str, reason: str, by: User) -> None:
    """One event, however many they are."""
    if len(made) == 1:
        record(review=review, by=by, verb=told, about=made[0].citation, reason=reason)
    else:
        numbers = sorted(each.citation.number for each in made)
        record(review=review, by=by, verb=told, reason=reason, after={"citations": numbers})
