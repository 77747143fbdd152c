"""The one owner of the screening states that citations carry, and of the documents that inclusion makes.

The columns are derived from votes and resolutions alone; `verify` derives them again and compares.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction

from reviews.models import Review, User, next_numbers
from reviews.trail import record
from studies.models import Document, Stage, State
from studies.queries.policies import rules_of
from studies.queries.votes import Ballot, ballots, pieces, state_column


@transaction.atomic
def refresh_states(
    *,
    review: Review,
    citations: Sequence[int],
    stage: str,
    by: User | None,
    read: Mapping[int, Ballot] | None = None,
) -> dict[int, str]:
    """Derive the stage's state of these citations (their keys) and store it; answers with the states by key.

    Whoever adds votes or resolutions, or joins citations, calls it in the same transaction; `read` are their ballots,
    if they were read in it and have all that was added.
    """
    found = read or ballots(rules_of(review, stage), citations)
    by_outcome: dict[tuple[str, str], list[int]] = defaultdict(list)
    for key in citations:
        by_outcome[found[key].outcome.state, found[key].voters].append(key)
    for (state, voters), keys in by_outcome.items():
        for some in pieces(keys):
            columns = {state_column(stage): state, f"voters_{stage}": voters}
            review.citations.filter(pk__in=some).update(**columns)
    included = by_outcome[State.INCLUDED, ""]
    if stage == Stage.TITLE_ABSTRACT and included:
        open_documents(review=review, citations=included, by=by)
    return {key: state for (state, _), keys in by_outcome.items() for key in keys}


@transaction.atomic
def open_documents(*, review: Review, citations: Sequence[int], by: User | None) -> list[Document]:
    """A document for each included citation that has none yet, numbered in the order of the citations.

    One whose citation is excluded again is parked, not deleted: it stands again when the citation does.
    """
    having = set[int]()
    for some in pieces(citations):
        having.update(review.documents.filter(citation__in=some).values_list("citation", flat=True))
    missing = sorted(set(citations) - having)
    if not missing:
        return []
    numbers = next_numbers(review, "document", len(missing))
    made = Document.objects.bulk_create(
        Document(review=review, citation_id=citation, number=number)
        for citation, number in zip(missing, numbers, strict=True)
    )
    about = made[0] if len(made) == 1 else None
    record(review=review, by=by, verb="opened documents", about=about, after={"documents": [numbers[0], numbers[-1]]})
    return made
