"""The six steps of a review (Pawson 2006) and the flow through it: every number linked to the list that it counts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from realist_review.counts import Counts
from reviews.models import Review
from studies.models import State
from studies.models.documents import Priority


@dataclass(frozen=True)
class Number:
    """`count` of something, in the word for one or for many, and the list where they are."""

    count: int
    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """`state` is done, now or later; `blocks` says what stands in the way, if anything does."""

    title: str
    url: str
    numbers: list[Number]
    state: str
    blocks: str


class Overview:
    """Puts the counts of a review into the order of the method."""

    def __init__(self, review: Review, counts: Counts) -> None:
        self.review, self.counts = review, counts

    def flow(self) -> list[Number]:
        counts = self.counts
        return [
            self._number(counts.records, "record", "search"),
            self._number(counts.citations, "citation", "citations"),
            self._included(),
            self._prioritised(),
            self._number(counts.passages, "passage", "passages"),
            self._number(counts.configurations, "configuration", "configurations"),
            self._number(counts.explanations, "explanation", "explanations"),
        ]

    def steps(self) -> list[Step]:
        steps = [self._theory(), self._search(), self._select(), self._extract(), self._synthesise(), self._conclude()]
        first_open = next((at for at, step in enumerate(steps) if step.state != "done"), None)
        return [
            Step(step.title, step.url, step.numbers, "now" if at == first_open else step.state, step.blocks)
            for at, step in enumerate(steps)
        ]

    def _theory(self) -> Step:
        counts = self.counts
        numbers = [
            self._number(counts.statements, "statement", "theory"),
            self._number(counts.versions, "frozen version", "theory", anchor="versions"),
        ]
        blocks = "" if counts.statements else "No statements yet: write what is expected to work, as if, then, because."
        if counts.statements and not counts.versions:
            blocks = "Freeze version 1 before reading, so that changes can be told from it."
        return self._step("Develop an initial programme theory", "theory", numbers, blocks, counts.versions > 0)

    def _search(self) -> Step:
        counts = self.counts
        numbers = [
            self._number(counts.rounds, "round", "search"),
            self._number(counts.batches, "batch", "search", many="batches"),
            self._number(counts.records, "record", "search"),
            self._number(counts.citations, "citation", "citations"),
        ]
        blocks = "" if counts.batches else "No citations yet: open a search round and drop the databases' files on it."
        return self._step("Search", "search", numbers, blocks, counts.citations > 0)

    def _select(self) -> Step:
        counts = self.counts
        conflicts = counts.title_abstract[State.CONFLICT] + counts.full_text[State.CONFLICT]
        numbers = [
            self._number(counts.to_screen, "to screen", "citations", many="to screen", state=State.UNDECIDED),
            self._number(conflicts, "conflict", "conflicts"),
            self._included(),
            self._number(
                counts.title_abstract[State.EXCLUDED], "excluded", "citations", many="excluded", state=State.EXCLUDED
            ),
            self._prioritised(),
        ]
        blocks = f"{conflicts} conflict{'s wait' if conflicts > 1 else ' waits'} to be settled." if conflicts else ""
        undecided = counts.priorities[Priority.OPEN]
        if not blocks and undecided:
            blocks = f"{undecided} to prioritise or leave."
        done = counts.citations > 0 and not (counts.to_screen or conflicts or undecided)
        return self._step("Select, appraise and prioritise documents", "screen_title_abstract", numbers, blocks, done)

    def _extract(self) -> Step:
        counts = self.counts
        numbers = [
            self._number(counts.documents, "document", "documents"),
            self._number(counts.with_text, "with text", "documents", many="with text", text="yes"),
            self._number(counts.passages, "passage", "passages"),
            self._number(counts.configurations, "configuration", "configurations"),
        ]
        missing = counts.awaiting_text
        blocks = f"{missing} prioritised without a text." if missing else ""
        return self._step("Extract", "documents", numbers, blocks, counts.configurations > 0 and not missing)

    def _synthesise(self) -> Step:
        counts = self.counts
        numbers = [
            self._number(counts.explanations, "explanation", "explanations"),
            self._number(counts.placed, "configuration placed", "explanations", many="configurations placed"),
            self._number(counts.unplaced, "not placed", "explanations", many="not placed", anchor="unplaced"),
        ]
        blocks = f"{counts.unplaced} not in an explanation yet." if counts.unplaced else ""
        return self._step("Synthesise", "explanations", numbers, blocks, counts.placed > 0 and not counts.unplaced)

    def _conclude(self) -> Step:
        numbers = [self._number(self.counts.placed, "row in the CMOC table", "report", many="rows in the CMOC table")]
        return self._step("Consult and draw conclusions", "report", numbers, "", False)

    def _included(self) -> Number:
        included = self.counts.title_abstract[State.INCLUDED]
        return self._number(included, "included", "citations", many="included", state=State.INCLUDED)

    def _prioritised(self) -> Number:
        return self._number(
            self.counts.prioritised, "prioritised", "documents", many="prioritised", priority=Priority.PRIORITISED
        )

    def _step(self, title: str, name: str, numbers: list[Number], blocks: str, done: bool) -> Step:
        return Step(title, reverse(name, args=[self.review.slug]), numbers, "done" if done else "later", blocks)

    def _number(self, count: int, one: str, name: str, *, many: str = "", anchor: str = "", **filters: str) -> Number:
        url = reverse(name, args=[self.review.slug])
        url += f"?{urlencode(filters)}" if filters else ""
        url += f"#{anchor}" if anchor else ""
        return Number(count, one if count == 1 else many or f"{one}s", url)
