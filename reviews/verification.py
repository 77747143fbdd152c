"""What `verify` recomputes: each app registers checks of its derived columns, numbers and protected tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Model, QuerySet

from reviews import triggers
from reviews.models import Counter, Event, Review, TheoryVersion


@dataclass(frozen=True)
class Check:
    """One fact told twice: as it is kept (`found`) and as it is recomputed (`expected`)."""

    name: str
    expected: Any
    found: Any

    @property
    def ok(self) -> bool:
        return bool(self.expected == self.found)

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "expected": self.expected, "found": self.found, "ok": self.ok}


Checks = Callable[[Review], Iterable[Check]]
_registry: list[Checks] = []


def verifies(checks: Checks) -> Checks:
    """Register `checks(review)`, which yields one Check a fact."""
    _registry.append(checks)
    return checks


def verify(review: Review) -> list[Check]:
    return [check for checks in _registry for check in checks(review)]


def numbers_run(review: Review, kind: str, objects: QuerySet[Any]) -> Check:
    """The numbers people see run from 1 to the counter without a gap or a repetition: count, distinct and highest."""
    counter = Counter.objects.filter(review=review, kind=kind).first()
    last = counter.last if counter else 0
    found = objects.order_by().aggregate(
        count=Count("number"), distinct=Count("number", distinct=True), highest=Max("number")
    )
    return Check(f"{kind} numbers", [last] * 3, [value or 0 for value in found.values()])


def append_only(*models: type[Model]) -> Iterable[Check]:
    """The database itself refuses to change or delete rows of these tables."""
    for model in models:
        table = model._meta.db_table
        yield Check(
            f"{table} is append-only", triggers.names(table, connection.vendor), triggers.present(connection, table)
        )


@verifies
def own_checks(review: Review) -> Iterator[Check]:
    yield from append_only(Event, TheoryVersion)
    yield numbers_run(review, "statement", review.statements.all())
    yield numbers_run(review, "theory_version", review.theory_versions.all())
    yield Check("a lead is present", True, review.members.leading().exists())
