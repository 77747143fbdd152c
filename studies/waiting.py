"""What waits for those who load, screen and settle: files to look at, citations to screen, conflicts to settle."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from reviews.access import CAPABILITIES, Capability
from reviews.models import Member, Review, User
from reviews.models.review import Role
from reviews.waiting import Waiting, waits
from studies.models import Batch, Citation, Stage, StagedFile, State
from studies.queries.duplicates import questions
from studies.queries.searching import halted
from studies.queries.votes import at_stage, state_column, unscreened


@waits
def loading(reviews: Sequence[Review], user: User) -> Iterator[Waiting]:
    keys = _where(reviews, user, Capability.LOAD)
    staged = _by_review(StagedFile.objects.filter(review__in=keys))
    stopped = _by_review(halted(Batch.objects.filter(review__in=keys)))
    for review in reviews:
        url = reverse("search", args=[review.slug])
        yield Waiting(review, staged.get(review.pk, 0), "dropped file to look at", "dropped files to look at", url)
        yield Waiting(
            review, stopped.get(review.pk, 0), "batch whose loading stopped", "batches whose loading stopped", url
        )


@waits
def judging(reviews: Sequence[Review], user: User) -> Iterator[Waiting]:
    asked = questions(_where(reviews, user, Capability.JUDGE))
    for review in reviews:
        url = reverse("duplicates", args=[review.slug])
        yield Waiting(review, len(asked.get(review.pk, ())), "pair to judge", "pairs to judge", url)


@waits
def screening(reviews: Sequence[Review], user: User) -> Iterator[Waiting]:
    screened, settled = _where(reviews, user, Capability.SCREEN), _where(reviews, user, Capability.SETTLE)
    for stage in Stage.values:
        where = "to screen by title and abstract" if stage == Stage.TITLE_ABSTRACT else "to screen by full text"
        counts = _to_screen(screened, stage, user)
        for review in reviews:
            url = reverse(f"screen_{stage}", args=[review.slug])
            yield Waiting(review, counts[review.pk], f"citation {where}", f"citations {where}", url)
    conflicts = sum((_conflicts(settled, stage) for stage in Stage.values), Counter[int]())
    for review in reviews:
        url = reverse("conflicts", args=[review.slug])
        yield Waiting(review, conflicts[review.pk], "conflict to settle", "conflicts to settle", url)


def _to_screen(reviews: Sequence[int], stage: str, user: User) -> Counter[int]:
    parts = unscreened(at_stage(Citation.objects.standing().filter(review__in=reviews), stage), stage, user)
    return sum((Counter(_by_review(part)) for part in parts), Counter[int]())


def _conflicts(reviews: Sequence[int], stage: str) -> Counter[int]:
    citations = at_stage(Citation.objects.standing().filter(review__in=reviews), stage)
    return Counter(_by_review(citations.filter(**{state_column(stage): State.CONFLICT})))


def _where(reviews: Sequence[Review], user: User, capability: Capability) -> list[int]:
    """The reviews (their keys) in which the user may do that."""
    roles = [role for role in Role if capability in CAPABILITIES[role]]
    mine = Member.objects.present().filter(user=user, role__in=roles, review__in=reviews)
    return list(mine.values_list("review", flat=True))


def _by_review(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("review").annotate(n=Count("*")))
