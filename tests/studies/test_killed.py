"""`kill -9` of a real worker in the middle of loading and of joining; two workers on one job.

Twenty random moments on each database are `benchmarks.killing`.
"""

import pytest

from reviews.jobs.runner import run_job
from studies.actions import importing
from studies.actions.importing import import_batch
from studies.models import Batch
from tests.killing import Moment, go_on, kill, together, until, worker, wrong
from tests.make import CitationFile, duplicated, ris_file
from tests.studies.test_importing import stage
from tests.world import World, make_world

ENTRIES = 1100


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def queued(world: World, file: CitationFile) -> Batch:
    return import_batch(staged=stage(world, file), by=world.adam)


def test_killed_and_gone_on_with(world: World) -> None:
    works = duplicated(ENTRIES)
    batch = queued(world, ris_file(works))
    told = [kill(batch, Moment(joining=False, after=0.25))]
    batch = go_on(batch)
    assert wrong(batch) == [], told
    assert together(batch) == [works.index(work) + 1 for work in works]


def test_killed_while_joining(world: World) -> None:
    batch = queued(world, ris_file(duplicated(ENTRIES)))
    told = kill(batch, Moment(joining=True, after=0.3))
    assert wrong(go_on(batch)) == [], told


def test_two_workers_on_one_job_do_it_once(world: World) -> None:
    batch = queued(world, ris_file(list(range(1, 301))))
    run_job.enqueue(batch.job_id)
    with worker(), worker():
        until(lambda: Batch.objects.get(pk=batch.pk).job.ended)
    batch = Batch.objects.select_related("job", "review").get(pk=batch.pk)
    assert wrong(batch) == []
    assert (batch.job.attempt, batch.review.events.filter(verb="loaded").count()) == (1, 1)
    assert batch.job.kind == importing.KIND
