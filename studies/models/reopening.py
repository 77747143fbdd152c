"""Decisions opened again: the votes before it stay readable and count no more."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class Reopening(models.Model):
    """Its votes are taken back by rows that name it; settlements from before it are passed over.

    A row that `closes` another ends that one: what was said before it counts again.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reopenings")
    citation = models.ForeignKey("studies.Citation", on_delete=models.PROTECT, related_name="reopenings")
    stage = models.CharField(max_length=16, choices=Stage)
    reason = models.TextField()
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(auto_now_add=True)
    closes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="closed_by")
    spoke_for = models.JSONField(default=list, help_text="keys of the citations that were joined into this one by then")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["citation", "stage"], name="reopening_by_citation")]

    def __str__(self) -> str:
        return f"re-opened at {self.get_stage_display()}"
