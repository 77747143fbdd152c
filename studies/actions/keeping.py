"""Filters of the list of citations that somebody keeps."""

from django.db import transaction

from reviews.models import Review, User
from reviews.trail import record
from studies.models import SavedFilter


@transaction.atomic
def save_filter(*, review: Review, name: str, query: str, shared: bool, by: User) -> SavedFilter:
    """A name that its owner has used before means what is saved now."""
    kept = {"query": query, "shared": shared}
    saved, _ = SavedFilter.objects.update_or_create(review=review, owner=by, name=name, defaults=kept)
    record(review=review, by=by, verb="saved", about=saved, after=kept)
    return saved


@transaction.atomic
def remove_filter(*, saved: SavedFilter, by: User) -> str:
    name = saved.name
    record(review=saved.review, by=by, verb="removed", about=saved, before={"query": saved.query})
    saved.delete()
    return name
