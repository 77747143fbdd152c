"""Shapes over several models: a free address, the trail filtered and told in lines that can be read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify

from reviews.models import Event, Member, Review, TheoryStatement, User
from reviews.models.theory import Kind
from reviews.trail import visible_events

SLUG_LENGTH = 60


def free_slug(title: str) -> str:
    """An address made of the title's words that no review has yet: "talk", then "talk-2"."""
    stem = slugify(title)[: SLUG_LENGTH - 5].strip("-") or "review"
    taken = set(Review.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    tries = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)


def memberships(user: User) -> list[Member]:
    """Where the user works now, each with its review."""
    return list(Member.objects.present().filter(user=user).select_related("review").order_by("review__title"))


def has_account(email: str) -> bool:
    """Somebody can sign in with that address; an account opened without password is one to be completed."""
    user = User.objects.filter(email__iexact=email).first()
    return bool(user and user.has_usable_password())


def by_kind(review: Review) -> list[tuple[str, list[TheoryStatement]]]:
    """The standing statements under the word for their kind, kinds without any left out."""
    standing = list(review.statements.standing())
    groups = [(label, [each for each in standing if each.kind == kind]) for kind, label in Kind.choices]
    return [(label, statements) for label, statements in groups if statements]


def history(review: Review, viewer: User, about: Model) -> list["Line"]:
    """All that was done to one object, newest first."""
    events = visible_events(review, viewer)
    return told(events.filter(object_type=about._meta.model_name, object_id=about.pk))


@dataclass(frozen=True)
class Change:
    """One field of what an event changed; empty where it was or is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An event, the word for the kind of thing it is about, and what it changed."""

    event: Event
    kind: str
    changes: list[Change]


def filter_choices(events: QuerySet[Event]) -> dict[str, list[tuple[str, str]]]:
    """What the events can be filtered by: those who acted, what they did, and to what."""
    # Asked once for all three: what of the events may be seen is the dear part of the question.
    rows = list(events.order_by().values_list("actor", "verb", "object_type").distinct())
    people = User.objects.filter(pk__in={actor for actor, _, _ in rows if actor})
    kinds = _kinds()
    return {
        "who": [(str(each.pk), str(each)) for each in people],
        "verb": [(verb, verb) for verb in sorted({verb for _, verb, _ in rows})],
        "what": sorted((name, kinds.get(name, name)) for name in {name for _, _, name in rows} if name),
    }


def told(events: Iterable[Event]) -> list[Line]:
    kinds = _kinds()
    return [
        Line(event, kinds.get(event.object_type, event.object_type), changes(event.before, event.after))
        for event in events
    ]


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


def _kinds() -> dict[str, str]:
    return {str(model._meta.model_name): str(model._meta.verbose_name) for model in apps.get_models()}


def _fields(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {} if value is None else {"": value}


def filtered(events: QuerySet[Event], wanted: dict[str, Any]) -> QuerySet[Event]:
    """`wanted`: who, verb, what, since, until, words; each may be missing or empty."""
    conditions = {
        "who": lambda value: Q(actor=value),
        "verb": lambda value: Q(verb=value),
        "what": lambda value: Q(object_type=value),
        "since": lambda value: Q(at__date__gte=value),
        "until": lambda value: Q(at__date__lte=value),
        "words": lambda value: Q(reason__icontains=value) | Q(object_label__icontains=value),
    }
    for name, condition in conditions.items():
        if wanted.get(name):
            events = events.filter(condition(wanted[name]))
    return events
