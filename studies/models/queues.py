"""The queue of a reviewer: in which order it comes, and which citation he or she holds for some minutes."""

from django.conf import settings
from django.db import models

from reviews.models import Review
from studies.models.screening import Stage


class Order(models.TextChoices):
    """None hides anything: each is an order of all citations."""

    LIKELY = "likely", "likely first"
    OLDEST = "oldest", "oldest first"
    RANDOM = "random", "random"


class OrderChoice(models.Model):
    """Who chose which order, kept for the report; the last row of a reviewer at a stage is in force."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="order_choices")
    stage = models.CharField(max_length=16, choices=Stage)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    order = models.CharField(max_length=8, choices=Order)
    seed = models.PositiveIntegerField()
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["review", "stage", "reviewer", "-id"], name="order_in_force")]

    def __str__(self) -> str:
        return f"{self.order} at {self.get_stage_display()}"


class Ranking(models.Model):
    """All citations of a stage in the order learnt for one reviewer, for everybody where `reviewer` is None.

    `places` are keys of citations as little-endian 64-bit integers: those opened first, in the order they were opened,
    then the others, likely first. `drawn` are those among them that stand where they do by chance.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rankings")
    stage = models.CharField(max_length=16, choices=Stage)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    places = models.BinaryField(default=bytes)
    drawn = models.JSONField(default=list)
    terms = models.JSONField(default=dict, help_text="what speaks for and against, as learnt")
    learnt_from = models.PositiveIntegerField(default=0, help_text="decisions")
    found = models.PositiveIntegerField(default=0, help_text="inclusions among them")
    question = models.TextField(blank=True, help_text="words of the theory that it began from")
    seed = models.PositiveIntegerField(default=0)
    model_version = models.CharField(max_length=120, blank=True)
    trained_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "stage", "reviewer"], name="ranking_once"),
            models.UniqueConstraint(
                fields=["review", "stage"], condition=models.Q(reviewer=None), name="ranking_for_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"learnt from {self.learnt_from} decisions"


class RankingIndex(models.Model):
    """The words of all citations of a review, counted once for every ranking."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="ranking_index")
    file = models.FileField(upload_to="ranking/")
    citations = models.PositiveIntegerField(default=0)
    model_version = models.CharField(max_length=120)
    built_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"index of {self.citations} citations"


class Lease(models.Model):
    """A citation in front of somebody until then. When it is in front of `seats`, nobody else is served it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="leases")
    stage = models.CharField(max_length=16, choices=Stage)
    citation = models.ForeignKey("studies.Citation", on_delete=models.CASCADE, related_name="leases")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=1, help_text="reviewers who decide on it")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["citation", "stage", "holder"], name="leased_once_by_each")]
        indexes = [models.Index(fields=["review", "stage", "until"], name="leases_standing")]

    def __str__(self) -> str:
        return f"{self.citation} before {self.holder}"
