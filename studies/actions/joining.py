"""Joining: records that are the same publication become one citation, by a rule that is kept with each.

Matching reads without holding the database; what it found is written in chunks, each a transaction. Every chunk takes
a number of the review (`turn`), so a joining that another one overtook notices it and begins again.

Votes and documents lean on their citation and are never moved. Citations that turn out to be one become the one that
people have worked on, else the one with the lowest number; the other, which nothing leans on, is removed with its
last record. Where people worked on both, both stay and the pair is counted as asked. Nothing is ever taken apart here.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from reviews.models import Counter, Review, User, next_number, next_numbers
from reviews.trail import record
from studies import joins
from studies.canonical import canonical
from studies.matching import match
from studies.models import FIELDS, Citation, Record
from studies.queries.joining import standing_rows
from studies.search_index import reindex

TURN = "joining"
CHUNK = 1000
TRIES = 5
PLACE = "UPDATE studies_record SET citation_id = %s, join_rule = %s, join_reasons = %s WHERE id = %s"
Told = Callable[[int, int, str], object]


class Overtaken(Exception):
    """Somebody joined or voted since the plan was made."""


@dataclass
class Joining:
    """How the review stands after joining; `asked` are the pairs that a person should judge."""

    records: int = 0
    citations: int = 0
    asked: list[Any] = field(default_factory=list)
    placed: int = 0
    seconds: float = 0.0

    @property
    def joined(self) -> int:
        return self.records - self.citations


class Joiner:
    """One joining of a review; `rebuild` also joins anew what stands.

    `told(done, total, message)` hears how far it is.
    """

    def __init__(self, *, review: Review, by: User | None, rebuild: bool = False, told: Told | None = None) -> None:
        self.review, self.by, self.rebuild = review, by, rebuild
        self.told = told or (lambda *_: None)
        self.result = Joining()

    def join(self) -> Joining:
        """Give every record of a loaded batch its citation. Raises Overtaken when others keep joining."""
        began = time.monotonic()
        for attempt in range(1, TRIES + 1):
            try:
                self._carry_out(*self._plan())
                break
            except Overtaken:
                if attempt == TRIES:
                    raise
        self._sum_up()
        self.result.seconds = round(time.monotonic() - began, 3)
        return self.result

    def _plan(self) -> tuple[int, joins.Plan]:
        """The turn at which it was made, and which records go where."""
        turn = Counter.objects.filter(review=self.review, kind=TURN).values_list("last", flat=True).first() or 0
        rows = standing_rows(self.review)
        new = {row["id"] for row in rows if row["citation"] is None}
        if not new and not self.rebuild:
            return turn, joins.Plan()
        matching = match(rows)
        pairs = [pair for pair in matching.joins if self.rebuild or pair.a in new or pair.b in new]
        decided = set(self.review.citations.touched().values_list("pk", flat=True))
        standing = [joins.Standing(row["id"], row["citation"], row["join_rule"], row["join_reasons"]) for row in rows]
        plan = joins.plan(standing, pairs, decided)
        self.result.asked = [*matching.questions, *plan.apart]
        return turn, plan

    def _carry_out(self, turn: int, plan: joins.Plan) -> None:
        for at in range(0, len(plan.groups), CHUNK):
            turn += 1
            chunk = plan.groups[at : at + CHUNK]
            _place(self.review, chunk, turn)
            self.result.placed += sum(len(group.placements) for group in chunk)
            self.told(at + len(chunk), len(plan.groups), "joining duplicates")

    @transaction.atomic
    def _sum_up(self) -> None:
        result = self.result
        result.records = self.review.records.filter(citation__isnull=False).count()
        result.citations = self.review.citations.count()
        if result.placed:
            after = {name: getattr(result, name) for name in ("records", "citations", "joined")}
            after["asked"] = len(result.asked)
            record(review=self.review, by=self.by, verb="joined duplicates", after=after)


@transaction.atomic
def _place(review: Review, groups: Sequence[joins.Group], turn: int) -> None:
    """Write some groups of a plan. Raises Overtaken when the plan is out of date."""
    absorbed = [each for group in groups for each in group.absorbed]
    if next_number(review, TURN) != turn or review.citations.filter(pk__in=absorbed).touched().exists():
        raise Overtaken
    words = _words(groups)
    fresh = [group for group in groups if group.citation is None]
    numbers = next_numbers(review, "citation", len(fresh))
    made = Citation.objects.bulk_create(
        Citation(review=review, number=number, **canonical([words[each.record] for each in group.placements], FIELDS))
        for number, group in zip(numbers, fresh, strict=True)
    )
    grown = [(group.citation, group) for group in groups if group.citation is not None]
    _assign([*zip((each.pk for each in made), fresh, strict=True), *grown])
    _recompute(review, [citation for citation, _ in grown])
    reindex([*(each.pk for each in made), *(citation for citation, _ in grown)])
    review.citations.filter(pk__in=absorbed).delete()


def _words(groups: Sequence[joins.Group]) -> dict[int, dict[str, str]]:
    """The fields of the records that found a citation."""
    ids = [each.record for group in groups if group.citation is None for each in group.placements]
    return {row["pk"]: row for row in Record.objects.filter(pk__in=ids).values("pk", *FIELDS)}


def _assign(targets: Sequence[tuple[int, joins.Group]]) -> None:
    """One prepared statement run for each record: many times faster than a CASE over all of them."""
    rows = [
        (citation, each.rule, each.reasons, each.record) for citation, group in targets for each in group.placements
    ]
    with connection.cursor() as cursor:
        cursor.executemany(PLACE, rows)


def _recompute(review: Review, citations: Sequence[int]) -> None:
    """Choose anew the words of citations that were given records."""
    rows: dict[int, list[dict[str, str]]] = {}
    for row in Record.objects.filter(citation__in=citations).order_by("number").values("citation", *FIELDS):
        rows.setdefault(row["citation"], []).append(row)
    found = list(review.citations.filter(pk__in=rows))
    for citation in found:
        for name, value in canonical(rows[citation.pk], FIELDS, citation.edited).items():
            setattr(citation, name, value)
    Citation.objects.bulk_update(found, FIELDS, batch_size=50)
