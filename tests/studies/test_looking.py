"""Large files are read behind the page: shown meanwhile, stopped, read in another way, begun anew after a kill."""

import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from reviews.jobs.runner import requeue_stale, run_job
from reviews.models import Job
from studies.actions.looking import stage_unread
from studies.actions.staging import discard_file
from studies.intake import glance
from studies.models import SearchRound, StagedFile
from tests.killing import until, worker
from tests.make import LIMIT, CitationFile, nbib_file, ris_file, search_round
from tests.studies.test_columns import ANSWERS, columns_of, table
from tests.world import World, make_world

HTMX = {"HX-Request": "true"}
CHATTER = "TY  - JOUR\nER  - \n"


@pytest.fixture(autouse=True)
def all_are_large(settings: object) -> None:
    settings.LOOK_AT_ONCE_LIMIT = 0


@pytest.fixture
def adam(world: World) -> Client:
    return world.client(world.adam)


@pytest.fixture
def opened(world: World) -> SearchRound:
    return search_round(world.review, world.adam)


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def drop(client: Client, world: World, *files: CitationFile) -> object:
    uploads = [SimpleUploadedFile(file.name, file.data) for file in files]
    return client.post(world.url("search/rounds/1/drop/"), {"files": uploads}, follow=True)


def act(client: Client, world: World, what: str, **changes: str) -> object:
    """Press a button below the files that are not being read."""
    form = {key: value for key, value in changes.items() if key == "again"}
    for each in StagedFile.objects.select_related("job"):
        if not each.looking:
            form[f"file-{each.pk}-format"] = changes.get("format", each.format)
            form[f"file-{each.pk}-database"] = changes.get("database", each.database)
    return client.post(world.url(f"search/rounds/1/files/{what}/"), form, follow=True)


def work() -> Job:
    job = Job.objects.filter(state="queued").get()
    run_job.func(job.pk)
    job.refresh_from_db()
    return job


def preview(client: Client, world: World) -> str:
    return words(client.get(world.url("search/rounds/1/files/")))


def test_a_large_file_is_shown_as_being_read_and_then_as_any_other(
    world: World, adam: Client, opened: SearchRound
) -> None:
    response = drop(adam, world, ris_file(list(range(1, 9))))
    assert "1 of them still being read" in words(response)
    assert '<noscript><meta http-equiv="refresh"' in response.content.decode()
    assert "Load 1 file" not in words(response)
    job = work()
    assert (job.state, job.result, job.unit) == ("done", {"entries": 8, "rejected": 0}, "MB")
    shown = preview(adam, world)
    assert "1 file with 8 entries" in shown
    assert "The first 5 of 8" in shown
    assert "http-equiv" not in adam.get(world.url("search/rounds/1/files/")).content.decode()
    assert [(each.verb, each.after.get("entries")) for each in world.review.events.all()[:2]] == [
        ("read", 8),
        ("dropped", None),
    ]
    act(adam, world, "load")
    assert world.review.batches.get().job.payload["entries"] == 8


def test_the_page_asks_for_the_file_until_it_is_read(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, ris_file([1]), nbib_file([2]))
    first, second = StagedFile.objects.select_related("job")
    url = world.url(f"search/rounds/1/files/{first.pk}/")
    assert adam.get(f"{url}?seen={first.job.stamp}", headers=HTMX).status_code == 204
    assert f"seen={first.job.stamp}" in adam.get(url, headers=HTMX).content.decode()
    run_job.func(first.job_id)
    ended = adam.get(f"{url}?seen={first.job.stamp}", headers=HTMX)
    assert ended.status_code == 286
    assert 'id="staged-sum" hx-swap-oob="true"' in ended.content.decode()
    assert "Load 1 file" in words(ended)
    assert "1 of them still being read" in words(ended)
    assert adam.get(url).url.endswith("/search/rounds/1/files/")
    discard_file(staged=second, by=world.adam)
    gone = adam.get(world.url(f"search/rounds/1/files/{second.pk}/"), headers=HTMX)
    assert (gone.status_code, gone.content) == (286, b"")


def test_nonsense_is_refused_from_its_beginning_and_leaves_nothing(
    world: World, adam: Client, opened: SearchRound
) -> None:
    before = sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    response = drop(adam, world, CitationFile("letter.txt", [], ["Dear all, " * 1000]))
    assert response.status_code == 422
    assert "letter.txt : " in words(response)
    assert not Job.objects.exists()
    assert not StagedFile.objects.exists()
    assert sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()) == before


