"""What people judge of two records: the same, which joins their citations, or different, which is never asked again.

Whatever is said here can be said otherwise later: a judgement is taken back, a join taken apart, two citations put
together; each leaves an event, and each has to tell what it saw, so that of two people the second learns what stands.
"""

from django.db import transaction
from django.utils import timezone

from reviews.actions import NotPossible
from reviews.models import Review, User, next_number
from reviews.trail import record as leave
from reviews.trail import stated
from studies.actions.moving import Moves
from studies.matching import VERSION
from studies.models import Citation, MatchPair, MatchVerdict, Record
from studies.models.matching import BY_HAND, PUT_TOGETHER, TAKEN_APART, Judgement, MatchVerdictQuerySet, PairOutcome
from studies.queries.joining import JUDGED, TURN, hung_on_first, verdicts_between
from studies.queries.standing import whereabouts


class Settled(NotPossible):
    """Somebody was faster; the sentence says what stands now."""


class NothingToTakeBack(NotPossible):
    pass


class StandsAlone(NotPossible):
    pass


@transaction.atomic
def judge(*, pair: MatchPair, verdict: str, by: User) -> MatchVerdict:
    """Say of a pair that was asked about whether it is the same. Raises Settled when that was said meanwhile."""
    review = pair.review
    next_number(review, TURN)
    a, b = _records(review, pair.a_id, pair.b_id)
    _check_open(a.citation, b.citation)
    words = {"score": pair.score, "rule": pair.rule, "reasons": pair.reasons}
    said = MatchVerdict(review=review, a=a, b=b, verdict=verdict, judged_by=by, **words)
    if verdict == Judgement.SAME:
        said.absorbed = Moves(review=review, by=by).unite(a, b, JUDGED, said.words)
    said.save()
    leave(review=review, by=by, verb=f"judged {said.get_verdict_display()}", about=said, after=pair.reasons)
    return said


@transaction.atomic
def take_back(*, review: Review, by: User) -> MatchVerdict:
    """Take back one's own last judgement: the pair is asked again, the citation that it joined comes back.

    Raises NothingToTakeBack, and Settled when somebody took the two apart meanwhile.
    """
    next_number(review, TURN)
    mine = MatchVerdict.objects.standing().filter(review=review, judged_by=by).exclude(rule__in=BY_HAND)
    last = mine.select_related("a", "b", "absorbed__into", "absorbed__first").order_by("-pk").first()
    if last is None:
        raise NothingToTakeBack("There is no judgement of yours to take back.")
    if last.absorbed:
        if not last.absorbed.into:
            raise Settled(f"Citation {last.absorbed.number} was taken apart again in the meantime.")
        Moves(review=review, by=by).cut(last.absorbed.first)
    _withdraw(MatchVerdict.objects.filter(pk=last.pk), by)
    _ask_again(last)
    leave(review=review, by=by, verb="took back a judgement", about=last, before=last.verdict)
    return last


@transaction.atomic
def take_apart(*, record: Record, seen_in: Citation, reason: str, by: User) -> Citation:
    """Take the record out of the citation `seen_in`, which no rule undoes; answers with the citation it is in then.

    What stands there because of this record goes with it; of a citation's first record that would be all, so it goes
    alone. Raises ReasonMissing, StandsAlone, and Settled when somebody moved the record meanwhile.
    """
    reason, review = stated(reason), record.review
    next_number(review, TURN)
    found = Record.objects.select_related("citation", "home", "joined_to").get(pk=record.pk)
    if found.citation_id != seen_in.pk:
        raise Settled(f"Record {found.number} stands in citation {found.citation.number} now.")
    before = {"citation": seen_in.number, "because": found.join_reasons}
    beside = [found.joined_to or seen_in.first] if found.join_rule else list(hung_on_first(found))
    if not beside:
        raise StandsAlone(f"Record {found.number} has citation {seen_in.number} to itself.")
    moves = Moves(review=review, by=by)
    apart = moves.cut(found) if found.join_rule else moves.uproot(found, f"by way of record {found.number}, taken out")
    beside[0].refresh_from_db(fields=["citation"])
    _withdraw(verdicts_between(beside[0].citation, apart), by)
    for each in beside:
        _say(review, found, each, Judgement.DIFFERENT, rule=TAKEN_APART, reason=reason, by=by)
    told = {"verb": "took apart", "reason": reason, "before": before, "after": {"citation": apart.number}}
    leave(review=review, by=by, about=found, **told)
    return apart


@transaction.atomic
def put_together(*, one: Citation, other: Citation, reason: str, by: User) -> Citation:
    """Join two citations that stand; answers with the one that both are now. Raises ReasonMissing, and Settled."""
    reason, review = stated(reason), one.review
    next_number(review, TURN)
    a, b = _records(review, one.first_id, other.first_id)
    _check_standing(a.citation, b.citation)
    _withdraw(verdicts_between(a.citation, b.citation), by)
    absorbed = Moves(review=review, by=by).unite(a, b, PUT_TOGETHER, reason)
    _say(review, a, b, Judgement.SAME, rule=PUT_TOGETHER, reason=reason, by=by, absorbed=absorbed)
    absorbed.refresh_from_db()
    told = {"before": {"citation": absorbed.number}, "after": {"citation": absorbed.into.number}}
    leave(review=review, by=by, verb="put together", about=absorbed.into, reason=reason, **told)
    return absorbed.into


def _records(review: Review, a: int, b: int) -> tuple[Record, Record]:
    found = review.records.select_related("citation__into", "citation__review", "citation__first").in_bulk([a, b])
    return found[a], found[b]


def _say(review: Review, one: Record, other: Record, verdict: str, **more: object) -> None:
    a, b = sorted((one, other), key=lambda each: each.pk)
    by = more.pop("by")
    MatchVerdict.objects.create(review=review, a=a, b=b, verdict=verdict, judged_by=by, **more)


def _withdraw(verdicts: MatchVerdictQuerySet, by: User) -> None:
    verdicts.update(withdrawn_by=by, withdrawn_at=timezone.now())


def _ask_again(said: MatchVerdict) -> None:
    """Rules that match anew do not ask what is judged: the question may have been forgotten meanwhile."""
    words = {"score": said.score, "rule": said.rule, "reasons": said.reasons, "version": VERSION}
    pair = {"review": said.review, "a": said.a, "b": said.b, "outcome": PairOutcome.ASK}
    MatchPair.objects.get_or_create(**pair, defaults=words)


def _check_open(a: Citation, b: Citation) -> None:
    _check_standing(a, b)
    judged = verdicts_between(a, b).select_related("judged_by").last()
    if judged:
        raise Settled(f"{judged.judged_by} judged them {judged.get_verdict_display()} in the meantime.")


def _check_standing(a: Citation, b: Citation) -> None:
    if a == b:
        raise Settled(f"They stand together already, in citation {a.number}.")
    if gone := whereabouts(a) or whereabouts(b):
        raise Settled(gone)
