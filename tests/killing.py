"""Kills a real worker process in the middle of its work, and tells what is there when another has gone on with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from reviews.models import Job
from reviews.verification import verify
from studies.loading import carry_out
from studies.models import Batch
from studies.models.searching import BatchState

PATIENCE = 60
WORK = ["manage.py", "db_worker", "--interval", "0.02", "--no-startup-delay", "--no-reload", "-v", "0"]


def database_url() -> str:
    """Of the database that this process is connected to, for a process that is not a test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    before, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@contextmanager
def worker(*more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as `docs/deployment.md` starts it; it is gone when the block ends."""
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "realist_review.settings"}
    process = subprocess.Popen([sys.executable, *WORK, *more], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "the worker does not get there"
        time.sleep(0.002)


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after loading began, or after the last record was loaded and joining began."""

    joining: bool
    after: float

    def wait(self, batch: Batch) -> None:
        jobs, batches = Job.objects.filter(pk=batch.job_id), Batch.objects.filter(pk=batch.pk)
        until(lambda: jobs.exclude(state="queued").exists())
        if self.joining:
            until(lambda: batches.filter(state=BatchState.LOADED).exists())
        time.sleep(self.after)


def kill(batch: Batch, moment: Moment) -> str:
    """Let a worker do the batch's job and kill it at the moment; answers with how far it was."""
    with worker() as process:
        moment.wait(batch)
        process.send_signal(signal.SIGKILL)
        process.wait()
    batch = Batch.objects.select_related("job").get(pk=batch.pk)
    placed = batch.records.exclude(citation=None).count()
    return f"{batch.job.state}, batch {batch.state}, {batch.records.count()} records, {placed} placed"


def go_on(batch: Batch) -> Batch:
    """As the reaper does when no beat was heard for a while; the work is gone on with here."""
    long_ago = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=batch.job_id, state="running").update(heartbeat_at=long_ago)
    return carry_out(Batch.objects.get(pk=batch.pk))


def together(batch: Batch) -> list[int]:
    """Of each entry, in order, the position of the first that stands in the same citation."""
    first: dict[int, int] = {}
    rows = batch.records.order_by("position").values_list("position", "citation")
    return [first.setdefault(citation, position) for position, citation in rows]


def wrong(batch: Batch) -> list[str]:
    """What is lost, double or unsound; nothing, if all is well."""
    found = [check.name for check in verify(batch.review) if not check.ok]
    positions = list(batch.records.order_by("position").values_list("position", flat=True))
    if positions != list(range(1, batch.entries + 1)):
        found.append(f"{len(positions)} records of {batch.entries} entries")
    if batch.job.state != "done":
        found.append(f"the job is {batch.job.state}: {batch.job.error}")
    return found
