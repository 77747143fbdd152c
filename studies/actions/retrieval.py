"""Saying that a full text was not found, and that it is found after all: rows are added, none is changed."""

from django.db import transaction

from reviews.actions import NotPossible
from reviews.models import User
from reviews.trail import record, stated
from studies.models import Citation, Lease, MissingText, Stage
from studies.queries.retrieval import can_be_missing, said_missing

NOT_FOUND, FOUND = "did not find the full text of", "found the full text of"


class CannotBeMissing(NotPossible):
    """The sentence says why."""


@transaction.atomic
def report_missing(*, citation: Citation, reason: str, by: User) -> MissingText:
    """The citation is no longer owed at full text until its text is found; said again it adds nothing.

    Raises CannotBeMissing where it does not wait to be read in full, ReasonMissing.
    """
    found = _locked(citation)
    if not can_be_missing(found):
        raise CannotBeMissing(f"Citation {found.number} does not wait to be screened by its full text.")
    if held := said_missing(found):
        return held[-1]
    said = MissingText.objects.create(review=found.review, citation=found, reason=stated(reason), said_by=by)
    Lease.objects.filter(citation=found, stage=Stage.FULL_TEXT).delete()
    record(review=found.review, by=by, verb=NOT_FOUND, about=found, reason=said.reason)
    return said


@transaction.atomic
def report_found(*, citation: Citation, by: User, reason: str = "") -> Citation:
    """What was said to be missing is there, or was never missing; where nobody said so, nothing changes."""
    found = _locked(citation)
    held = said_missing(found)
    told = {"review": found.review, "reason": reason.strip(), "said_by": by}
    for each in held:
        MissingText.objects.create(citation_id=each.citation_id, ends=each, **told)
    if held:
        record(review=found.review, by=by, verb=FOUND, about=found, reason=reason.strip(), before=held[-1].reason)
    return found


def _locked(citation: Citation) -> Citation:
    return Citation.objects.select_for_update(of=("self",)).select_related("review").get(pk=citation.pk)
