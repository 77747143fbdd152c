"""The kinds of work, registered by the apps that do it, and the hand they report progress with."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from reviews.models import Job
from reviews.models.jobs import JobState

BEAT_SECONDS = 1.0


class Cancelled(Exception):
    """Its owner asked the job to stop; raised at the next report of progress."""


class Superseded(Exception):
    """This worker was taken for dead, and another one has the job now."""


class Refused(Exception):
    """The work cannot be done, for a reason that its owner can read and mend."""


class Progress:
    """Tells how far a job is, at most once a second, and hears at the same time whether to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._next_beat = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if time.monotonic() < self._next_beat and done < total:
            return
        self._next_beat = time.monotonic() + BEAT_SECONDS
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt)
        if not mine.update(done=done, total=total, message=message, heartbeat_at=timezone.now()):
            raise Superseded
        if mine.filter(cancel_requested=True).exists():
            raise Cancelled


Work = Callable[[Job, Progress], dict[str, Any]]
Clearing = Callable[[Job], None]
_kinds: dict[str, Work] = {}
_clearings: dict[str, Clearing] = {}
_kept: dict[str, timedelta] = {}


def kind(name: str, *, clear: Clearing | None = None, kept: timedelta | None = None) -> Callable[[Work], Work]:
    """Register the decorated function as the work of that kind: `work(job, progress) -> result`.

    It may be begun again after a crash, so it works in chunks, each committed, and skips what is done. `clear` puts
    away what was laid aside for a job that is never begun, or never begun again; where the result is `kept` for a
    time only, also what came of one that is done.
    """

    def register(work: Work) -> Work:
        _kinds[name] = work
        if clear:
            _clearings[name] = clear
        if kept:
            _kept[name] = kept
        return work

    return register


def work_of(name: str) -> Work:
    return _kinds[name]


def outlived() -> Iterator[Job]:
    """What is done, and kept for longer than its kind is."""
    for name, kept in _kept.items():
        done = Job.objects.filter(kind=name, state=JobState.DONE, finished_at__lt=timezone.now() - kept)
        yield from done.exclude(result={})


def clear(job: Job) -> None:
    if clearing := _clearings.get(job.kind):
        clearing(job)
