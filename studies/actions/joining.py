"""Joining: records that are the same publication become one citation, by a rule that is kept with each.

Matching reads without holding the database; what it found is written in chunks, each a transaction. Every chunk takes
a number of the review (`turn`), as every other change of what stands together does, so a joining that was overtaken
notices it and begins again.

Nothing is deleted, and no vote is moved: a citation that ends in another stays as a row, its votes count where its
records stand, and it comes back with both when it is taken apart again (ADR 13).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from reviews.bulk import for_each
from reviews.models import Counter, Review, User, next_number
from reviews.trail import record
from studies import joins
from studies.actions.asking import Asked
from studies.actions.moving import Moves
from studies.matching import VERSION, Matching, keys, match, prepared
from studies.models import ParkedJoin
from studies.queries import joining as stored
from studies.queries.duplicates import open_questions
from studies.queries.votes import pieces

CHUNK = 1000
TRIES = 5
TOLD = 50
KEEP = (
    "INSERT INTO studies_matchkey (record_id, review_id, version, keys) "
    "SELECT {record}, {review}, {version}, {keys} {given} WHERE TRUE "
    "ON CONFLICT (record_id) DO UPDATE SET version = excluded.version, keys = excluded.keys"
)
Told = Callable[[int, int, str], object]


class Overtaken(Exception):
    """Somebody joined, judged or took apart since the plan was made."""


@dataclass
class Joining:
    """How the review stands after joining: what counts, and how many pairs a person should judge."""

    records: int = 0
    citations: int = 0
    asked: int = 0
    placed: int = 0
    seconds: float = 0.0

    @property
    def joined(self) -> int:
        return self.records - self.citations


class Joiner:
    """One joining of a review; `rebuild` also matches anew what stands, which joins more and separates nothing.

    `told(done, total, message)` hears how far it is.
    """

    def __init__(self, *, review: Review, by: User | None, rebuild: bool = False, told: Told | None = None) -> None:
        self.review, self.by, self.rebuild = review, by, rebuild
        self.told = told or (lambda *_: None)
        self.result = Joining()
        self.ended: list[list[int]] = []
        self.packed: dict[int, bytes] = {}

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
        """The turn at which it was made, and which records go where; what is to be asked is stored on the way."""
        turn = Counter.objects.filter(review=self.review, kind=stored.TURN).values_list("last", flat=True).first() or 0
        self._make_keys()
        new = [prepared(row) for row in stored.rows(stored.unplaced(self.review))]
        if not new and not self.rebuild:
            return turn, joins.Plan()
        self.packed = {row["id"]: packed for row, packed in zip(new, keys(new), strict=True)}
        matching, rows = self._match(new)
        citations = {row["citation"] for row in rows if row["citation"] is not None}
        weights = stored.weights(citations)
        standing = [joins.Standing(row["id"], row["citation"], row["join_rule"]) for row in rows]
        holding = {key for key, weight in weights.items() if weight >= stored.HELD}
        silent = stored.silent(self.review)
        plan = joins.plan(standing, matching.joins, weights=weights, holding=holding, silent=silent)
        compared = [row["id"] for row in (rows if self.rebuild else new)]
        asked = Asked(review=self.review)
        asked.keep(matching, plan.apart, compared, renew=self.rebuild)
        asked.park(ParkedJoin.found(pair) for pair in plan.parked)
        return turn, plan

    def _match(self, new: list[stored.Row]) -> tuple[Matching, list[stored.Row]]:
        """Compare the new records with each other and with what they may be the same as; when rebuilding, all."""
        verdicts = stored.judged_different(self.review)
        if self.rebuild:
            rows = stored.ordered([*stored.rows(stored.placed(self.review)), *new])
            return match(rows, verdicts=verdicts, standing=stored.groups(rows)), rows
        held = stored.beside(self.review, list(self.packed.values()))
        found = match(new, stored=held, standing=stored.groups(held), verdicts=verdicts)
        return found, stored.ordered([*held, *new])

    def _make_keys(self) -> None:
        """For records that were placed under earlier rules."""
        missing = list(stored.without_keys(self.review).values_list("pk", flat=True))
        for some in pieces(missing):
            rows = stored.rows(self.review.records.filter(pk__in=some))
            self._keep_keys(zip((row["id"] for row in rows), keys(rows), strict=True))

    def _keep_keys(self, packed: Iterator[tuple[int, bytes]]) -> None:
        rows = [(pk, self.review.pk, VERSION, each) for pk, each in packed]
        for_each(KEEP, rows, record="bigint", review="bigint", version="text", keys="bytea")

    def _carry_out(self, turn: int, plan: joins.Plan) -> None:
        for at in range(0, len(plan.groups), CHUNK):
            turn += 1
            chunk = plan.groups[at : at + CHUNK]
            self._place(chunk, turn)
            self.result.placed += sum(len(group.placements) for group in chunk)
            self.told(at + len(chunk), len(plan.groups), "joining duplicates")

    @transaction.atomic
    def _place(self, groups: Sequence[joins.Group], turn: int) -> None:
        """Write some groups of a plan. Raises Overtaken when the plan is out of date."""
        if next_number(self.review, stored.TURN) != turn:
            raise Overtaken
        ending = {key: group.citation for group in groups for key in group.absorbed}
        if ending and stored.worked_on(ending):
            raise Overtaken
        moves = Moves(review=self.review, by=self.by)
        moves.place(groups)
        moves.follow()
        placed = (each.record for group in groups for each in group.placements)
        self._keep_keys((pk, self.packed[pk]) for pk in placed if pk in self.packed)
        self.ended += [[key, into] for key, into in ending.items()]

    @transaction.atomic
    def _sum_up(self) -> None:
        result = self.result
        batches = self.review.batches.standing()
        result.records = self.review.records.filter(citation__isnull=False, batch__in=batches).count()
        result.citations = self.review.citations.standing().count()
        result.asked = len(open_questions(self.review))
        if result.placed:
            after = {name: getattr(result, name) for name in ("records", "citations", "joined", "asked")}
            after |= {"rules": VERSION, "became_one": self._numbers(self.ended[:TOLD])} if self.ended else {}
            record(review=self.review, by=self.by, verb="joined duplicates", after=after)

    def _numbers(self, pairs: list[list[int]]) -> list[list[int]]:
        keys_ = {key for pair in pairs for key in pair}
        number = dict(self.review.citations.filter(pk__in=keys_).values_list("pk", "number"))
        return [[number[key], number[into]] for key, into in pairs]
