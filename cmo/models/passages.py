"""A passage: a stretch of one text version that somebody marked, with its own words kept beside its offsets."""

from django.conf import settings
from django.db import models

from cmo.models.texts import DocumentText
from reviews.models import Review


class Passage(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.ForeignKey(DocumentText, on_delete=models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    page = models.PositiveIntegerField(default=1)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="passage_number_once"),
            models.UniqueConstraint(fields=["text", "start", "end", "coder"], name="passage_once"),
            models.CheckConstraint(name="passage_not_empty", condition=models.Q(end__gt=models.F("start"))),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"
