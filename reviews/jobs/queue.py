"""Starting and cancelling jobs."""

from typing import Any

from django.db import transaction

from reviews.jobs.runner import run_job
from reviews.models import Job, Review, User


@transaction.atomic
def start(*, review: Review | None, by: User | None, kind: str, payload: dict[str, Any], key: str = "") -> Job:
    """Queue the work; while a job of the same kind and key is under way, that one is the answer."""
    if key and (underway := Job.objects.unfinished().filter(kind=kind, key=key).first()):
        return underway
    job = Job.objects.create(review=review, created_by=by, kind=kind, payload=payload, key=key)
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


@transaction.atomic
def cancel(*, job: Job) -> Job:
    """Ask it to stop at its next chunk; one that has not begun never does."""
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])
    return job