def test_the_same_file_twice_is_read_once(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, ris_file([1]), ris_file([1]))
    drop(adam, world, ris_file([1]))
    assert (StagedFile.objects.count(), Job.objects.count()) == (1, 1)


def test_what_is_wrong_with_it_is_said_where_it_stands(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, CitationFile("empty.ris", [], [CHATTER]), ris_file([1]))
    for job in Job.objects.filter(state="queued"):
        run_job.func(job.pk)
    shown = preview(adam, world)
    assert "No entry of this file can be read" in shown
    assert "empty.ris not read " in shown
    assert "empty.ris is not loaded: it has to be read first" in words(act(adam, world, "load"))
    assert [each.file_name for each in StagedFile.objects.all()] == ["empty.ris"]
    assert world.review.batches.count() == 1


def test_stopped_it_waits_to_be_read_or_discarded(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, ris_file([1]))
    staged = StagedFile.objects.get()
    stop = world.url(f"search/rounds/1/files/{staged.pk}/stop/")
    assert "stopping" in words(adam.post(stop, headers=HTMX))
    adam.post(stop)
    assert work().state == "cancelled"
    assert "Reading was stopped." in preview(adam, world)
    assert "1 of them still being read" in words(act(adam, world, "read", again=str(staged.pk)))
    assert work().state == "done"
    assert "1 file with 1 entry" in preview(adam, world)
    assert StagedFile.objects.get().database == staged.database


def test_another_format_is_tried_behind_the_page_and_loses_nothing(
    world: World, adam: Client, opened: SearchRound
) -> None:
    drop(adam, world, ris_file([1, 2]))
    work()
    shown = words(act(adam, world, "load", format="pubmed_xml", database="Embase"))
    assert "Read again, and nothing loaded yet" in shown
    assert "1 of them still being read" in preview(adam, world)
    assert "still being read" in words(act(adam, world, "load"))
    assert not world.review.batches.exists()
    assert work().state == "failed"
    assert "It stands here as it was read before" in preview(adam, world)
    staged = StagedFile.objects.get()
    assert (staged.format, staged.entries, staged.database) == ("ris", 2, "Embase")


def test_columns_are_read_as_said_behind_the_page(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, CitationFile("table.csv", [], [table(1, 2).decode()]))
    work()
    staged = StagedFile.objects.get()
    response = adam.post(f"{columns_of(world, staged)}read/", ANSWERS, follow=True)
    assert "1 of them still being read" in words(response)
    work()
    assert "1 file with 2 entries" in preview(adam, world)
    assert StagedFile.objects.get().mapping["Fundstück"] == "title"


def test_a_file_discarded_while_it_is_read_is_read_no_longer(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, ris_file([1]))
    discard_file(staged=StagedFile.objects.get(), by=world.adam)
    assert work().state == "cancelled"
    assert not StagedFile.objects.exists()


def test_an_observer_sees_and_stops_nothing(world: World, adam: Client, opened: SearchRound) -> None:
    drop(adam, world, ris_file([1]))
    url = world.url(f"search/rounds/1/files/{StagedFile.objects.get().pk}/")
    client = world.client(world.omar)
    assert (client.get(url).status_code, client.post(f"{url}stop/").status_code) == (403, 403)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_is_begun_anew() -> None:
    made = make_world()
    opened, file = search_round(made.review, made.adam), ris_file(list(range(1, 60_001)))
    intake = glance(file.file, name=file.name, limit=LIMIT)
    staged = stage_unread(search_round=opened, file=file.file, intake=intake, by=made.adam)
    mine = Job.objects.filter(pk=staged.job_id)
    with worker() as process:
        until(lambda: mine.filter(state="running", done__gt=0).exists())
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert StagedFile.objects.get().unread
    mine.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    requeue_stale()
    run_job.func(staged.job_id)
    assert (mine.get().state, mine.get().attempt, StagedFile.objects.get().entries) == ("done", 2, 60_000)


def test_a_small_file_beside_a_large_one_is_shown_at_once(
    world: World, adam: Client, opened: SearchRound, settings: object
) -> None:
    settings.LOOK_AT_ONCE_LIMIT = 2000
    response = words(drop(adam, world, ris_file(list(range(1, 20))), nbib_file([1])))
    assert "1 of them still being read" in response
    assert "illustrative.nbib 1 entry to load" in response
