"""The canonical plain text of a document, in versions that never change, and its blocks."""

from django.conf import settings
from django.db import models

from studies.models import Document, DocumentFile


class DocumentText(models.Model):
    """LF, no BOM, Unicode NFC. Offsets into it are code points; a trigger keeps it as it is."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    extractor = models.CharField(max_length=80)
    warnings = models.JSONField(default=list)
    source = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, null=True, related_name="texts")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="text_version_once")]

    def __str__(self) -> str:
        return f"text {self.version} of {self.document}"


class BlockKind(models.TextChoices):
    HEADING = "heading", "heading"
    PARAGRAPH = "paragraph", "paragraph"
    TABLE_ROW = "table_row", "table row"
    FURNITURE = "furniture", "page furniture"


class Block(models.Model):
    text = models.ForeignKey(DocumentText, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=BlockKind, default=BlockKind.PARAGRAPH)
    page = models.PositiveIntegerField(null=True, help_text="empty where no page is known")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["text", "order"], name="block_order_once"),
            models.CheckConstraint(name="block_not_empty", condition=models.Q(end__gt=models.F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.order}"
