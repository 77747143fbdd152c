"""Screening labels that other programs left in a file, carried over as votes because a lead said whose they are."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage
from studies.models.searching import Batch


class CarriedLabels(models.Model):
    """The labels of one reviewer of another program in one batch, now the votes of a member at a stage.

    Taken back, the votes stay readable as all votes do, and the labels can be carried over anew.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="carried_labels")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="carried_labels")
    tool = models.CharField(max_length=60)
    labelled_by = models.CharField(max_length=255, blank=True, help_text="the reviewer as the file names him or her")
    stage = models.CharField(max_length=16, choices=Stage)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    carried_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    carried_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "carried labels"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "tool", "labelled_by", "stage"],
                condition=models.Q(taken_back_at=None),
                name="labels_carried_once",
            )
        ]

    def __str__(self) -> str:
        return f"labels of {self.labelled_by or 'nobody named'} in {self.tool}"
