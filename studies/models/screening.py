"""Criteria, votes and resolutions: rows that are added and never overwritten."""

from django.conf import settings
from django.db import models

from reviews.models import Review


class Stage(models.TextChoices):
    TITLE_ABSTRACT = "title_abstract", "title and abstract"
    FULL_TEXT = "full_text", "full text"


class Verdict(models.TextChoices):
    INCLUDE = "include", "include"
    EXCLUDE = "exclude", "exclude"
    UNSURE = "unsure", "unsure"
    NONE = "none", "no vote"


class State(models.TextChoices):
    """What the votes on a citation amount to at one stage (derived: see studies/policies.py)."""

    UNDECIDED = "undecided", "to screen"
    AWAITING = "awaiting_second", "awaiting second"
    CONFLICT = "conflict", "conflict"
    INCLUDED = "included", "included"
    EXCLUDED = "excluded", "excluded"


class Criteria(models.Model):
    """A new wording is a new version; each vote knows the one that was in force.

    A version that nobody wrote is the workbench's suggestion, stored with the first vote that needed it.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="criteria")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    terms_for = models.TextField("highlight terms for", blank=True, help_text="one a line")
    terms_against = models.TextField("highlight terms against", blank=True, help_text="one a line")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="criteria_version_once")]

    def __str__(self) -> str:
        return f"criteria {self.version}"


class ExclusionReason(models.Model):
    criteria = models.ForeignKey(Criteria, on_delete=models.CASCADE, related_name="reasons")
    stage = models.CharField(max_length=16, choices=Stage)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["criteria", "stage", "order"], name="reason_order_once")]

    def __str__(self) -> str:
        return self.label


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """Votes that were not taken back; a later one of the same reviewer may have superseded an earlier."""
        return self.filter(undoes=None, undone_by=None)


class Decision(models.Model):
    """One vote, or the taking back of one (`undoes`). The last row of a reviewer on a citation is what he or she says.

    A row that takes back restores the verdict before it, `none` where there was no earlier vote. Rows that a
    `reopening` wrote, to take votes back or to give them again, are the deed of who re-opened.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    citation = models.ForeignKey("studies.Citation", on_delete=models.PROTECT, related_name="decisions")
    stage = models.CharField(max_length=16, choices=Stage)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT, null=True, related_name="+")
    carried = models.ForeignKey("studies.CarriedLabels", on_delete=models.PROTECT, null=True, related_name="votes")
    reopening = models.ForeignKey("studies.Reopening", on_delete=models.PROTECT, null=True, related_name="votes")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    decided_at = models.DateTimeField(auto_now_add=True)
    spoke_for = models.JSONField(default=list, help_text="keys of the citations that were joined into this one by then")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["citation", "stage", "reviewer"], name="decision_by_citation"),
            models.Index(fields=["review", "stage", "reviewer", "-id"], name="decision_by_reviewer"),
        ]
        constraints = [
            models.CheckConstraint(
                name="exclude_has_reason",
                condition=~models.Q(verdict=Verdict.EXCLUDE) | ~models.Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} at {self.get_stage_display()}"


class Proposal(models.Model):
    """How one of the reviewers would settle a conflict, where they do it by agreement: another of them confirms."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="proposals")
    citation = models.ForeignKey("studies.Citation", on_delete=models.PROTECT, related_name="proposals")
    stage = models.CharField(max_length=16, choices=Stage)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=[(v, v.label) for v in (Verdict.INCLUDE, Verdict.EXCLUDE)])
    reason = models.TextField()
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["citation", "stage"], name="proposal_by_citation")]

    def __str__(self) -> str:
        return f"proposed to {self.outcome}"


class Resolution(models.Model):
    """A conflict settled: its own row, beside the votes that it leaves as they were.

    Where reviewers settle by agreement it names the `proposal` and, as the adjudicator, who confirmed it.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="resolutions")
    citation = models.ForeignKey("studies.Citation", on_delete=models.PROTECT, related_name="resolutions")
    stage = models.CharField(max_length=16, choices=Stage)
    adjudicator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=[(v, v.label) for v in (Verdict.INCLUDE, Verdict.EXCLUDE)])
    reason = models.TextField()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="resolution")
    resolved_at = models.DateTimeField(auto_now_add=True)
    spoke_for = models.JSONField(default=list, help_text="keys of the citations that were joined into this one by then")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["citation", "stage"], name="resolution_by_citation")]

    def __str__(self) -> str:
        return f"settled as {self.outcome}"
