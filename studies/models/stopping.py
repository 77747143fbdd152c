"""Where a team stopped screening, with the evidence that it had."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class ScreeningStop(models.Model):
    """A row that `resumes` another ends that stop. Citations that were not screened stay open all the same."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="screening_stops")
    stage = models.CharField(max_length=16, choices=Stage)
    reason = models.TextField()
    evidence = models.JSONField(default=dict, help_text="what was known then: order, seed, model, counts, test")
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(auto_now_add=True)
    resumes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="resumed_by")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"stop at {self.get_stage_display()}"
