"""Which citation is in front of whom, for some minutes, where one reviewer decides: nobody else is served it.

A lease means nothing to the review and leaves no event, so that being served one may write it. Each is one row that
the database lets one person hold; they are taken one by one, so that two who take several never wait for each other.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from reviews.models import User
from studies.models import Citation, Lease
from studies.queries.leases import before_others
from studies.queries.queue import Desk
from studies.queries.screening import Seat
from studies.queries.votes import in_stage

# One statement, so that of two who take it at once one gets it.
TAKE = """
    INSERT INTO studies_lease AS standing (review_id, stage, citation_id, holder_id, until)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (citation_id, stage) DO UPDATE SET holder_id = excluded.holder_id, until = excluded.until
    WHERE standing.holder_id = excluded.holder_id OR standing.until <= %s
"""
LASTS = timedelta(minutes=10)
FRESH = timedelta(minutes=1)  # so old a lease is as good as new
TRIES = 20


@dataclass(frozen=True)
class Served:
    """What comes next for the reviewer, and who else has the citation in front, if anybody."""

    next: int | None
    other: User | None = None


def serve(desk: Desk, seat: Seat, *, ahead: bool) -> Served:
    """Hold what is shown and what comes next, and give up the rest. What is fetched `ahead` is held beside the rest."""
    number = seat.citation.number
    if not desk.rules.by_one:
        return Served(desk.next_waiting(number))
    waits = seat.waits and seat.ballot.needed == 1
    other = None if not waits or take(desk, seat.citation.pk) else _holder(desk, seat.citation.pk)
    following = next_for(desk, number)
    if not ahead:
        _give_up(desk, {number, following})
    return Served(following, other)


def next_for(desk: Desk, after: int) -> int | None:
    """The number of the next citation that waits, which nobody else is served from now on."""
    for _ in range(TRIES):
        number = desk.next_waiting(after)
        if number is None or not desk.rules.by_one or keep(desk, number):
            return number
        desk = replace(desk)  # somebody else was quicker: look again
    return None


def take(desk: Desk, citation: int) -> bool:
    """Hold the citation (its key) for ten minutes from now; False where somebody else holds it."""
    now = timezone.now()
    if desk.held.get(citation, now) > now + LASTS - FRESH:
        return True
    row = [desk.review.pk, desk.stage, citation, desk.viewer.pk, _written(now + LASTS), _written(now)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, row)
        return bool(cursor.rowcount)


def keep(desk: Desk, number: int) -> bool:
    """Nobody else is served it from now on, if one reviewer decides it; False where somebody else holds it."""
    key = in_stage(desk.review, desk.stage).values_list("pk", flat=True).get(number=number)
    return desk.rules.votes_needed([key])[key] > 1 or take(desk, key)


def _holder(desk: Desk, citation: int) -> User | None:
    lease = before_others(desk.review, desk.stage, desk.viewer).filter(citation=citation).first()
    return lease and lease.holder


def _give_up(desk: Desk, kept: Collection[int | None]) -> None:
    standing = Citation.objects.filter(review=desk.review, number__in=[number for number in kept if number])
    mine = Lease.objects.filter(review=desk.review, stage=desk.stage, holder=desk.viewer)
    mine.exclude(citation__in=standing.order_by().values("pk")).delete()


def _written(at: datetime) -> str | datetime:
    return connection.ops.adapt_datetimefield_value(at)
