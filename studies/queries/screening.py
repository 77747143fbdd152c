"""One citation in front of one reviewer: its words, what he or she said of it, and the queue around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from studies.models import Citation, Document, Stage, State, Verdict
from studies.queries.criteria import Wording, in_force
from studies.queries.history import History, history
from studies.queries.queue import Desk
from studies.queries.votes import OPEN, ballots, in_stage
from studies.queries.words import Words

BEFORE, AFTER = 3, 20
OTHER = "other"
SAID = {Verdict.INCLUDE: "included", Verdict.EXCLUDE: "excluded", Verdict.UNSURE: "unsure"}


@dataclass(frozen=True)
class Item:
    """A citation in the queue; `state` is its mark there: what the reviewer said, else what was decided."""

    citation: Citation
    state: str


class Seat:
    """One citation in front of one reviewer, with all that the screen shows of it."""

    def __init__(self, desk: Desk, number: int, typed: Mapping[str, str] | None = None) -> None:
        """`typed` is what stood in a decision that could not be taken as it was: it is shown again."""
        self.desk, self.typed = desk, typed or {}
        found = desk.annotated(in_stage(desk.review, desk.stage)).select_related("document", "review")
        self.citation: Citation = found.get(number=number)
        self.wording: Wording = in_force(desk.review)
        self.ballot = ballots([self.citation.pk], desk.stage)[self.citation.pk]
        self.vote = self.ballot.votes.get(desk.viewer.pk)
        self.shown_state: str = getattr(self.citation, f"shown_{desk.stage}")

    @cached_property
    def before(self) -> list[Citation]:
        earlier = self._neighbours().filter(number__lt=self.citation.number).order_by("-number")
        return list(earlier[:BEFORE])[::-1]

    @cached_property
    def after(self) -> list[Citation]:
        return list(self._neighbours().filter(number__gt=self.citation.number)[:AFTER])

    @property
    def queue(self) -> list[Item]:
        return [
            *(Item(each, self._mark(each)) for each in self.before),
            Item(self.citation, "now"),
            *(Item(each, self._mark(each)) for each in self.after),
        ]

    @cached_property
    def next_waiting(self) -> int | None:
        return self.desk.next_waiting(self.citation.number)

    @property
    def previous(self) -> int:
        return self.before[-1].number

    @property
    def following(self) -> int:
        return self.after[0].number

    @property
    def reasons_differ(self) -> bool:
        """Settled as excluded, for unlike reasons."""
        return self.ballot.outcome.reasons_differ

    @property
    def said(self) -> str:
        """The reviewer's verdict as it stands."""
        return self.typed.get("verdict") or (self.vote.verdict if self.vote else "")

    @property
    def note(self) -> str:
        return self.typed.get("note", self.vote.note if self.vote else "")

    @property
    def reason_given(self) -> str:
        return self.typed.get("reason", self.vote.reason if self.vote else "")

    @property
    def other_reason(self) -> str:
        """A reason in the reviewer's own words."""
        given = self.reason_given
        return self.typed.get("other", "") or ("" if given in self.reasons or given == OTHER else given)

    @property
    def document(self) -> Document | None:
        """What is read at the second stage."""
        return getattr(self.citation, "document", None) if self.desk.stage == Stage.FULL_TEXT else None

    @property
    def reasons(self) -> list[str]:
        return self.wording.reasons[self.desk.stage]

    @property
    def is_open(self) -> bool:
        """May this reviewer vote here, for the first time or anew?"""
        return self.ballot.resolution is None and (self.vote is not None or self.shown_state in OPEN)

    @cached_property
    def words(self) -> Words:
        return Words(self.citation, self.wording)

    @cached_property
    def history(self) -> "History":
        return history(self.citation, self.desk.viewer)

    def _mark(self, citation: Citation) -> str:
        shown: str = getattr(citation, f"shown_{self.desk.stage}")
        own = SAID.get(citation.own, "")
        return own if own and shown != State.CONFLICT else "" if shown in OPEN else shown

    def _neighbours(self) -> QuerySet[Citation]:
        return self.desk.annotated(self.desk.queue()).only("review", "number", "title", "authors", "year")
