"""Who is asked to screen what: the shares in force, to whom they draw a citation, and so what falls to a reviewer.

A citation is asked of as many people as decide on it, or of nobody in particular, and then it is everybody's.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.access import CAPABILITIES, Capability
from reviews.models import Member, Review, User
from studies.draws import shared_out
from studies.models import Assignment, CalibrationRound, ShareOut
from studies.policies import Policy

SCREENING = [role for role, held in CAPABILITIES.items() if Capability.SCREEN in held]


def screeners(review: Review) -> QuerySet[Member]:
    """Who is here and may screen."""
    return review.members.present().filter(role__in=SCREENING)


def shares_in_force(review: Review) -> dict[str, ShareOut]:
    """By stage the last row, where there is one."""
    return {row.stage: row for row in review.share_outs.order_by("pk")}


def weights(share: ShareOut | None) -> dict[int, float]:
    return {int(key): weight for key, weight in share.shares.items()} if share else {}


def drawn(share: ShareOut | None, rule: Policy, number: int, named: Collection[int]) -> list[int]:
    """To whom the citation falls beside those whom a list names; to nobody where both together are too few."""
    missing = rule.votes_needed(number) - len(named)
    if missing <= 0 or share is None:
        return []
    free = {who: weight for who, weight in weights(share).items() if who not in named}
    found = shared_out(share.seed, number, free, missing)
    return found if len(found) == missing else []


def is_short(rule: Policy, number: int, asked: Collection[int]) -> bool:
    return 0 < len(asked) < rule.votes_needed(number)


def of_those_who_left(reviews: Q, stage: str) -> dict[int, list[int]]:
    """By review the reviewers who are asked to screen something, and are gone or no longer allowed to."""
    asked = Assignment.objects.filter(review=OuterRef("review"), stage=stage, reviewer=OuterRef("user"))
    gone = Member.objects.filter(reviews).filter(~Q(left_at=None) | ~Q(role__in=SCREENING))
    found: dict[int, list[int]] = {}
    for review, user in gone.filter(Exists(asked)).values_list("review", "user"):
        found.setdefault(review, []).append(user)
    return found


def everybodys(review: Review, stage: str) -> Q:
    """Citations that nobody in particular is asked to screen, and those of people who left."""
    return nobodys(stage) | _asked_of(stage, of_those_who_left(Q(review=review), stage))


def falls_to(reviewer: User, stage: str, *, calibrating: bool = True) -> Q:
    """Citations that the reviewer is asked to screen: his or her own ones, everybody's, those of an open calibration.

    Who left is looked up first, and mostly is nobody; open rounds only if there are any at all (`calibrating`).
    """
    there = Assignment.objects.filter(review=OuterRef("review"), stage=stage)
    reviews = list(Member.objects.filter(Exists(there), user=reviewer).order_by().values_list("review", flat=True))
    if not reviews:
        return Q()
    asked = {review: [reviewer.pk] for review in reviews}
    for review, left in of_those_who_left(Q(review__in=reviews), stage).items():
        asked[review] += left
    found = nobodys(stage) | _asked_of(stage, asked)
    if calibrating:
        rounds = CalibrationRound.objects.filter(stage=stage, closed_at=None, reviewers=reviewer, review__in=reviews)
        found |= _of_rounds(list(rounds.values_list("pk", flat=True)))
    return found


def _of_rounds(rounds: Sequence[int]) -> Q:
    through = CalibrationRound.citations.through.objects.filter(calibrationround__in=rounds)
    return Q(pk__in=through.values("citation")) if rounds else Q(pk__in=[])


def nobodys(stage: str) -> Q:
    """Citations that nobody in particular is asked to screen."""
    return Q(**{f"asked_{stage}": False})


def _asked_of(stage: str, people: Mapping[int, Sequence[int]]) -> Q:
    """Citations that are asked of any of these people (their keys), by review."""
    theirs = Q(pk__in=[])
    for review, reviewers in people.items():
        theirs |= Q(review=review, reviewer__in=reviewers)
    return Q(pk__in=Assignment.objects.filter(theirs, stage=stage).order_by().values("citation")) if people else theirs
