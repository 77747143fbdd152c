"""The criteria in force, and what the workbench suggests until a review has its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.models import Review
from studies.models import Criteria, ExclusionReason, Stage

SUGGESTED: dict[str, tuple[str, ...]] = {
    Stage.TITLE_ABSTRACT: (
        "Not about the topic of the review",
        "No causal insight",
        "Not empirical or conceptual",
        "Wrong setting",
        "Duplicate",
    ),
    Stage.FULL_TEXT: (
        "Not about the topic of the review",
        "No causal insight",
        "Not empirical or conceptual",
        "Wrong setting",
        "Language that the team does not read",
        "Duplicate",
    ),
}


@dataclass(frozen=True)
class Wording:
    """One version of the criteria with its reasons, by stage and in order."""

    criteria: Criteria
    reasons: dict[str, list[str]]

    @property
    def version(self) -> int:
        return self.criteria.version

    @property
    def is_suggestion(self) -> bool:
        return self.criteria.written_by_id is None

    @property
    def terms_for(self) -> list[str]:
        return self.criteria.terms_for.splitlines()

    @property
    def terms_against(self) -> list[str]:
        return self.criteria.terms_against.splitlines()

    @property
    def told(self) -> str:
        """All of it in words, to be put beside another."""
        reasons = [label for labels in self.reasons.values() for label in labels]
        return "\n".join([self.criteria.text, *reasons, *self.terms_for, *self.terms_against])


def suggestion(review: Review) -> Wording:
    """Version 1 as it will be stored when a vote needs it; it reads the same before and after."""
    reasons = {stage: list(labels) for stage, labels in SUGGESTED.items()}
    return Wording(Criteria(review=review, version=1), reasons)


def in_force(review: Review) -> Wording:
    return next(iter(wordings(review.criteria.order_by("-version")[:1])), None) or suggestion(review)


def versions(review: Review) -> list[Wording]:
    """Newest first."""
    return wordings(review.criteria.order_by("-version")) or [suggestion(review)]


def wordings(rows: Sequence[Criteria]) -> list[Wording]:
    found = list(rows.select_related("written_by"))
    by_version: dict[int, dict[str, list[str]]] = {each.pk: {stage: [] for stage in Stage.values} for each in found}
    for reason in ExclusionReason.objects.filter(criteria__in=by_version).order_by("order"):
        by_version[reason.criteria_id][reason.stage].append(reason.label)
    return [Wording(each, by_version[each.pk]) for each in found]
