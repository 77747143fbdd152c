"""What people correct in a citation, beside records that never change: it outlasts every later joining."""

from collections.abc import Mapping

from django.db import transaction

from reviews.models import User
from reviews.revisions import opened
from reviews.trail import record, stated
from studies.models import Citation
from studies.queries.citing import words_of_records
from studies.search_index import reindex


@transaction.atomic
def correct_citation(*, citation: Citation, revision: int, words: Mapping[str, str], reason: str, by: User) -> Citation:
    """Give fields other words than the records do; those of the records themselves end a correction.

    `words` are by field. Raises Stale when somebody corrected it since `revision`, ReasonMissing without a reason.
    """
    reason = stated(reason)
    found = opened(Citation.objects.select_related("review"), citation.pk, revision)
    given = words_of_records(found)
    changed = {name: value for name, value in words.items() if value != getattr(found, name)}
    before = {name: getattr(found, name) for name in changed}
    for name, value in changed.items():
        setattr(found, name, value)
        found.edited.pop(name, None)
        if value != given[name]:
            found.edited[name] = value
    found.save(update_fields=[*changed, "edited", "revision"])
    reindex([found.pk])
    record(review=found.review, by=by, verb="corrected", about=found, reason=reason, before=before, after=changed)
    return found
