"""The tables that reviews itself exports: the trail and the statements of the theory."""

import json
from collections.abc import Iterator
from typing import Any

from reviews.exports.registry import Column, export
from reviews.models import Review, User
from reviews.trail import visible_events


@export(
    "events",
    "Trail of events",
    [
        Column("event", "number in this table; grows with time", "number"),
        Column("at", "when, ISO 8601 in UTC"),
        Column("actor", "e-mail address of who did it; empty: the workbench itself"),
        Column("verb", "what was done"),
        Column("object", "kind of thing it was done to"),
        Column("label", "that thing in words, as it was then"),
        Column("reason", "why"),
        Column("before", "values before, JSON"),
        Column("after", "values after, JSON"),
    ],
    a_row="one thing that was done, as far as you may see it",
    size=lambda review, viewer: visible_events(review, viewer).count(),
)
def events(review: Review, viewer: User) -> Iterator[list[Any]]:
    """Numbered here: numbers of the database would tell by their gaps how many events one may not see yet."""
    for number, event in enumerate(visible_events(review, viewer).order_by("pk").iterator(), 1):
        yield [
            number,
            event.at.isoformat(timespec="milliseconds"),
            event.actor.email if event.actor else "",
            event.verb,
            event.object_type,
            event.object_label,
            event.reason,
            _json(event.before),
            _json(event.after),
        ]


@export(
    "theory_statements",
    "Statements of the programme theory",
    [
        Column("statement", "number, as on screen", "number"),
        Column("kind", "initial, candidate, rival or substantive"),
        Column("if", "the context and what is offered in it"),
        Column("then", "what follows"),
        Column("because", "how people respond"),
        Column("status", "standing or retired"),
    ],
    a_row="one statement as it stands now",
)
def theory_statements(review: Review, viewer: User) -> Iterator[list[Any]]:
    for each in review.statements.all():
        status = "retired" if each.retired_at else "standing"
        yield [each.number, each.kind, each.if_text, each.then_text, each.because_text, status]


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
