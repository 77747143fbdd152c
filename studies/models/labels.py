"""Labels that people put on citations, many at once, and take off again: each time one deed that can be undone."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.citations import Citation


class Label(models.Model):
    """A word of the team's own for some citations: no decision, and seen by all."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="labels")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, help_text="the name without case and accents: what makes two names the same")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="label_once")]

    def __str__(self) -> str:
        return self.name


class Labelling(models.Model):
    """One deed: a label put on citations, or taken off them (`off`), all at once."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="labellings")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="labellings")
    off = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0, help_text="citations that it changed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["review", "by", "-id"], name="labelling_latest")]

    def __str__(self) -> str:
        return f"{self.label} {'off' if self.off else 'on'} {self.count}"


class CitationLabelQuerySet(models.QuerySet["CitationLabel"]):
    def standing(self) -> "CitationLabelQuerySet":
        return self.filter(taken_off=None)


class CitationLabel(models.Model):
    """A label on one citation, from the deed that put it there to the one that took it off."""

    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="on_citations")
    put_on = models.ForeignKey(Labelling, on_delete=models.PROTECT, related_name="put")
    taken_off = models.ForeignKey(Labelling, on_delete=models.PROTECT, null=True, related_name="took")

    objects = CitationLabelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "citation"], condition=models.Q(taken_off=None), name="citation_labelled_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.label)
