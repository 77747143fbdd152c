"""What was decided on one citation, as far as one reader may know it."""

from dataclasses import dataclass

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
    decisions = visible(citation.decisions.select_related("reviewer", "criteria", "undoes"), viewer)
    return History(list(decisions), list(citation.resolutions.select_related("adjudicator")))
