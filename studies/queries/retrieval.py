"""Whether the full text of a citation is missing, and what was said of it."""

from django.db.models import Q

from reviews.models import Review
from studies.models import Citation, MissingText, State
from studies.models.retrieval import UNREAD, without_text


def said_missing(citation: Citation) -> list[MissingText]:
    """What stands of it and of those joined into it: nothing where the text is there, or was read all the same."""
    rows = MissingText.objects.standing().filter(Q(citation=citation) | Q(citation__into=citation))
    held = list(rows.select_related("said_by")) if citation.state_title_abstract == State.INCLUDED else []
    if citation.state_full_text in UNREAD:
        return held
    return [each for each in held if each.carried and citation.state_full_text == State.EXCLUDED]


def can_be_missing(citation: Citation) -> bool:
    """It is to be read in full, and nobody has decided it there; open votes make no difference."""
    reached = citation.standing and citation.state_title_abstract == State.INCLUDED
    return reached and citation.state_full_text in UNREAD


def missing(review: Review) -> set[int]:
    """The keys of all citations whose full text was not found."""
    return set(review.citations.standing().filter(without_text()).order_by().values_list("pk", flat=True))
