"""The table that needs every app: the flow from records to explanations."""

from collections.abc import Iterator
from typing import Any

from realist_review.counts import synthesised
from realist_review.flow import REASON, RULE, SOURCE, Diagram
from reviews.exports import Column, export
from reviews.models import Review, User
from studies.queries.flow import flow as counted


@export(
    "flow",
    "Document flow",
    [
        Column("band", "Identification, Screening, Included or Synthesis"),
        Column("box", "name of the box in the figure"),
        Column("label", "what the box counts"),
        Column("source", "where records came from; empty in the total of a box"),
        Column("reason", "why it was excluded, left or joined; empty in the total of a box"),
        Column("count", "how many", "number"),
    ],
    a_row="one number of the flow: the total of a box, or a part of it",
)
def flow(review: Review, viewer: User) -> Iterator[list[Any]]:
    for band, box in Diagram(review, counted(review, viewer), synthesised(review)).boxes():
        head = [band.words, box.key, box.head.words]
        yield [*head, "", "", box.head.count]
        for line in box.lines:
            parts = [line.words if line.kind in kinds else "" for kinds in ((SOURCE,), (REASON, RULE))]
            yield [*head, *parts, line.count]
