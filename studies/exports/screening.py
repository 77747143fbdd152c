"""What leaves studies from screening: the decisions."""

from collections.abc import Iterator
from typing import Any

from reviews.access import Capability
from reviews.exports import Column, export
from reviews.models import Review, User
from studies.models import Decision
from studies.policies import said
from studies.queries.votes import as_vote, visible

PIECE = 2000


@export(
    "decisions",
    "Screening decisions",
    [
        Column("citation", "number of the citation, as on screen", "number"),
        Column("stage", "title_abstract or full_text"),
        Column("reviewer", "e-mail address of who decided"),
        Column("verdict", "include, exclude or unsure"),
        Column("reason", "why it was excluded"),
        Column("note", "what the reviewer noted"),
        Column("criteria_version", "version of the criteria that was in force", "number"),
        Column("decided_at", "when, ISO 8601 in UTC"),
        Column("superseded", "yes: a later decision of the same reviewer stands instead, or it was taken back"),
    ],
    needs=Capability.SEE_VOTES,
    a_row="one vote; another reviewer's open vote comes once both have decided",
    size=lambda review, viewer: visible(review.decisions.all(), viewer).filter(undoes=None).count(),
)
def decisions(review: Review, viewer: User) -> Iterator[list[Any]]:
    rows = visible(review.decisions.all(), viewer).select_related("criteria", "reviewer", "citation")
    standing = _standing(rows)
    for row in rows.filter(undoes=None).order_by("citation__number", "stage", "pk").iterator(PIECE):
        yield [
            row.citation.number,
            row.stage,
            row.reviewer.email,
            row.verdict,
            row.reason,
            row.note,
            row.criteria.version if row.criteria else None,
            row.decided_at.isoformat(timespec="milliseconds"),
            "no" if row.pk in standing else "yes",
        ]


def _standing(rows: Any) -> set[int]:
    """Keys of the votes that their reviewers stand by now; those on citations that were joined speak together."""
    by_ballot: dict[tuple[int, str], list[Decision]] = {}
    for row in rows.select_related(None).select_related("citation").iterator(PIECE):
        by_ballot.setdefault((row.citation.into_id or row.citation_id, row.stage), []).append(row)
    return {vote.id for ballot in by_ballot.values() for vote in said(map(as_vote, ballot))}
