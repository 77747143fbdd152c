"""Lists of this app ask the database as often for twenty rows as for one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions.invitations import invite
from reviews.actions.people import add_member, take_out
from reviews.actions.reviews import create_review
from reviews.actions.theory import freeze_version, write_statement
from reviews.models.review import Role
from reviews.trail import record
from tests.world import World, person


def home(world: World, number: int) -> str:
    review = create_review(title=f"Illustrative review {number}", by=world.cleo)
    add_member(review=review, user=world.alice, role=Role.LEAD, by=world.cleo)
    return "/"


def theory(world: World, number: int) -> str:
    write_statement(review=world.review, if_text=f"a {number}", then_text="b", by=world.alice)
    freeze_version(review=world.review, by=world.alice)
    return world.url("theory/")


def trail(world: World, number: int) -> str:
    who = person(f"actor{number}")
    record(review=world.review, by=who, verb=f"tested {number}", about=world.review, before=number, after=number + 1)
    return world.url("trail/")


def events(world: World, number: int) -> str:
    trail(world, number)
    return world.url("report/events.csv")


def people(world: World, number: int) -> str:
    add_member(review=world.review, user=person(f"guest{number}"), role=Role.OBSERVER, by=world.alice)
    gone = add_member(review=world.review, user=person(f"gone{number}"), role=Role.OBSERVER, by=world.alice)
    take_out(member=gone, by=world.alice, reason="moved")
    invite(review=world.review, email=f"invited{number}@example.org", role=Role.OBSERVER, by=world.alice)
    return world.url("people/")


@pytest.mark.parametrize("screen", [home, theory, trail, events, people], ids=lambda screen: screen.__name__)
def test_as_many_queries_for_twenty_rows_as_for_one(world: World, screen: Callable[[World, int], str]) -> None:
    client, url = world.client(world.alice), screen(world, 0)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(url)
            assert answer.status_code == 200
            assert answer.getvalue()
        return len(queries)

    asked()
    one = asked()
    for number in range(1, 20):
        screen(world, number)
    assert asked() == one
