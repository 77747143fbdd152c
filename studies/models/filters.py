"""Filters of the list of citations that somebody keeps, alone or for the team."""

from django.conf import settings
from django.db import models

from reviews.models import Review


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def open_to(self, user: object) -> "SavedFilterQuerySet":
        """One's own, and those that others share."""
        return self.filter(models.Q(owner=user) | models.Q(shared=True))


class SavedFilter(models.Model):
    """`query` is the part of the list's address that narrows and sorts it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="saved_filters")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    query = models.TextField()
    shared = models.BooleanField("share it with the team", default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "owner", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name
