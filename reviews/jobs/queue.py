"""Starting and cancelling jobs."""

from typing import Any

from django.db import IntegrityError, transaction

from reviews.jobs.runner import run_job
from reviews.models import Job, Review, User
from reviews.trail import record


@transaction.atomic
def start(*, review: Review | None, by: User | None, kind: str, payload: dict[str, Any], key: str = "") -> Job:
    """Queue the work; while a job of the same kind and key is under way, that one is the answer."""
    same = Job.objects.unfinished().filter(kind=kind, key=key)
    if key and (underway := same.first()):
        return underway
    try:
        with transaction.atomic():
            job = Job.objects.create(review=review, created_by=by, kind=kind, payload=payload, key=key)
    except IntegrityError:  # somebody else started it between the look and the leap
        return same.get()
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


@transaction.atomic
def cancel(*, job: Job, by: User | None, reason: str = "") -> Job:
    """Ask it to stop at its next chunk; one that has not begun never does, and one that has ended stays as it is."""
    asked = Job.objects.unfinished().filter(pk=job.pk, cancel_requested=False).update(cancel_requested=True)
    job.refresh_from_db()
    if asked:
        record(review=job.review, by=by, verb="stopped", about=job, reason=reason)
    return job
