"""Full texts that were sought and not found: facts about documents, no votes, and so everybody's to see."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reviews.models import Review
from studies.models.citations import STANDS
from studies.models.screening import State

UNREAD = (State.UNDECIDED, State.AWAITING)


class MissingTextQuerySet(models.QuerySet["MissingText"]):
    def standing(self) -> "MissingTextQuerySet":
        """Those that no later finding ended."""
        return self.filter(ends=None, ended_by=None)

    def bearers(self) -> models.QuerySet["MissingText"]:
        """The keys of the citations that it is said of, themselves or as what was joined into them."""
        return self.order_by().annotate(bearer=STANDS).values("bearer")


class MissingText(models.Model):
    """Somebody sought the full text of a citation and did not find it; a row that `ends` another says that it is found.

    `carried` were exclusions for the reason “Full text not found”, which was the only way to say so before.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="missing_texts")
    citation = models.ForeignKey("studies.Citation", on_delete=models.PROTECT, related_name="missing_texts")
    reason = models.TextField(blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    ends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="ended_by")
    carried = models.BooleanField(default=False)

    objects = MissingTextQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="not_found_has_reason", condition=models.Q(ends__isnull=False) | ~models.Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return "full text found" if self.ends_id else "full text not found"


def without_text(of: str = "") -> models.Q:
    """Citations (or what has one, `of` being the way there) that are to be read in full and cannot be.

    What was decided at full text was read, whatever is said of its text.
    """
    rows = MissingText.objects.standing()
    unread = models.Q(**{f"{of}state_full_text__in": UNREAD, f"{of}pk__in": rows.bearers()})
    carried = models.Q(**{f"{of}state_full_text": State.EXCLUDED, f"{of}pk__in": rows.filter(carried=True).bearers()})
    return models.Q(**{f"{of}state_title_abstract": State.INCLUDED}) & (unread | carried)
