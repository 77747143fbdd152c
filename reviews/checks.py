"""What `verify` recomputes of this app."""

from collections.abc import Iterator

from reviews.models import Event, Review, TheoryVersion
from reviews.verification import Check, append_only, numbers_run, verifies


@verifies
def review_checks(review: Review) -> Iterator[Check]:
    yield from append_only(Event, TheoryVersion)
    yield numbers_run(review, "statement", review.statements.all())
    yield numbers_run(review, "theory_version", review.theory_versions.all())
    yield Check("a lead is present", True, review.members.leading().exists())
