"""Asking people to screen: by shares, by list, or everybody everything. No vote is touched, none is refused."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from reviews.actions import NotPossible
from reviews.models import Review, User
from reviews.revisions import Stale
from reviews.trail import record, stated
from studies.actions.spreading import AT_ONCE, Spread, spread_all
from studies.models import Assignment, Citation, ShareOut
from studies.queries.policies import in_force, rule
from studies.queries.sharing import is_short, screeners, shares_in_force
from studies.queries.votes import pieces

TOLD = 50


class TooFew(NotPossible):
    """Fewer people than decide on a citation."""


class NotScreening(NotPossible):
    """Somebody among them is not here, or may not screen."""


class NothingToAssign(NotPossible):
    pass


@transaction.atomic
def share_out(
    *, review: Review, stage: str, shares: Mapping[int, float], reason: str, by: User, revision: int | None = None
) -> ShareOut:
    """From now on citations fall to these reviewers (their keys) by weight; without any, to everybody.

    The seed of the stage stays, so that only what has to move does. `revision` is the key of the row that was seen.
    Raises TooFew, NotScreening, Stale, ReasonMissing. The same shares again change nothing.
    """
    reason = stated(reason)
    _lock(review)
    before = shares_in_force(review).get(stage)
    if revision is not None and revision != (before.pk if before else 0):
        raise Stale(before)
    kept = {str(who): weight for who, weight in shares.items() if weight > 0}
    if before and before.shares == kept:
        return before
    _check(review, list(map(int, kept)))
    if kept and len(kept) < _most_needed(review, stage):
        raise TooFew("Two reviewers decide on a citation: share out to two people at least.")
    seed = before.seed if before else secrets.token_hex(8)
    made = ShareOut.objects.create(review=review, stage=stage, shares=kept, seed=seed, shared_by=by)
    job = spread_all(review=review, stage=stage, key=f"share-{made.pk}", by=by)
    told = {"stage": stage, "shares": _named(review, kept), "seed": seed} | ({"job": job.pk} if job else {})
    record(
        review=review,
        by=by,
        verb="shared out" if kept else "left to everybody",
        about=made,
        reason=reason,
        before=_named(review, before.shares) if before else None,
        after=told,
    )
    return made


@transaction.atomic
def everybody_screens_everything(*, review: Review, stage: str, reason: str, by: User) -> ShareOut:
    """No shares and no lists any more. Raises ReasonMissing."""
    reason = stated(reason)
    _lock(review)
    listed = Assignment.objects.filter(review=review, stage=stage, share_out=None).order_by()
    keys = list(listed.values_list("citation", flat=True).distinct())
    listed.delete()
    made = share_out(review=review, stage=stage, shares={}, reason=reason, by=by)
    _spread(review, stage, keys, by)
    return made


@transaction.atomic
def assign(
    *, review: Review, stage: str, citations: QuerySet[Citation], reviewers: Sequence[int], reason: str, by: User
) -> int:
    """Ask these reviewers (their keys) to screen each of the citations; answers with how many these are.

    They come before what the shares would draw. Raises NothingToAssign, NotScreening, TooFew, ReasonMissing.
    """
    reason = stated(reason)
    _lock(review)
    _check(review, reviewers)
    numbers = _numbers(citations)
    _check_enough(review, stage, numbers, reviewers)
    for keys in pieces(numbers):
        rows = Assignment.objects.filter(stage=stage, citation__in=keys, reviewer__in=reviewers)
        rows.update(share_out=None)
        there = set(rows.values_list("citation", "reviewer"))
        Assignment.objects.bulk_create(
            (
                Assignment(review=review, stage=stage, citation_id=key, reviewer_id=who)
                for key in keys
                for who in reviewers
                if (key, who) not in there
            ),
            batch_size=1000,
        )
    return _spread_and_tell(review, stage, numbers, reviewers, "assigned", reason, by)


@transaction.atomic
def unassign(
    *, review: Review, stage: str, citations: QuerySet[Citation], reviewers: Sequence[int], reason: str, by: User
) -> int:
    """Take back what lists asked of these reviewers; the shares in force, or everybody, come in their place.

    Raises NothingToAssign, ReasonMissing.
    """
    reason = stated(reason)
    _lock(review)
    listed = Assignment.objects.filter(review=review, stage=stage, share_out=None, reviewer__in=reviewers)
    numbers = _numbers(citations.filter(pk__in=listed.values("citation")))
    for keys in pieces(numbers):
        listed.filter(citation__in=keys).delete()
    return _spread_and_tell(review, stage, numbers, reviewers, "took back an assignment", reason, by)


def _lock(review: Review) -> None:
    """Two who share out at once do so one after the other."""
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)


def _check(review: Review, reviewers: Collection[int]) -> None:
    here = set(screeners(review).values_list("user", flat=True))
    if not set(reviewers) <= here:
        raise NotScreening("Only people who are in the review, and may screen, can be asked to.")


def _numbers(citations: QuerySet[Citation]) -> dict[int, int]:
    found = dict(citations.filter(standing=True).order_by("number").values_list("pk", "number"))
    if not found:
        raise NothingToAssign("None of these citations is there to be assigned or taken back.")
    return found


def _most_needed(review: Review, stage: str) -> int:
    return 1 if in_force(review, stage).mode == "single" else 2


def _check_enough(review: Review, stage: str, numbers: Mapping[int, int], reviewers: Collection[int]) -> None:
    """With shares in force these find the others; without, a second reviewer has to be named."""
    share = shares_in_force(review).get(stage)
    others = {*map(int, share.shares if share else ()), *reviewers}
    policy = rule(in_force(review, stage))
    if not reviewers or any(is_short(policy, number, others) for number in numbers.values()):
        raise TooFew("Two reviewers decide on some of these citations: name two, or share the stage out first.")


def _spread_and_tell(
    review: Review, stage: str, numbers: Mapping[int, int], reviewers: Collection[int], verb: str, reason: str, by: User
) -> int:
    _spread(review, stage, numbers, by)
    told: dict[str, Any] = {"stage": stage, "reviewers": _people(review, reviewers), "citations": len(numbers)}
    told |= {"first": list(numbers.values())[:TOLD]}
    record(review=review, by=by, verb=verb, reason=reason, after=told)
    return len(numbers)


def _spread(review: Review, stage: str, keys: Collection[int], by: User) -> None:
    if len(keys) <= AT_ONCE:
        Spread(review=review, stage=stage).over(keys)
    else:
        spread_all(review=review, stage=stage, key=secrets.token_hex(4), by=by)


def _people(review: Review, keys: Collection[int]) -> list[str]:
    return sorted(str(each.user) for each in review.members.filter(user__in=keys).select_related("user"))


def _named(review: Review, shares: Mapping[str, float]) -> dict[str, float]:
    members = review.members.filter(user__in=shares).select_related("user")
    return {str(each.user): shares[str(each.user_id)] for each in members}
