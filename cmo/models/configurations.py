"""Configurations and their elements: context, mechanism and outcome are roles in a configuration, not types of text."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from reviews.models import Review, TheoryVersion


class Role(models.TextChoices):
    INTERVENTION = "intervention", "intervention"
    STRATEGY = "strategy", "strategy"
    CONTEXT = "context", "context"
    ACTOR = "actor", "actor"
    RESOURCE = "resource", "mechanism: resource"
    RESPONSE = "response", "mechanism: response"
    OUTCOME = "outcome", "outcome"


class Level(models.TextChoices):
    EXTRACTED = "extracted", "extracted"
    CONSOLIDATED = "consolidated", "consolidated"


class Polarity(models.TextChoices):
    POSITIVE = "positive", "brings the outcome about"
    NEGATIVE = "negative", "prevents the outcome"


def _passages(stance: str) -> models.Count:
    return models.Count("evidence__passage", filter=models.Q(evidence__stance=stance), distinct=True)


class ConfigurationQuerySet(models.QuerySet["Configuration"]):
    def standing(self) -> "ConfigurationQuerySet":
        return self.filter(removed_at=None)

    def with_evidence_counts(self) -> "ConfigurationQuerySet":
        """`passages_for`, `passages_refining` and `passages_against` it, and `documents` with a passage on it."""
        return self.annotate(
            passages_for=_passages("supports"),
            passages_refining=_passages("refines"),
            passages_against=_passages("refutes"),
            documents=models.Count("evidence__passage__text__document", distinct=True),
        ).order_by("number")

    def with_roles(self, *any_of: str) -> "ConfigurationQuerySet":
        return self.filter(models.Exists(Element.objects.filter(configuration=models.OuterRef("pk"), role__in=any_of)))


class Configuration(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="configurations")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=12, choices=Level, default=Level.EXTRACTED)
    title = models.CharField(max_length=300)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.POSITIVE)
    coded_under = models.ForeignKey(TheoryVersion, on_delete=models.PROTECT, null=True, related_name="configurations")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ConfigurationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="configuration_number_once")]

    def __str__(self) -> str:
        return f"CMOC{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("configuration", args=[self.review.slug, self.number])

    def said(self) -> dict[str, Any]:
        """What it says, in plain values: kept by the trail, shown where two people edit it at once."""
        elements: dict[str, list[str]] = {}
        for element in self.elements.order_by("order"):
            elements.setdefault(element.role, []).append(element.text)
        return {"title": self.title, "polarity": str(self.polarity), "elements": elements}


class Element(models.Model):
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="elements")
    role = models.CharField(max_length=12, choices=Role)
    order = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["role", "order"]
        constraints = [
            models.UniqueConstraint(fields=["configuration", "role", "order"], name="element_order_once"),
            models.CheckConstraint(name="element_has_text", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
