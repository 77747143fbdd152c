"""Files that were dropped and wait to be looked at, and what people said about the columns of tables."""

from django.conf import settings
from django.db import models

from reviews.models import Job, Review
from studies.models.searching import SearchRound, Source


class Gone(Exception):
    """Somebody loaded or discarded the file since it was fetched, or the same person pressed twice."""

    def __init__(self, staged: "StagedFile") -> None:
        super().__init__(f"{staged.file_name} was loaded or discarded in the meantime.")


class StagedFileQuerySet(models.QuerySet["StagedFile"]):
    def standing(self, staged: "StagedFile") -> "StagedFile":
        """The row as it stands now, locked. Raises Gone."""
        try:
            return self.select_for_update(of=["self"]).select_related("review", "round").get(pk=staged.pk)
        except self.model.DoesNotExist:
            raise Gone(staged) from None


class StagedFile(models.Model):
    """A file that was dropped and is being looked at; nothing of it is in the review yet."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="staged_files")
    round = models.ForeignKey(SearchRound, on_delete=models.CASCADE, related_name="staged_files")
    file = models.FileField(upload_to="batches/")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=30)
    mapping = models.JSONField(default=dict, blank=True, help_text="the field of each column, where people said it")
    source = models.CharField("found in", max_length=20, choices=Source, blank=True)
    database = models.CharField(max_length=120, blank=True)
    platform = models.CharField(max_length=120, blank=True)
    query = models.TextField(blank=True)
    searched_on = models.DateField(null=True, blank=True)
    entries = models.PositiveIntegerField()
    preview = models.JSONField(
        default=dict, blank=True, help_text="first entries and first rejected ones, as they will stand; empty: unread"
    )
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, related_name="+", help_text="which last read it, where it is large"
    )
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField(auto_now_add=True)

    objects = StagedFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def unread(self) -> bool:
        """Nobody has read it to its end yet: it was stopped or refused, or that is under way."""
        return not self.preview

    @property
    def looking(self) -> bool:
        """A job reads it, for the first time or in another way."""
        return self.job is not None and not self.job.ended

    @property
    def size(self) -> int:
        """In bytes. Raises FileNotFoundError when it was discarded."""
        return self.file.size


class ColumnMapping(models.Model):
    """What the columns of a table mean, said once for the review: tables with the same headers are read so."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="column_mappings")
    signature = models.CharField(max_length=64, help_text="sha256 of the headers")
    headers = models.JSONField()
    mapping = models.JSONField(help_text="the field of each column that has one")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "signature"], name="column_mapping_once")]

    def __str__(self) -> str:
        return ", ".join(self.headers)
