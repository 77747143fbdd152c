"""Jobs: each ends in one of three ways, survives its worker's death, and is done once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from reviews import jobs
from reviews.jobs import kinds, runner
from reviews.jobs.runner import requeue_stale, run_job
from reviews.models import Job
from reviews.models.jobs import JobState
from tests.world import World, make_world

Kind = Callable[[kinds.Work], None]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """`work(function)` is what jobs of the kind "test" do."""
    return lambda function: monkeypatch.setitem(kinds._kinds, "test", function)


def start(world: World, key: str = "") -> Job:
    return jobs.start(review=world.review, by=world.alice, kind="test", payload={"n": 3}, key=key)


def run(job: Job) -> Job:
    run_job.call(job.pk)
    job.refresh_from_db()
    return job


def test_job_tells_how_far_it_is_and_what_came_of_it(world: World, work: Kind) -> None:
    def count(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        progress(job.payload["n"], 3, "counting")
        return {"counted": job.payload["n"]}

    work(count)
    job = run(start(world))
    assert (job.state, job.result, job.percent, job.message) == (JobState.DONE, {"counted": 3}, 100, "counting")
    assert job.finished_at is not None


def test_refusal_is_told_in_its_own_words(world: World, work: Kind) -> None:
    def refuse(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        raise jobs.Refused("This file is empty.")

    work(refuse)
    job = run(start(world))
    assert (job.state, job.error) == (JobState.FAILED, "This file is empty.")


def test_fault_is_told_without_its_inside(world: World, work: Kind, caplog: pytest.LogCaptureFixture) -> None:
    work(lambda job, progress: {"never": 1 / 0})
    job = run(start(world))
    assert job.state == JobState.FAILED
    assert "the workbench itself" in job.error
    assert "division" not in job.error
    assert "ZeroDivisionError" in caplog.text


def test_cancelled_at_the_next_chunk(world: World, work: Kind) -> None:
    chunks = []

    def chunk(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        for number in range(1, 4):
            progress(number, 1)
            chunks.append(number)
            jobs.cancel(job=job, by=world.alice)
        return {}

    work(chunk)
    assert run(start(world)).state == JobState.CANCELLED
    assert chunks == [1]
    event = world.review.events.first()
    assert (event.verb, event.actor) == ("stopped", world.alice)


def test_cancelled_before_it_began_never_begins(world: World, work: Kind) -> None:
    work(lambda job, progress: pytest.fail("it began"))
    job = jobs.cancel(job=start(world), by=world.alice)
    assert run(job).state == JobState.CANCELLED


def test_what_has_ended_is_not_cancelled(world: World, work: Kind) -> None:
    work(lambda job, progress: {})
    job, before = run(start(world)), world.review.events.count()
    assert not jobs.cancel(job=job, by=world.alice).cancel_requested
    assert world.review.events.count() == before


def test_key_makes_the_second_start_the_first(world: World, work: Kind) -> None:
    work(lambda job, progress: {})
    first = start(world, key="sha256")
    assert start(world, key="sha256") == first
    assert start(world) != start(world), "without a key every start is its own"
    run(first)
    assert start(world, key="sha256") != first, "what has ended may be done again"


def die(job: Job) -> None:
    """As kill -9 leaves it: running, and no beat for a while."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempt=job.attempt + 1, heartbeat_at=timezone.now() - timedelta(minutes=1)
    )
    job.refresh_from_db()


def test_dead_job_is_queued_again_and_given_up_after_three(world: World, work: Kind) -> None:
    work(lambda job, progress: pytest.fail("nobody runs it here"))
    job = start(world)
    for _ in range(2):
        die(job)
        assert requeue_stale() == 1
        job.refresh_from_db()
        assert job.state == JobState.QUEUED
        assert requeue_stale() == 0
    die(job)
    assert requeue_stale() == 1
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, runner.GAVE_UP)


def test_living_job_is_left_alone(world: World) -> None:
    job = start(world)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=1, heartbeat_at=timezone.now())
    assert requeue_stale() == 0


def test_forgotten_job_is_queued_again(world: World, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    """The web process died between the job's commit and the queueing of its task."""
    job = start(world)
    assert requeue_stale() == 0
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(minutes=3))
    with django_capture_on_commit_callbacks() as queued:
        assert requeue_stale() == 1
    assert len(queued) == 1


