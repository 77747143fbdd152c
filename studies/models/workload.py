"""Who is asked to screen what: by list, or by shares that later batches fall under, too."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class ShareOut(models.Model):
    """The last row of a stage is in force; one without shares leaves every citation to everybody."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="share_outs")
    stage = models.CharField(max_length=16, choices=Stage)
    shares = models.JSONField(default=dict, help_text="key of a reviewer -> weight")
    seed = models.CharField(max_length=32)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"shares at {self.get_stage_display()}"


class Assignment(models.Model):
    """A citation that a reviewer is asked to screen. One of a reviewer who left is owed by everybody."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="assignments")
    stage = models.CharField(max_length=16, choices=Stage)
    citation = models.ForeignKey("studies.Citation", on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    share_out = models.ForeignKey(ShareOut, on_delete=models.CASCADE, null=True, related_name="assignments")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["citation", "stage", "reviewer"], name="assigned_once"),
        ]
        indexes = [models.Index(fields=["review", "stage", "reviewer", "citation"], name="assigned_to")]

    def __str__(self) -> str:
        return f"{self.citation} for {self.reviewer}"
