"""The document flow of a review, PRISMA 2020 with RAMESES's source of origin: each number leads to its list."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from realist_review.counts import Synthesised
from realist_review.diagram import Band, Box, Line, Row
from reviews.models import Review
from studies.models import State
from studies.models.documents import Priority
from studies.models.searching import Source
from studies.queries.facets import ORIGINS, STATES
from studies.queries.flow import Flow, Screened
from studies.queries.judging import OWN_RULES, rule_words
from studies.queries.listing import NO, NONE, YES
from studies.queries.records import OTHERS, PEOPLE, SEARCHED, TOGETHER

SOURCE, REASON, RULE, WAITING = "source", "reason", "rule", "waiting"
WAITS = (State.UNDECIDED, State.AWAITING, State.CONFLICT)


class Diagram:
    """Puts what was counted into the bands of the figure and of its table."""

    def __init__(self, review: Review, flow: Flow, found: Synthesised) -> None:
        self.review, self.flow, self.found = review, flow, found

    def bands(self) -> list[Band]:
        return [
            Band("Identification", [*self._sources(), self._records()]),
            Band("Screening", [self._titles(), self._sought(), self._texts()]),
            Band("Included", [self._included(), self._prioritised()]),
            Band("Synthesis", [Row(each) for each in self._synthesis()]),
        ]

    def boxes(self) -> Iterator[tuple[Band, Box]]:
        for band in self.bands():
            for row in band.rows:
                yield from ((band, box) for box in (row.main, *row.side))

    def _sources(self) -> Iterator[Row]:
        brought = self.flow.sources.brought
        searched = {key: count for key, count in _ranked(brought) if key[0] in SEARCHED}
        others: Counter[str] = Counter()
        for (origin, _), count in brought.items():
            others[origin] += count if origin not in SEARCHED else 0
        first = Box(
            "databases",
            self._line("Records from databases and registers", searched, "records", origin=TOGETHER),
            [
                self._line(_named(*key), n, "records", SOURCE, origin=key[0], database=key[1] or NONE)
                for key, n in searched.items()
            ],
        )
        lines = [
            self._line(capfirst(ORIGINS[name]), n, "records", SOURCE, origin=name) for name, n in _ranked(others) if n
        ]
        words = "Records by other methods"
        other = Box("other_methods", self._line(words, others, "records", origin=OTHERS), lines)
        yield Row(first, [other] if lines else [], joins=True)

    def _records(self) -> Row:
        found = self.flow.sources
        lines = [
            self._line(capfirst(rule_words(rule)), n, "records", RULE, duplicate=rule)
            for rule, n in _ranked(found.joined)
            if rule not in OWN_RULES
        ]
        if found.by_people:
            lines.append(self._line("Found by people", found.by_people, "records", RULE, duplicate=PEOPLE))
        removed = self._line("Duplicate records joined", found.joined, "records", duplicate=YES)
        side = [Box("duplicates", removed, lines)]
        if found.unplaced:
            waiting = self._line("Records still being joined", found.unplaced, "records", WAITING, unplaced=YES)
            side.append(Box("joining", waiting))
        return Row(Box("records", self._line("Records identified", found.brought, "records")), side)

    def _titles(self) -> Row:
        titles = self.flow.titles
        words = (
            "Citations to screen by title and abstract" if titles.left else "Citations screened by title and abstract"
        )
        main = Box("citations", self._line(words, titles.total, "citations"))
        return Row(main, self._out("title_abstract", "Citations", titles, "state", "reason"))

    def _sought(self) -> Row:
        words = "Documents sought in full text"
        main = Box("sought", self._line(words, self.flow.sought, "citations", state=State.INCLUDED))
        missing = self._line("Full text not found", self.flow.not_found, "citations", found=NO)
        return Row(main, [Box("not_found", missing)])

    def _texts(self) -> Row:
        texts = self.flow.texts
        words = "Documents to assess in full text" if texts.left else "Documents assessed in full text"
        main = Box("assessed", self._line(words, texts.total, "citations", found=YES))
        return Row(main, self._out("full_text", "Documents", texts, "full_text", "full_text_reason"))

    def _out(self, key: str, words: str, stage: Screened, state: str, reason: str) -> list[Box]:
        """What a stage excluded, and what it has not decided yet."""
        lines = [self._line(name, n, "citations", REASON, **{reason: name}) for name, n in _ranked(stage.reasons)]
        read = {"found": YES if state == "full_text" else ""}  # what was not found has its own box
        asked = {state: State.EXCLUDED, **read}
        boxes = [Box(f"excluded_{key}", self._line(f"{words} excluded", stage.reasons, "citations", **asked), lines)]
        for each in WAITS:
            if n := stage.states[each]:
                told = f"{words} {_waits(each, stage.stopped)}"
                boxes.append(Box(f"{each}_{key}", self._line(told, n, "citations", WAITING, **{state: each}, **read)))
        return boxes

    def _included(self) -> Row:
        priorities, left = self.flow.priorities, Priority.LEFT
        words = "Documents included, or not screened yet" if self.flow.texts.left else "Documents included"
        reasons = [
            self._line(why, n, "documents", REASON, priority=left, reason=why) for why, n in _ranked(self.flow.left)
        ]
        total = self._line("Documents left unprioritised", priorities[left], "documents", priority=left)
        side = [Box("left", total, reasons)]
        if waiting := priorities[Priority.OPEN]:
            line = "Documents not prioritised or left yet"
            side.append(Box("open", self._line(line, waiting, "documents", WAITING, priority=Priority.OPEN)))
        return Row(Box("included", self._line(words, priorities, "documents")), side)

    def _prioritised(self) -> Row:
        chosen = Priority.PRIORITISED
        line = self._line("Documents prioritised", self.flow.priorities[chosen], "documents", priority=chosen)
        return Row(Box("prioritised", line))

    def _synthesis(self) -> Iterator[Box]:
        found = self.found
        yield Box("passages", self._line("Passages coded", found.passages, "passages"))
        yield Box("configurations", self._line("Configurations", found.configurations, "configurations"))
        yield Box("explanations", self._line("Explanations", found.explanations, "explanations"))

    def _line(self, words: str, count: int | Mapping[str, int], name: str, kind: str = "", **filters: str) -> Line:
        number = count if isinstance(count, int) else sum(count.values())
        asked = urlencode({key: value for key, value in filters.items() if value})
        url = reverse(name, args=[self.review.slug])
        return Line(words, number, f"{url}?{asked}" if asked else url, kind)


def _ranked(counts: Counter[Any]) -> list[tuple[Any, int]]:
    """The most frequent first, and always in the same order."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _named(origin: str, name: str) -> str:
    """A database, or a register, by its name."""
    if origin == Source.REGISTERS:
        return f"{name} (register)" if name else "Register not said"
    return name or "Source not said"


def _waits(state: str, stopped: bool) -> str:
    if state == State.UNDECIDED:
        return "not screened, as screening was stopped" if stopped else "not screened yet"
    return STATES[State(state)]
