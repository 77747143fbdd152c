"""Causal explanations: configurations in order, under one drive and the context that defines it."""

from django.db import models
from django.urls import reverse

from cmo.models import Configuration
from reviews.models import Review


class Drive(models.TextChoices):
    """The two drives of Zhao et al. 2022 (doi 10.1089/tmj.2022.0213); a review may name its own."""

    RATIONALITY = "rationality", "rationality-driven"
    RELATIONALITY = "relationality", "relationality-driven"
    OTHER = "other", "another drive"


class Explanation(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="explanations")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    drive = models.CharField(max_length=15, choices=Drive, default=Drive.OTHER)
    definition = models.TextField(blank=True)
    defining_context = models.TextField(blank=True, help_text="for example: mainly open platforms")
    order = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    configurations = models.ManyToManyField(Configuration, through="Membership", related_name="explanations")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="explanation_number_once"),
            models.UniqueConstraint(
                fields=["review", "name"], condition=models.Q(removed_at=None), name="explanation_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('explanations', args=[self.review.slug])}#explanation-{self.number}"


class Membership(models.Model):
    """A configuration in an explanation, at its place in the order; in one explanation at a time."""

    explanation = models.ForeignKey(Explanation, on_delete=models.CASCADE, related_name="memberships")
    configuration = models.OneToOneField(Configuration, on_delete=models.CASCADE, related_name="membership")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.configuration} in {self.explanation}"
