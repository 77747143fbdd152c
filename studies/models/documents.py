"""Documents: what is read. Being included and being prioritised are two things."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from reviews.models import Review
from studies.models.citations import Citation
from studies.models.retrieval import without_text
from studies.models.screening import State


class Priority(models.TextChoices):
    OPEN = "open", "not yet decided"
    PRIORITISED = "prioritised", "prioritised"
    LEFT = "left", "left"


class DocumentQuerySet(models.QuerySet["Document"]):
    def standing(self) -> "DocumentQuerySet":
        """Those whose citation is included and whose text is not said to be missing; the others are parked."""
        included = self.filter(citation__standing=True, citation__state_title_abstract=State.INCLUDED)
        return included.exclude(citation__state_full_text=State.EXCLUDED).exclude(without_text("citation__"))


class Document(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    citation = models.OneToOneField(Citation, on_delete=models.PROTECT, related_name="document")
    number = models.PositiveIntegerField()
    priority = models.CharField(max_length=12, choices=Priority, default=Priority.OPEN)
    priority_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="document_number_once"),
            models.CheckConstraint(
                name="priority_has_reason",
                condition=models.Q(priority=Priority.OPEN) | ~models.Q(priority_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.review.slug, self.number])

    @property
    def parked(self) -> bool:
        """Its citation was decided anew, counts no more, or cannot be read; the work on it waits, nothing is lost."""
        included = self.citation.standing and self.citation.state_title_abstract == State.INCLUDED
        return not included or self.citation.state_full_text == State.EXCLUDED or self.text_missing

    @cached_property
    def text_missing(self) -> bool:
        return Citation.objects.filter(without_text(), pk=self.citation_id).exists()


class DocumentFile(models.Model):
    """The file a text was taken from, as it was given."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to="documents/")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "sha256"], name="document_file_once")]

    def __str__(self) -> str:
        return self.file_name
