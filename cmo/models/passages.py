"""A passage: a stretch of one text version that somebody marked, with its own words kept beside its offsets."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cmo.models.texts import DocumentText
from reviews.models import Review


class PassageQuerySet(models.QuerySet["Passage"]):
    def standing(self) -> "PassageQuerySet":
        """Those that speak to a configuration; what only lies in somebody's tray is nobody else's business yet."""
        return self.filter(evidence__isnull=False, evidence__configuration__removed_at=None).distinct()

    def bare(self) -> "PassageQuerySet":
        """Those that lie in nobody's tray and speak to nothing."""
        return self.filter(evidence=None, tray_items=None)


class Passage(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.ForeignKey(DocumentText, on_delete=models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    page = models.PositiveIntegerField(null=True, help_text="empty where no page is known")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(auto_now_add=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="passage_number_once"),
            models.UniqueConstraint(fields=["text", "start", "end", "coder"], name="passage_once"),
            models.CheckConstraint(name="passage_not_empty", condition=models.Q(end__gt=models.F("start"))),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"

    def get_absolute_url(self) -> str:
        """Its place in the text version it was marked in."""
        place = reverse("read", args=[self.review.slug, self.text.document.number])
        return f"{place}?passage={self.number}#p{self.number}"
