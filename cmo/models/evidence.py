"""What a passage says about a configuration or one of its elements, and the tray where a configuration is made."""

from django.conf import settings
from django.db import models

from cmo.models.configurations import Configuration, Element, Role
from cmo.models.passages import Passage
from reviews.models import User
from studies.models import Document


class Stance(models.TextChoices):
    SUPPORTS = "supports", "supports"
    REFUTES = "refutes", "refutes"
    REFINES = "refines", "refines"


class Evidence(models.Model):
    """A passage may speak to a whole configuration (no element) or to one element of it."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="evidence")
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="evidence")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, null=True, related_name="evidence")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    note = models.TextField(blank=True)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["passage", "element"], name="evidence_of_element_once"),
            models.UniqueConstraint(
                fields=["passage", "configuration"],
                condition=models.Q(element=None),
                name="evidence_of_configuration_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage} {self.stance} {self.configuration}"


class TrayItemQuerySet(models.QuerySet["TrayItem"]):
    def of(self, coder: User) -> "TrayItemQuerySet":
        """Each coder has a tray of his or her own, and nobody looks into another's."""
        return self.filter(coder=coder)


class TrayItem(models.Model):
    """One passage in a role of the configuration that a coder is making; several items share a `slot` of that role."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tray_items")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="tray_items")
    role = models.CharField(max_length=12, choices=Role)
    slot = models.PositiveSmallIntegerField(help_text="1-based: C1, C2; items of one slot become one element")
    text = models.TextField(help_text="the element in the coder's words; the quotation until restated")

    objects = TrayItemQuerySet.as_manager()

    class Meta:
        ordering = ["role", "slot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "coder", "passage", "role"], name="tray_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role}{self.slot}: {self.text}"
