"""Writing criteria: a new wording is a new version beside the old ones, which stay readable."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from reviews.models import Review, User
from reviews.revisions import Stale
from reviews.trail import record
from studies.actions.wording import Wordings
from studies.models import Criteria
from studies.queries.criteria import Wording, in_force


@transaction.atomic
def write_criteria(
    *,
    review: Review,
    text: str,
    reasons: Mapping[str, Sequence[str]],
    terms_for: str,
    terms_against: str,
    why: str,
    revision: int,
    by: User,
) -> Criteria:
    """The next version; `revision` is the version it was made from, `reasons` are by stage and in order.

    Raises Stale with the wording in force when somebody wrote another in the meantime.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    wordings = Wordings(review)
    wordings.in_force()
    before = in_force(review)
    if before.version != revision:
        raise Stale(before)
    new = Criteria(review=review, text=text, terms_for=terms_for, terms_against=terms_against, written_by=by)
    new.version = before.version + 1
    written = Wording(new, {stage: list(labels) for stage, labels in reasons.items()})
    wordings.store(written)
    record(review=review, by=by, verb="wrote", about=new, reason=why, before=_told(before), after=_told(written))
    return new


def _told(wording: Wording) -> dict[str, object]:
    words = wording.criteria
    return {
        "version": words.version,
        "text": words.text,
        "terms for": wording.terms_for,
        "terms against": wording.terms_against,
        **{f"reasons at {stage}": labels for stage, labels in wording.reasons.items()},
    }
