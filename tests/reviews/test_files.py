"""Long tables are made in the background, for one pair of eyes, and do not stay."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from docx import Document

from reviews import exports
from reviews.actions.exporting import make_file
from reviews.actions.people import take_out
from reviews.exports import Column, registry
from reviews.exports.making import KEPT
from reviews.exports.writers import pieces
from reviews.jobs.runner import forget_old, run_job
from reviews.models import Job
from tests.world import World


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviews.exports.writers.LARGE", 2)


@pytest.fixture
def alice(world: World) -> Client:
    return world.client(world.alice)


def made(client: Client, world: World, name: str = "events", ending: str = "xlsx") -> Job:
    job = client.post(world.url(f"report/{name}.{ending}/make/"), follow=True).context["job"]
    run_job.call(job.pk)
    job.refresh_from_db()
    return job


def url(world: World, job: Job, what: str = "") -> str:
    return world.url(f"report/files/{job.pk}/{what}")


def test_a_long_table_is_offered_made_and_taken(world: World, alice: Client) -> None:
    page = alice.get(world.url("report/events.xlsx"))
    assert f'action="{world.url("report/events.xlsx/make/")}"' in page.content.decode()
    assert not Job.objects.exists(), "asking writes nothing"
    job = made(alice, world)
    assert f'href="{url(world, job, "take/")}"' in alice.get(url(world, job)).content.decode()
    answer = alice.get(url(world, job, "take/"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="talk-events.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = list(exports.get("events").rows(world.review, world.alice))
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row[0] for row in rows]
    assert (job.done, job.total, job.result["rows"]) == (len(rows), len(rows), len(rows))
    assert url(world, job) in alice.get(world.url("report/")).content.decode()


def test_what_is_short_or_streams_arrives_at_once(world: World, alice: Client) -> None:
    for name in ("events.csv", "theory_statements.xlsx", "citations.docx"):
        assert "attachment" in alice.get(world.url(f"report/{name}")).headers["Content-Disposition"]


def test_nobody_else_knows_of_it(world: World, alice: Client) -> None:
    job = made(alice, world)
    for other in (world.bob, world.omar, world.adam):
        client = world.client(other)
        for path in (url(world, job), url(world, job, "take/"), world.url(f"jobs/{job.pk}/")):
            assert client.get(path).status_code == 404
        assert client.post(url(world, job, "again/")).status_code == 404
        assert url(world, job) not in client.get(world.url("report/")).content.decode()
    assert alice.get(world.url(f"jobs/{job.pk}/")).status_code == 200


def test_it_holds_what_the_asker_may_see(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = lambda review, viewer: [[viewer.email]] * 3  # noqa: E731
    table = exports.Export("mine", "Mine", (Column("who", "who"),), rows, size=lambda review, viewer: 3)
    monkeypatch.setitem(registry._registry, "mine", table)
    for user in (world.alice, world.bob):
        job = made(world.client(user), world, "mine")
        with default_storage.open(job.result["path"]) as file:
            sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
        assert sheet["A2"].value == user.email


def test_who_may_no_longer_has_it_no_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    adam = world.client(world.adam)
    job = made(adam, world)
    table = exports.get("events")
    monkeypatch.setitem(
        registry._registry, "events", type(table)(**{**vars(table), "needs": exports.get("decisions").needs})
    )
    assert adam.get(url(world, job, "take/")).status_code == 403
    assert adam.post(world.url("report/events.xlsx/make/")).status_code == 403


def test_who_left_gets_no_file(world: World) -> None:
    job = make_file(review=world.review, table=exports.get("events"), ending="xlsx", by=world.omar)
    take_out(member=world.review.members.get(user=world.omar), by=world.alice, reason="the project ended")
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("failed", {})


def test_the_same_asked_twice_is_made_once(world: World) -> None:
    one, two = (
        make_file(review=world.review, table=exports.get("events"), ending="xlsx", by=world.alice) for _ in range(2)
    )
    other = make_file(review=world.review, table=exports.get("events"), ending="docx", by=world.alice)
    assert one == two != other


def test_a_new_one_takes_the_place_of_the_old(world: World, alice: Client) -> None:
    old = made(alice, world)
    path = old.result["path"]
    job = alice.post(url(world, old, "again/"), follow=True).context["job"]
    run_job.call(job.pk)
    assert not default_storage.exists(path)
    assert alice.get(url(world, old, "take/")).status_code == 404
    assert "no longer here" in alice.get(url(world, old)).content.decode()
    assert alice.get(url(world, job, "take/")).getvalue()


def test_it_is_thrown_away_after_a_week(world: World, alice: Client) -> None:
    old, fresh = made(alice, world), made(alice, world, ending="docx")
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - KEPT - timedelta(minutes=1))
    forget_old()
    assert not default_storage.exists(old.result["path"])
    assert default_storage.exists(fresh.result["path"])
    assert alice.get(url(world, old, "take/")).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_rows_are_taken_one_at_a_time(ending: str) -> None:
    """No writer holds more than a handful of them."""
    alive: set[int] = set()
    most = 0

    class Row(list):
        def __del__(self) -> None:
            alive.discard(id(self))

    def rows():
        nonlocal most
        for number in range(1500):
            row = Row(["word", number])
            alive.add(id(row))
            most = max(most, len(alive))
            yield row

    content = b"".join(pieces(ending, "Illustrative", [Column("word", "any"), Column("number", "any")], rows()))
    assert most < 5
    if ending == "docx":
        assert len(Document(io.BytesIO(content)).tables[0].rows) == 1501
