"""The trail: append-only on both databases, filtered, paged without moving, and never past its veils."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from reviews import trail, triggers
from reviews.models import Event
from reviews.queries import Change, changes
from reviews.trail import record
from tests.world import World


def happen(world: World, count: int, **more: object) -> None:
    for number in range(count):
        record(**{"review": world.review, "by": world.bob, "verb": "tested", "reason": f"reason {number}", **more})


@pytest.fixture
def veiled() -> Iterator[None]:
    """What bob did is hidden from everybody else."""
    hidden = trail.veil(lambda review, viewer: Q(verb="voted") & ~Q(actor=viewer))
    yield
    trail._veils.remove(hidden)


def test_database_refuses_to_change_or_delete_events(world: World) -> None:
    for change in (lambda: Event.objects.update(reason="other"), Event.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    table = Event._meta.db_table
    assert triggers.present(connection, table) == triggers.names(table, connection.vendor)


def test_filters(world: World) -> None:
    happen(world, 3)
    record(review=world.review, by=world.dana, verb="weighed", about=world.review, reason="heavy")
    client = world.client(world.omar)

    def shown(**wanted: object) -> int:
        return client.get(world.url("trail/"), wanted).context["page"].paginator.count

    everything = world.review.events.count()
    assert shown() == everything
    assert shown(who=world.bob.pk) == 3
    assert shown(verb="weighed") == 1
    assert shown(what="review") == 2
    assert shown(words="HEAVY") == 1
    assert shown(words="reason", who=world.bob.pk) == 3
    assert shown(since="2000-01-01", until="2999-01-01") == everything
    assert shown(until="2000-01-01") == 0


def test_filter_that_makes_no_sense_says_so_and_filters_nothing(world: World) -> None:
    answer = world.client(world.omar).get(world.url("trail/"), {"since": "yesterday", "verb": "unheard of"})
    assert answer.status_code == 200
    assert "Enter a valid date" in answer.content.decode()


def test_filters_that_match_nothing_say_what_to_do(world: World) -> None:
    text = world.client(world.omar).get(world.url("trail/"), {"words": "nowhere"}).content.decode()
    assert "No event matches" in text
    assert f'href="{world.url("trail/")}"' in text


def test_pages_keep_their_place_while_more_happens(world: World) -> None:
    happen(world, 60)
    client = world.client(world.omar)
    first = client.get(world.url("trail/"), {"who": world.bob.pk})
    seen = [line.event.pk for line in first.context["lines"]]
    happen(world, 7)
    where = f"who={world.bob.pk}&page=2&upto={first.context['upto']}"
    assert where.replace("&", "&amp;") in first.content.decode()
    second = client.get(world.url(f"trail/?{where}"))
    rest = [line.event.pk for line in second.context["lines"]]
    assert len(seen) == 50
    assert len(rest) == 10
    assert not set(seen) & set(rest)
    assert "7 newer events" in second.content.decode()


def test_nonsense_of_a_page_is_the_nearest_one(world: World) -> None:
    for odd in ({"page": "x"}, {"page": "99"}, {"upto": "-1"}, {"upto": "x"}, {"upto": "9" * 30}):
        assert world.client(world.omar).get(world.url("trail/"), odd).status_code == 200


def test_fragment_stands_in_its_page(world: World) -> None:
    client = world.client(world.omar)
    fragment = client.get(world.url("trail/"), headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<section id="trail-list"')
    assert fragment.strip() in client.get(world.url("trail/")).content.decode()


def test_before_and_after_are_told_field_by_field() -> None:
    assert changes({"a": 1, "b": "x", "c": None}, {"a": 2, "b": "x", "d": ["p", "q"]}) == [
        Change("a", "1", "2"),
        Change("d", "", "p, q"),
    ]
    assert changes(None, "new") == [Change("", "", "new")]
    assert changes(None, None) == []
    assert changes({"a": [1]}, {"a": {"b": [1]}})[0].after == '{"b": [1]}'


@pytest.mark.usefixtures("veiled")
def test_what_is_veiled_shows_nowhere(world: World) -> None:
    url, download = world.url("trail/"), world.url("report/events.csv")
    alice, bob = world.client(world.alice), world.client(world.bob)
    before = [alice.get(each).getvalue() for each in (download,)], alice.get(url).context["page"].paginator.count
    happen(world, 2, verb="voted")
    after = [alice.get(each).getvalue() for each in (download,)], alice.get(url).context["page"].paginator.count
    assert before == after
    assert "voted" not in alice.get(url).content.decode()
    assert bob.get(url).content.decode().count("reason 1") == 1
    assert "voted" in bob.get(download).getvalue().decode()


def test_export_has_the_fixed_columns(world: World) -> None:
    record(
        review=world.review, by=world.bob, verb="tested", about=world.review, reason="why", before={"a": 1}, after="b"
    )
    data = world.client(world.omar).get(world.url("report/events.csv")).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert list(rows[0]) == ["event", "at", "actor", "verb", "object", "label", "reason", "before", "after"]
    last = rows[-1]
    assert (last["actor"], last["verb"], last["object"]) == ("bob@example.org", "tested", "review")
    assert (last["label"], last["reason"]) == (world.review.title, "why")
    assert (last["before"], last["after"]) == ('{"a": 1}', '"b"')
    assert len(rows) == world.review.events.count()
    assert [row["event"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
