"""Carrying a job out: claimed by one worker, kept alive by a beat, ended in one of three ways, retried when it dies."""

import contextlib
import logging
import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from reviews.jobs.kinds import Cancelled, Progress, Refused, Superseded, clear, outlived, work_of
from reviews.models import Job
from reviews.models.jobs import JobState

logger = logging.getLogger(__name__)
BEAT_EVERY = 3.0
STALE_AFTER = timedelta(seconds=20)
FORGOTTEN_AFTER = timedelta(minutes=2)
ATTEMPTS = 3
GAVE_UP = f"The work stopped {ATTEMPTS} times without an answer. Ask the person who runs this site to look at its log."


@task
def run_job(job_id: int) -> None:
    """Do nothing when another worker has it."""
    job = _claim(job_id)
    if job is None:
        return
    try:
        with _heart(job):
            result = work_of(job.kind)(job, Progress(job))
    except Cancelled:
        _end(job, JobState.CANCELLED)
    except Superseded:
        logger.warning("job %s went on elsewhere", job.pk)
    except Refused as refusal:
        _end(job, JobState.FAILED, error=str(refusal))
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _end(job, JobState.FAILED, error="Something went wrong in the workbench itself; its log has the details.")
    else:
        _end(job, JobState.DONE, result=result)


def requeue_stale() -> int:
    """Queue again what was running when its worker died (no beat for 20 seconds); give up after three attempts.

    So is what waits for minutes: its task may have been lost with the process that was about to queue it, and a task
    too many does nothing.
    """
    now = timezone.now()
    dead = Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    forgotten = Q(state=JobState.QUEUED, queued_at__lt=now - FORGOTTEN_AFTER)
    with transaction.atomic():
        stale = list(Job.objects.select_for_update().filter(dead | forgotten))
        for job in stale:
            if job.attempt >= ATTEMPTS:
                _end(job, JobState.FAILED, error=GAVE_UP)
                transaction.on_commit(partial(clear, job))
            else:
                Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, queued_at=now)
                transaction.on_commit(lambda pk=job.pk: run_job.enqueue(pk))
    return len(stale)


def forget(jobs: Iterable[Job]) -> None:
    """Throw away what came of them."""
    for job in jobs:
        clear(job)
        Job.objects.filter(pk=job.pk).update(result={})


def forget_old() -> None:
    forget(outlived())


def _claim(job_id: int) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=JobState.QUEUED).first()
        if job is None:
            return None
        if job.cancel_requested:
            _end(job, JobState.CANCELLED)
            transaction.on_commit(partial(clear, job))
            return None
        job.state, job.heartbeat_at = JobState.RUNNING, timezone.now()
        job.attempt += 1
        job.save(update_fields=["state", "heartbeat_at", "attempt"])
        return job


def _end(job: Job, state: JobState, *, error: str = "", result: dict | None = None) -> None:
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt)
    mine.update(state=state, error=error, result=result or {}, finished_at=timezone.now())


@contextlib.contextmanager
def _heart(job: Job) -> Iterator[None]:
    """Beat beside the work, so that a long chunk is not taken for a death."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT_EVERY):
            Job.objects.filter(pk=job.pk, attempt=job.attempt).update(heartbeat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True, name=f"heart of job {job.pk}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
