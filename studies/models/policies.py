"""How a stage is screened: rows that are added and never changed, the last one is in force."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class Mode(models.TextChoices):
    """How many people decide on a citation."""

    SINGLE = "single", "single: one reviewer decides"
    SAMPLE = "sample", "single, with a second reviewer for a sample"
    DUAL = "dual", "dual independent: two reviewers decide"


class Settles(models.TextChoices):
    """Who settles what reviewers disagree on."""

    LEAD = "lead", "a lead"
    THIRD = "third", "a third person, who has not voted on it"
    AGREEMENT = "agreement", "the reviewers, when they agree"


class ScreeningPolicy(models.Model):
    """A stage without a row is screened by two, and leads settle: see studies/policies.py."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="screening_policies")
    stage = models.CharField(max_length=16, choices=Stage)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.DUAL)
    percent = models.PositiveSmallIntegerField(default=0, help_text="of the citations that a second reviewer screens")
    seed = models.CharField(max_length=32, help_text="with a citation's number it draws the sample")
    settles = models.CharField(max_length=10, choices=Settles, default=Settles.LEAD)
    own_conflicts = models.BooleanField(default=False, help_text="may settle a conflict of one's own vote")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "screening policies"
        constraints = [
            models.CheckConstraint(
                name="only_a_sample_has_a_share",
                condition=models.Q(mode=Mode.SAMPLE, percent__gte=1, percent__lte=99)
                | (~models.Q(mode=Mode.SAMPLE) & models.Q(percent=0)),
            )
        ]
        indexes = [models.Index(fields=["review", "stage", "-id"], name="policy_in_force")]

    def __str__(self) -> str:
        share = f":{self.percent}" if self.percent else ""
        return f"{self.mode}{share} at {self.get_stage_display()}"
