"""Laying the programme theory out, once a shape, in a job: Graphviz holds the interpreter while it works."""

from typing import Any

from django.db import transaction

from reviews.jobs import kind, start
from reviews.jobs.kinds import Progress
from reviews.models import Job, Review, User
from synthesis.graph import digest
from synthesis.graph import graph as build
from synthesis.layout import layout
from synthesis.models import TheoryLayout
from synthesis.queries import plain, theory_groups

KIND = "draw_theory"


@transaction.atomic
def draw_theory(*, review: Review, by: User) -> Job:
    """Start the job, or find it under way. It leaves no event: it changes nothing in the review."""
    return start(review=review, by=by, kind=KIND, payload={}, key=f"{review.pk}")


@kind(KIND)
def work(job: Job, progress: Progress) -> dict[str, Any]:
    graph = build(plain(theory_groups(job.review)))
    shape = digest(graph)
    if not job.review.theory_layouts.filter(digest=shape).exists():
        TheoryLayout.objects.get_or_create(review=job.review, digest=shape, defaults={"positions": layout(graph)})
    return {"digest": shape}
