"""Search rounds, the batches they brought, and what of a batch could not be read."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from reviews.models import Job, Review, TheoryStatement


class ClusterElement(models.TextChoices):
    """CLUSTER searching, Booth et al. 2013 (doi 10.1186/1471-2288-13-118)."""

    CITATIONS = "citations", "citations"
    LEAD_AUTHORS = "lead_authors", "lead authors"
    UNPUBLISHED = "unpublished", "unpublished materials"
    SCHOLAR = "scholar", "searches of Google Scholar"
    THEORIES = "theories", "theories"
    EARLY_EXAMPLES = "early_examples", "early examples"
    RELATED_PROJECTS = "related_projects", "related projects"


class Source(models.TextChoices):
    """Where a batch was found, as PRISMA 2020 tells other methods from databases and registers."""

    DATABASES = "databases", "database"
    REGISTERS = "registers", "register"
    WEBSITES = "websites", "website"
    ORGANISATIONS = "organisations", "organisation"
    CITATIONS = "citations", "citation searching"
    HAND = "hand", "hand searching"
    PEOPLE = "people", "experts and other people"
    OTHER = "other", "other"


class SearchRound(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="search_rounds")
    number = models.PositiveIntegerField()
    why = models.TextField("why this search is made")
    where = models.TextField("where", help_text="databases, websites, people")
    gap = models.ForeignKey(
        TheoryStatement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="search_rounds",
        verbose_name="gap in the theory",
    )
    cluster_element = models.CharField("CLUSTER element", max_length=20, choices=ClusterElement, blank=True)
    pearl = models.TextField("key pearl", blank=True, help_text="the document whose cluster is searched")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="search_round_number_once")]

    def __str__(self) -> str:
        return f"round {self.number}"


MENDED = "mended entries"  # the verb that the trail tells it by


class BatchState(models.TextChoices):
    LOADING = "loading", "loading"
    LOADED = "loaded", "loaded"
    CANCELLED = "cancelled", "cancelled"
    WITHDRAWN = "withdrawn", "withdrawn"


class BatchQuerySet(models.QuerySet["Batch"]):
    def standing(self) -> "BatchQuerySet":
        return self.filter(state=BatchState.LOADED)


def of_origin(*origins: str, of: str = "") -> models.Q:
    """Batches (or what came with one, `of` being the way there) whose origin is one of these."""
    elements = ["" if each == Source.DATABASES else each for each in origins]
    from_round = models.Q(**{f"{of}source": "", f"{of}round__cluster_element__in": elements})
    return models.Q(**{f"{of}source__in": origins}) | from_round


class Batch(models.Model):
    """One loaded file. The same bytes again are the same batch, so loading twice changes nothing."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="batches")
    round = models.ForeignKey(SearchRound, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    source = models.CharField("found in", max_length=20, choices=Source, blank=True)
    database = models.CharField(max_length=120, blank=True)
    platform = models.CharField(max_length=120, blank=True)
    query = models.TextField(blank=True)
    searched_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="batches/")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=30)
    mapping = models.JSONField(default=dict, blank=True, help_text="the field of each column, where people said it")
    entries = models.PositiveIntegerField(default=0, help_text="counted while the file was read: records and rejected")
    labels = models.JSONField(
        default=list, blank=True, help_text="screening labels in the file: tool, reviewer, stage, verdict, how many"
    )
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.LOADING)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="batch_number_once"),
            models.UniqueConstraint(fields=["review", "sha256"], name="batch_file_once"),
        ]

    def __str__(self) -> str:
        return f"batch {self.number} ({self.file_name})"

    @property
    def origin(self) -> str:
        """What is said of it, a source or a CLUSTER element: of the batch, else of its round; else databases."""
        return self.source or self.round.cluster_element or Source.DATABASES

    @property
    def complete(self) -> bool:
        """All of the file is loaded and joined, counting or withdrawn: there is nothing to go on with."""
        if self.state == BatchState.WITHDRAWN:
            return True
        return self.state == BatchState.LOADED and not self.records.filter(citation=None).exists()

    def get_absolute_url(self) -> str:
        return reverse("batch", args=[self.review.slug, self.number])


class RejectedEntry(models.Model):
    """An entry that could not be read: where it stands, why, and its own words, so that it can be mended.

    Mended, it stays here beside the records that it became (`mended_as`).
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rejected_entries")
    line = models.PositiveIntegerField()
    reason = models.TextField()
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["line", "pk"]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"
