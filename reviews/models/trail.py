"""The trail: who did what, when and why. Rows are added and never changed; triggers on both databases see to it."""

from django.conf import settings
from django.db import models

from reviews.models.review import Review


class Event(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["review", "-at"], name="event_by_time"),
            models.Index(fields=["review", "object_type", "object_id"], name="event_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor or 'the workbench'} {self.verb} {self.object_label}"
