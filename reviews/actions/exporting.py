"""Having a file made in the background, for the eyes of the one who asked."""

from django.db import transaction

from reviews import jobs
from reviews.exports import Asked, Export
from reviews.models import Job, Review, User
from reviews.models.jobs import EXPORT


@transaction.atomic
def make_file(*, review: Review, table: Export, ending: str, by: User, asked: Asked | None = None) -> Job:
    """Start making it; while the same file is being made for the same person, that one is the answer."""
    payload = {"table": table.name, "ending": ending, "asked": dict(asked or {})}
    for job in review.jobs.unfinished().filter(kind=EXPORT, created_by=by):
        if job.payload == payload:
            return job
    return jobs.start(review=review, by=by, kind=EXPORT, payload=payload)
