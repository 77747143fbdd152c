"""Programme theory: statements that are worked on, and versions of them that no longer change."""

from typing import Any

from django.conf import settings
from django.db import models

from reviews.models.review import Review


class Kind(models.TextChoices):
    INITIAL = "initial", "initial"
    CANDIDATE = "candidate", "candidate"
    RIVAL = "rival", "rival"
    SUBSTANTIVE = "substantive", "substantive"


class Stage(models.TextChoices):
    INITIAL = "initial", "initial"
    REFINED = "refined", "refined"
    FINAL = "final", "final"


class TheoryStatementQuerySet(models.QuerySet["TheoryStatement"]):
    def standing(self) -> "TheoryStatementQuerySet":
        return self.filter(retired_at=None)


class TheoryStatement(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INITIAL)
    if_text = models.TextField("if")
    then_text = models.TextField("then")
    because_text = models.TextField("because", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = TheoryStatementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="statement_number_once")]

    def __str__(self) -> str:
        because = f", because {self.because_text}" if self.because_text else ""
        return f"If {self.if_text}, then {self.then_text}{because}"

    def told(self) -> dict[str, Any]:
        """As versions and the trail keep it."""
        return {
            "number": self.number,
            "kind": str(self.kind),
            "if": self.if_text,
            "then": self.then_text,
            "because": self.because_text,
        }


class TheoryVersion(models.Model):
    """Frozen: a database trigger refuses to change or delete it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="theory_versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.INITIAL)
    narrative = models.TextField(blank=True)
    snapshot = models.JSONField(help_text="statements: number, kind, if, then, because")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="theory_version_number_once")]

    def __str__(self) -> str:
        return f"version {self.number} ({self.stage})"
