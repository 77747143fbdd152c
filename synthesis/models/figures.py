"""Positions of the programme-theory figure, computed once a shape and kept."""

from django.db import models

from reviews.models import Review


class TheoryLayout(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="theory_layouts")
    digest = models.CharField(max_length=64, help_text="of the graph that was laid out")
    positions = models.JSONField()
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "digest"], name="layout_once")]

    def __str__(self) -> str:
        return f"layout {self.digest[:8]}"