def test_worker_taken_for_dead_gives_way(world: World, work: Kind) -> None:
    def overtaken(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(attempt=2, done=7)
        progress(1, 1)
        return {"who": "the first"}

    work(overtaken)
    job = run(start(world))
    assert (job.state, job.done, job.result) == (JobState.RUNNING, 7, {})


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_it_once(work: Kind) -> None:
    done: list[str] = []
    both = threading.Barrier(2, timeout=10)

    def note(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        done.append(threading.current_thread().name)
        return {}

    def worker() -> None:
        both.wait()
        run_job.call(job.pk)
        connection.close()

    work(note)
    job = start(make_world())
    threads = [threading.Thread(target=worker) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    job.refresh_from_db()
    assert len(done) == 1
    assert (job.state, job.attempt) == (JobState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_are_one_job() -> None:
    world, found = make_world(), []
    both = threading.Barrier(2, timeout=10)

    def press() -> None:
        both.wait()
        found.append(start(world, key="same").pk)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert len(found) == 2
    assert len(set(found)) == 1


@pytest.mark.django_db(transaction=True)
def test_heart_beats_beside_a_long_chunk(work: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BEAT_EVERY", 0.02)

    def long(job: Job, progress: kinds.Progress) -> dict[str, Any]:
        began = job.heartbeat_at
        for _ in range(200):
            if Job.objects.get(pk=job.pk).heartbeat_at > began:
                return {"beaten": True}
            threading.Event().wait(0.02)
        return {"beaten": False}

    work(long)
    assert run(start(make_world())).result == {"beaten": True}


@pytest.mark.django_db(transaction=True)
def test_task_is_queued_only_when_the_job_is_kept(work: Kind) -> None:
    from django_tasks_db.models import DBTaskResult

    world = make_world()
    with pytest.raises(RuntimeError), transaction.atomic():
        start(world)
        raise RuntimeError
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)
    start(world)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_fragment_asks_again_until_the_end(world: World, work: Kind) -> None:
    work(lambda job, progress: {})
    job = start(world)
    client, url, htmx = world.client(world.omar), world.url(f"jobs/{job.pk}/"), {"HX-Request": "true"}
    first = client.get(url, {"next": "/r/talk/search/"}, headers=htmx)
    assert first.status_code == 200
    assert 'hx-trigger="every 700ms"' in first.content.decode()
    assert first.content.decode().strip() in client.get(url, {"next": "/r/talk/search/"}).content.decode()
    same = client.get(url, {"seen": job.stamp}, headers=htmx)
    assert (same.status_code, same.content) == (204, b"")
    run(job)
    last = client.get(url, {"seen": "old", "next": "/r/talk/search/"}, headers=htmx)
    assert last.status_code == 286
    assert last.headers["HX-Redirect"] == "/r/talk/search/"
    assert "hx-trigger" not in last.content.decode()
    assert client.get(url).status_code == 200


def test_the_page_goes_on_when_a_job_was_stopped_and_stays_with_the_reason_when_it_failed(
    world: World, work: Kind
) -> None:
    def refuses(job: Job, progress: object) -> dict[str, object]:
        raise jobs.Refused("The file is gone.")

    work(refuses)
    failed, stopped = run(start(world)), start(world)
    jobs.cancel(job=stopped, by=world.alice)
    run(stopped)
    client, asked = world.client(world.omar), {"next": "/r/talk/search/"}
    answers = [
        client.get(world.url(f"jobs/{job.pk}/"), asked, headers={"HX-Request": "true"}) for job in (failed, stopped)
    ]
    assert [answer.headers.get("HX-Redirect") for answer in answers] == [None, "/r/talk/search/"]
    assert 'href="/r/talk/search/">Go on' in answers[0].content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_stays_on_this_site(world: World, work: Kind, elsewhere: str) -> None:
    work(lambda job, progress: {})
    job = run(start(world))
    answer = world.client(world.omar).get(
        world.url(f"jobs/{job.pk}/"), {"next": elsewhere}, headers={"HX-Request": "true"}
    )
    assert "HX-Redirect" not in answer.headers
    assert elsewhere not in answer.content.decode()


def test_stop_by_button(world: World, work: Kind) -> None:
    work(lambda job, progress: {})
    job = start(world)
    url = world.url(f"jobs/{job.pk}/stop/")
    assert "Stop" not in world.client(world.omar).get(world.url(f"jobs/{job.pk}/")).content.decode()
    fragment = world.client(world.adam).post(url, headers={"HX-Request": "true"})
    assert "stopping" in fragment.content.decode()
    assert run(job).state == JobState.CANCELLED
    assert world.client(world.adam).post(url).headers["Location"] == world.url(f"jobs/{job.pk}/")
