"""Shapes over several models: a free address, the trail filtered and told in lines that can be read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from reviews.models import Event, Review

SLUG_LENGTH = 60


def free_slug(title: str) -> str:
    """An address made of the title's words that no review has yet: "talk", then "talk-2"."""
    stem = slugify(title)[: SLUG_LENGTH - 5].strip("-") or "review"
    taken = set(Review.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    tries = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)


@dataclass(frozen=True)
class Change:
    """One field of what an event changed; empty where it was or is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    event: Event
    changes: list[Change]


def told(events: Iterable[Event]) -> list[Line]:
    return [Line(event, changes(event.before, event.after)) for event in events]


def changes(before: Any, after: Any) -> list[Change]:
    """The fields that differ between two values of an event, which may be objects, plain values or nothing."""
    old, new = _fields(before), _fields(after)
    names = [*old, *(name for name in new if name not in old)]
    return [
        Change(name, readable(old.get(name)), readable(new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    ]


def readable(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _fields(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {} if value is None else {"": value}


def filtered(events: QuerySet[Event], wanted: dict[str, Any]) -> QuerySet[Event]:
    """`wanted`: who, verb, what, since, until, words, object; each may be missing or empty."""
    conditions = {
        "who": lambda value: Q(actor=value),
        "verb": lambda value: Q(verb=value),
        "what": lambda value: Q(object_type=value),
        "object": lambda value: Q(object_id=value),
        "since": lambda value: Q(at__date__gte=value),
        "until": lambda value: Q(at__date__lte=value),
        "words": lambda value: Q(reason__icontains=value) | Q(object_label__icontains=value),
    }
    for name, condition in conditions.items():
        if wanted.get(name):
            events = events.filter(condition(wanted[name]))
    return events
