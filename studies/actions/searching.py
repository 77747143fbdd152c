"""Search rounds: each says why it is made, where, and which gap in the theory asks for it; batches say how."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from reviews.models import Review, TheoryStatement, User, next_number
from reviews.revisions import opened
from reviews.trail import record
from studies.models import Batch, SearchRound
from studies.origins import Origin


@transaction.atomic
def open_round(
    *,
    review: Review,
    by: User,
    why: str,
    where: str,
    gap: TheoryStatement | None = None,
    cluster_element: str = "",
    pearl: str = "",
) -> SearchRound:
    made = SearchRound.objects.create(
        review=review,
        number=next_number(review, "search_round"),
        why=why,
        where=where,
        gap=gap,
        cluster_element=cluster_element,
        pearl=pearl,
        opened_by=by,
    )
    record(review=review, by=by, verb="opened", about=made, reason=why, after=_words(made))
    return made


@transaction.atomic
def edit_round(
    *,
    search_round: SearchRound,
    revision: int,
    by: User,
    why: str,
    where: str,
    gap: TheoryStatement | None = None,
    cluster_element: str = "",
    pearl: str = "",
) -> SearchRound:
    """Raises Stale when somebody saved the round after `revision`."""
    found = opened(search_round.review.search_rounds.all(), search_round.pk, revision)
    before = _words(found)
    found.why, found.where, found.gap = why, where, gap
    found.cluster_element, found.pearl = cluster_element, pearl
    found.save()
    record(review=found.review, by=by, verb="edited", about=found, reason=why, before=before, after=_words(found))
    return found


@transaction.atomic
def describe_batch(*, batch: Batch, revision: int, origin: Origin, by: User) -> Batch:
    """Say which search the batch comes from. Raises Stale when somebody said so after `revision`."""
    found = opened(batch.review.batches.all(), batch.pk, revision)
    names = list(asdict(origin))
    before = _said(found, names)
    for name, value in asdict(origin).items():
        setattr(found, name, value)
    found.save(update_fields=[*names, "revision"])
    record(review=found.review, by=by, verb="described", about=found, before=before, after=_said(found, names))
    return found


def _said(batch: Batch, names: list[str]) -> dict[str, str]:
    return {name: str(getattr(batch, name) or "") for name in names}


def _words(search_round: SearchRound) -> dict[str, Any]:
    return {
        "why": search_round.why,
        "where": search_round.where,
        "gap": str(search_round.gap) if search_round.gap else "",
        "cluster_element": search_round.cluster_element,
        "pearl": search_round.pearl,
    }
