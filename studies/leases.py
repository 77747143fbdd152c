"""Which citation is in front of whom, for some minutes: no more people are served it than decide on it.

A lease means nothing to the review and leaves no event, so that being served one may write it. Leases are taken one by
one, so that two who take several never wait for each other. Where one decides, it is given up when its holder goes on;
where several do it just runs out, since giving it up, or not, would tell the others who has voted.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from reviews.models import User
from studies.models import Citation, Lease
from studies.queries.leases import holders
from studies.queries.queue import Desk
from studies.queries.screening import Seat
from studies.queries.votes import in_stage

TAKE = """
    INSERT INTO studies_lease (review_id, stage, citation_id, holder_id, until, seats)
    SELECT %s, %s, %s, %s, %s, %s
    WHERE %s > (
        SELECT COUNT(*) FROM studies_lease WHERE citation_id = %s AND stage = %s AND holder_id <> %s AND until > %s
    )
    ON CONFLICT (citation_id, stage, holder_id) DO UPDATE SET until = excluded.until, seats = excluded.seats
"""
LASTS = timedelta(minutes=10)
FRESH = timedelta(minutes=1)  # so old a lease is as good as new
TRIES = 20


@dataclass(frozen=True)
class Served:
    """What comes next for the reviewer, and which others have the citation in front, if they are enough."""

    next: int | None
    others: tuple[User, ...] = ()


def serve(desk: Desk, seat: Seat, *, ahead: bool) -> Served:
    """Hold what is shown and what comes next, and give up the rest. What is fetched `ahead` is held beside the rest."""
    number = seat.citation.number
    if not desk.crowded:
        return Served(desk.next_waiting(number))
    key, asked = seat.citation.pk, seat.waits and not seat.by_name
    free = not asked or take(desk, key, seat.ballot.needed)
    others = [] if free else holders(desk.review, desk.stage, desk.viewer, key)
    following = next_for(desk, number)
    if not ahead:
        _give_up(desk, {number, following})
    return Served(following, tuple(others))


def next_for(desk: Desk, after: int) -> int | None:
    """The number of the next citation that waits, which nobody else is served from now on."""
    for _ in range(TRIES):
        number = desk.next_waiting(after)
        if number is None or not desk.crowded or keep(desk, number):
            return number
        desk = replace(desk)  # somebody else was quicker: look again
    return None


def take(desk: Desk, citation: int, seats: int) -> bool:
    """Hold the citation (its key) for ten minutes from now; False where `seats` others hold it."""
    now, me = timezone.now(), desk.viewer.pk
    mine = Lease.objects.filter(citation=citation, stage=desk.stage, holder=me)
    if mine.filter(until__gt=now + LASTS - FRESH).exists():
        return True
    row = [desk.review.pk, desk.stage, citation, me, _written(now + LASTS), seats]
    with transaction.atomic(), connection.cursor() as cursor:
        # Of two who take the last seat at once one gets it.
        Citation.objects.select_for_update(no_key=True).filter(pk=citation).order_by().values_list("pk").first()
        cursor.execute(TAKE, [*row, seats, citation, desk.stage, me, _written(now)])
        return bool(cursor.rowcount)


def keep(desk: Desk, number: int) -> bool:
    """Hold it, if it is not asked of people by name; False where as many others as decide on it hold it."""
    found = in_stage(desk.review, desk.stage).filter(number=number).order_by()
    key, by_name = found.values_list("pk", f"asked_{desk.stage}").get()
    return by_name or take(desk, key, desk.rules.votes_needed([key])[key])


def _give_up(desk: Desk, kept: Collection[int | None]) -> None:
    standing = Citation.objects.filter(review=desk.review, number__in=[number for number in kept if number])
    mine = Lease.objects.filter(review=desk.review, stage=desk.stage, holder=desk.viewer)
    gone = Q(until__lte=timezone.now()) | (Q(seats=1) & ~Q(citation__in=standing.order_by().values("pk")))
    if mine.filter(gone).exists():
        mine.filter(gone).delete()


def _written(at: datetime) -> str | datetime:
    return connection.ops.adapt_datetimefield_value(at)
