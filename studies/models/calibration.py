"""Calibration rounds: citations that several reviewers screen, all of them, before they go on alone."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class CalibrationRound(models.Model):
    """While it is open its citations need a vote of each of its reviewers, whatever the policy says."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="calibration_rounds")
    stage = models.CharField(max_length=16, choices=Stage)
    number = models.PositiveIntegerField()
    reviewers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    citations = models.ManyToManyField("studies.Citation", related_name="calibration_rounds")
    seed = models.CharField(max_length=32, blank=True, help_text="that drew them; empty when somebody chose them")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="calibration_number_once")]

    def __str__(self) -> str:
        return f"calibration round {self.number}"
