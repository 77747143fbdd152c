"""Records as imported, which never change, and the citations that they are joined into."""

from dataclasses import asdict

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from reviews.models import Review, User
from studies.formats import Entry
from studies.intake import digest_of
from studies.models.bibliographic import Bibliographic
from studies.models.listing import Listed
from studies.models.screening import Decision, Stage, State
from studies.models.searching import Batch, RejectedEntry

# Of what lies on a citation: the one it counts for now, which its own may have been joined into.
STANDS = Coalesce("citation__into", "citation")


class CitationQuerySet(models.QuerySet["Citation"]):
    def standing(self) -> "CitationQuerySet":
        """Those that count: neither joined into another, nor known from withdrawn batches alone."""
        return self.filter(standing=True)

    def hold(self) -> None:
        """Nobody votes on them until the transaction ends: who does so meanwhile waits, or is waited for."""
        list(self.select_for_update().order_by("pk").values_list("pk"))

    def as_seen_by(self, viewer: User) -> "CitationQuerySet":
        """Blinded states: `shown_title_abstract` and `shown_full_text`.

        A citation that awaits another vote looks untouched to everyone but those who gave theirs.
        """
        return self.annotate(**{f"shown_{stage}": _shown(stage, viewer) for stage in Stage.values})


def _shown(stage: str, viewer: User) -> models.Case:
    mine = models.Q(**{f"voters_{stage}__contains": f",{viewer.pk},"})
    open_to_others = models.Q(**{f"state_{stage}": State.AWAITING}) & ~mine
    return models.Case(
        models.When(open_to_others, then=models.Value(State.UNDECIDED)),
        default=f"state_{stage}",
        output_field=models.CharField(choices=State),
    )


class Citation(Listed, Bibliographic):
    """What is screened. Its fields are chosen from its records.

    Its states are derived, and owned by one action; so are the voters (",3,8,"), known only while votes are awaited.
    Whether people are asked by name to screen it is owned by another action. It begins with its `first` record. One
    that was joined into another stays, with its votes and its document: `into` is where its records stand now,
    `by_way_of` the one it was joined to itself, so that it can come back as it was. Where somebody corrected a field,
    `edited` holds what stands in place of the records' own words.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveIntegerField()
    edited = models.JSONField(default=dict, blank=True, help_text="field -> the words that somebody gave it")
    revision = models.PositiveIntegerField(default=1)
    state_title_abstract = models.CharField(max_length=16, choices=State, default=State.UNDECIDED)
    state_full_text = models.CharField(max_length=16, choices=State, default=State.UNDECIDED)
    standing = models.BooleanField(default=True, help_text="has a record in a standing batch, and is not joined away")
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    first = models.ForeignKey("Record", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_way_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    voters_title_abstract = models.CharField(max_length=200, default="", blank=True)
    voters_full_text = models.CharField(max_length=200, default="", blank=True)
    asked_title_abstract = models.BooleanField(default=False, help_text="people are asked by name to screen it")
    asked_full_text = models.BooleanField(default=False, help_text="the same of its full text")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="citation_number_once"),
            models.CheckConstraint(
                name="joined_away_stands_nowhere", condition=models.Q(into=None) | models.Q(standing=False)
            ),
            models.CheckConstraint(
                name="joined_away_by_a_way",
                condition=models.Q(into__isnull=True, by_way_of__isnull=True)
                | models.Q(into__isnull=False, by_way_of__isnull=False),
            ),
        ]
        # Of standing ones alone: lists, counts and queues never ask for others, and are answered by the index itself;
        # PostgreSQL does so only where the key is in it.
        indexes = [
            models.Index(
                fields=["review", "number", "id"], name="citation_standing", condition=models.Q(standing=True)
            ),
            *(
                models.Index(
                    fields=["review", f"{name}_key", "number", "id"],
                    name=f"citation_by_{name}",
                    condition=models.Q(standing=True),
                )
                for name in ("title", "authors")
            ),
            # All that a list is narrowed and counted by: it is read in place of the citations, which are long.
            models.Index(
                fields=[
                    "review",
                    "year_key",
                    "number",
                    "type_key",
                    "language_key",
                    "has_abstract",
                    "has_doi",
                    "state_title_abstract",
                    "voters_title_abstract",
                    "state_full_text",
                    "voters_full_text",
                    "id",
                ],
                name="citation_narrowed",
                condition=models.Q(standing=True),
            ),
            models.Index(
                fields=[
                    "review",
                    "state_title_abstract",
                    "number",
                    "voters_title_abstract",
                    "asked_title_abstract",
                    "id",
                ],
                name="citation_by_title_state",
                condition=models.Q(standing=True),
            ),
            models.Index(
                fields=[
                    "review",
                    "state_title_abstract",
                    "state_full_text",
                    "number",
                    "voters_full_text",
                    "asked_full_text",
                    "id",
                ],
                name="citation_by_text_state",
                condition=models.Q(standing=True),
            ),
            models.Index(
                fields=["review", "into", "id"], name="citation_not_standing", condition=models.Q(standing=False)
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("citation", args=[self.review.slug, self.number])

    @property
    def inherited_decisions(self) -> models.QuerySet[Decision]:
        """Votes that count here because they were cast on citations that were joined into this one."""
        return Decision.objects.filter(citation__into=self)


class Record(Bibliographic):
    """One entry of one file. Immutable, by a database trigger too; joining moves it and changes nothing in it.

    `citation` is where it stands, `home` where it stood before that one was joined into another. The first record of
    a citation has no `join_rule`; the others say why they stand there, beside which record, and since when.
    """

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
    home = models.ForeignKey(Citation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    join_rule = models.CharField(max_length=40, blank=True)
    join_reasons = models.TextField(blank=True)
    join_version = models.CharField(max_length=20, blank=True, help_text="of the rules")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    joined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="record_number_once"),
            models.UniqueConstraint(fields=["batch", "position"], name="record_position_once"),
        ]
        indexes = [
            models.Index(fields=["review", "citation"], name="record_by_citation"),
            models.Index(fields=["batch", "join_rule", "citation"], name="record_by_batch_and_rule"),
            models.Index(
                fields=["review", "join_rule", "-joined_at", "-number"],
                name="record_by_rule",
                condition=~models.Q(join_rule=""),
            ),
            models.Index(fields=["batch", "mends"], name="record_mended", condition=models.Q(mends__isnull=False)),
        ]

    @classmethod
    def of(
        cls, entry: Entry, *, batch: Batch, number: int, position: int, mends: RejectedEntry | None = None
    ) -> "Record":
        """The entry of a file as a record of its batch, not stored yet."""
        return cls(
            review_id=batch.review_id,
            batch=batch,
            number=number,
            position=position,
            line=mends.line if mends else entry.line,
            mends=mends,
            raw=entry.raw,
            digest=digest_of(entry.raw),
            unknown=entry.unknown,
            notes=entry.notes,
            labels=[asdict(label) for label in entry.labels],
            related=[asdict(each) for each in entry.related],
            **entry.fields,
        )
