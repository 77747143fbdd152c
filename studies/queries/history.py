"""What was decided on one citation, as far as one reader may know it."""

from dataclasses import dataclass

from django.db.models import Q

from reviews.models import User
from studies.models import Citation, Decision, Resolution
from studies.queries.votes import visible


@dataclass(frozen=True)
class History:
    """What was decided on one citation, oldest first, as far as the viewer may read it."""

    decisions: list[Decision]
    resolutions: list[Resolution]

    @property
    def count(self) -> int:
        return len(self.decisions) + len(self.resolutions)


def history(citation: Citation, viewer: User) -> History:
    """Its own rows, and those of the citations that were joined into it."""
    said = Q(citation=citation) | Q(citation__into=citation)
    rows = Decision.objects.filter(said).select_related("reviewer", "criteria", "undoes", "citation")
    settled = Resolution.objects.filter(said).select_related("adjudicator", "citation")
    return History(list(visible(rows, viewer)), list(settled))
