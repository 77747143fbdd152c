"""Records as imported, which never change, and the citations that they are joined into."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from reviews.models import Review, User
from studies.models.bibliographic import Bibliographic
from studies.models.screening import Decision, Resolution, Stage, State
from studies.models.searching import Batch, RejectedEntry


class CitationQuerySet(models.QuerySet["Citation"]):
    def with_record_count(self) -> "CitationQuerySet":
        return self.annotate(record_count=models.Count("records"))

    def touched(self) -> "CitationQuerySet":
        """Those that somebody has worked on: a vote, a settled conflict or a document leans on them."""
        leaning = [
            models.Exists(model.objects.filter(citation=models.OuterRef("pk"))) for model in (Decision, Resolution)
        ]
        return self.filter(leaning[0] | leaning[1] | models.Q(document__isnull=False))

    def as_seen_by(self, viewer: User) -> "CitationQuerySet":
        """Blinded states: `shown_title_abstract` and `shown_full_text`.

        A citation that awaits its second vote looks untouched to everyone but the one who gave the first.
        """
        return self.annotate(**{f"shown_{stage}": _shown(stage, viewer) for stage in Stage.values})


def _shown(stage: str, viewer: User) -> models.Case:
    open_to_others = models.Q(**{f"state_{stage}": State.AWAITING}) & ~models.Q(**{f"voter_{stage}": viewer})
    return models.Case(
        models.When(open_to_others, then=models.Value(State.UNDECIDED)),
        default=f"state_{stage}",
        output_field=models.CharField(choices=State),
    )


class Citation(Bibliographic):
    """What is screened. Its fields are chosen from its records.

    Its states are derived, and owned by one action; so is the voter, known only while a second vote is awaited.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveIntegerField()
    state_title_abstract = models.CharField(max_length=16, choices=State, default=State.UNDECIDED)
    state_full_text = models.CharField(max_length=16, choices=State, default=State.UNDECIDED)
    voter_title_abstract = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    voter_full_text = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="citation_number_once")]
        indexes = [
            models.Index(
                fields=["review", "state_title_abstract", "number", "voter_title_abstract"],
                name="citation_by_title_state",
            ),
            models.Index(
                fields=["review", "state_full_text", "number", "voter_full_text"],
                name="citation_by_text_state",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("citation", args=[self.review.slug, self.number])


class JoinRule(models.TextChoices):
    """Why a record stands in its citation; the first record of a citation has none."""

    NONE = "", "first of its citation"
    IDENTICAL_ENTRY = "identical_entry", "identical entry"
    SAME_DOI = "same_doi", "same DOI, titles agree"
    SAME_PMID = "same_pmid", "same PMID, titles agree"


class Record(Bibliographic):
    """One entry of one file. Immutable, by a database trigger too; joining moves it and changes nothing in it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="records")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField(help_text="1-based among the file's entries")
    line = models.PositiveIntegerField(help_text="1-based, where the entry begins in the file")
    source_id = models.TextField(blank=True)
    raw = models.TextField()
    digest = models.CharField(max_length=64, help_text="sha256 of the entry's own words")
    unknown = models.JSONField(default=dict, blank=True, help_text="tags without a field here, verbatim")
    notes = models.JSONField(default=list, blank=True, help_text="what was odd when it was read, in sentences")
    labels = models.JSONField(default=list, blank=True, help_text="screening labels that another program left in it")
    related = models.JSONField(default=list, blank=True, help_text="errata, comments and retractions that it names")
    mends = models.ForeignKey(
        RejectedEntry, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="mended_as"
    )
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, null=True, related_name="records")
    join_rule = models.CharField(max_length=20, choices=JoinRule, blank=True, default=JoinRule.NONE)
    join_reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="record_number_once"),
            models.UniqueConstraint(fields=["batch", "position"], name="record_position_once"),
        ]
        indexes = [
            models.Index(fields=["review", "citation"], name="record_by_citation"),
            models.Index(fields=["batch", "join_rule", "citation"], name="record_by_batch_and_rule"),
            models.Index(fields=["batch", "mends"], name="record_mended", condition=models.Q(mends__isnull=False)),
        ]
