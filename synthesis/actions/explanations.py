"""Naming, changing, removing and bringing back explanations."""

from django.db import transaction
from django.utils import timezone

from reviews.actions import NotPossible
from reviews.models import Review, User, next_number
from reviews.revisions import changed, opened
from reviews.trail import record
from synthesis.models import Drive, Explanation

FIELDS = ("name", "drive", "definition", "defining_context")

# The two causal explanations of Zhao et al. 2022 (doi 10.1089/tmj.2022.0213) and where they were mainly found.
PUBLISHED_PAIR = (
    (Drive.RATIONALITY, "Rationality-driven explanation", "Mainly open platforms"),
    (Drive.RELATIONALITY, "Relationality-driven explanation", "Mainly closed platforms"),
)


class NameTaken(NotPossible):
    """Two explanations of one review cannot be told apart by the same name."""


@transaction.atomic
def add_explanation(
    *, review: Review, by: User, name: str, drive: str, definition: str = "", defining_context: str = ""
) -> Explanation:
    _refuse_taken(review, name)
    number = next_number(review, "explanation")
    explanation = Explanation.objects.create(
        review=review,
        number=number,
        order=number,
        name=name,
        drive=drive,
        definition=definition,
        defining_context=defining_context,
    )
    record(review=review, by=by, verb="added", about=explanation, after=_told(explanation))
    return explanation


@transaction.atomic
def begin_explanations(*, review: Review, by: User) -> list[Explanation]:
    """The published pair, as a start; those that stand already stay as they are."""
    standing = set(review.explanations.filter(removed_at=None).values_list("name", flat=True))
    return [
        add_explanation(review=review, by=by, name=name, drive=drive, defining_context=context)
        for drive, name, context in PUBLISHED_PAIR
        if name not in standing
    ]


@transaction.atomic
def edit_explanation(
    *, explanation: Explanation, by: User, revision: int, reason: str = "", **fields: str
) -> Explanation:
    """Raises Stale when somebody saved it since; NameTaken when another one has the name."""
    found = opened(explanation.review.explanations.all(), explanation.pk, revision)
    _refuse_taken(found.review, fields["name"], but=found)
    before, after = changed(found, fields)
    if not after:
        return explanation
    found.save(update_fields=[*after, "revision"])
    record(review=found.review, by=by, verb="edited", about=found, reason=reason, before=before, after=after)
    return found


@transaction.atomic
def remove_explanation(*, explanation: Explanation, by: User, reason: str = "") -> Explanation:
    """Its configurations stand without an explanation until it is brought back or they are placed elsewhere."""
    explanation.removed_at = timezone.now()
    explanation.save(update_fields=["removed_at"])
    record(review=explanation.review, by=by, verb="removed", about=explanation, reason=reason)
    return explanation


@transaction.atomic
def bring_back_explanation(*, explanation: Explanation, by: User, reason: str = "") -> Explanation:
    _refuse_taken(explanation.review, explanation.name, but=explanation)
    explanation.removed_at = None
    explanation.save(update_fields=["removed_at"])
    record(review=explanation.review, by=by, verb="brought back", about=explanation, reason=reason)
    return explanation


def _refuse_taken(review: Review, name: str, but: Explanation | None = None) -> None:
    others = review.explanations.filter(removed_at=None, name__iexact=name)
    if others.exclude(pk=but.pk if but else None).exists():
        raise NameTaken(f"There is an explanation called “{name}” already; give this one another name.")


def _told(explanation: Explanation) -> dict[str, str]:
    return {name: str(getattr(explanation, name)) for name in FIELDS}
