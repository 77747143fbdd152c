"""One citation in front of one reviewer: its words, what he or she said of it, and the queue around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from studies.abstracts import compile_terms, mark
from studies.models import Citation, Document, Label, MissingText, Stage, State, Verdict
from studies.queries.calibration import calibrating
from studies.queries.criteria import Wording, in_force
from studies.queries.history import History, history
from studies.queries.listing import labels_of
from studies.queries.orders import ByNumber, ByPlace, Learnt
from studies.queries.queue import Desk
from studies.queries.retrieval import can_be_missing, said_missing
from studies.queries.votes import OPEN, ballots, reached
from studies.queries.words import Words

BEFORE, AFTER = 3, 20
OWN_TERMS = 5
OTHER = "other"
SAID = {Verdict.INCLUDE: "included", Verdict.EXCLUDE: "excluded", Verdict.UNSURE: "unsure"}


@dataclass(frozen=True)
class Item:
    """A citation in the queue; `state` is its mark there: what the reviewer said, else what was decided."""

    citation: Citation
    state: str


@dataclass(frozen=True)
class Terms:
    """Words that speak for and against, as an order learnt them, and those that did so in the citation.

    What spoke in it is known for the last ones decided; of others those of the review's words that they have.
    """

    speak_for: list[str]
    speak_against: list[str]
    here: list[str]

    @classmethod
    def of(cls, terms: dict[str, Any], citation: Citation) -> "Terms":
        for_, against = terms.get("for", []), terms.get("against", [])
        if own := terms.get("own", {}).get(str(citation.pk)):
            return cls(for_, against, [f"{term} ({'for' if weight > 0 else 'against'})" for term, weight in own])
        pattern = compile_terms([*for_, *against], [])
        words = mark(f"{citation.title}\n{citation.abstract}", pattern)
        here = list(dict.fromkeys(piece.text.lower() for piece in words if piece.side))
        return cls(for_, against, here[:OWN_TERMS])


class Seat:
    """One citation in front of one reviewer, with all that the screen shows of it."""

    def __init__(self, desk: Desk, number: int, typed: Mapping[str, str] | None = None) -> None:
        """`typed` is what stood in a decision that could not be taken as it was: it is shown again."""
        self.desk, self.typed = desk, typed or {}
        found = desk.annotated(reached(desk.review.citations.standing(), desk.stage))
        if desk.stage == Stage.FULL_TEXT:
            found = found.select_related("document")
        self.citation: Citation = found.get(number=number)
        self.citation.review = desk.review
        self.wording: Wording = in_force(desk.review)
        self.ballot = ballots(desk.rules, [self.citation.pk])[self.citation.pk]
        self.vote = self.ballot.votes.get(desk.viewer.pk)
        self.shown_state: str = getattr(self.citation, f"shown_{desk.stage}")

    @cached_property
    def before(self) -> list[Citation]:
        return self._order.before(self.citation, BEFORE)

    @cached_property
    def after(self) -> list[Citation]:
        return self._order.after(self.citation, AFTER)

    @property
    def queue(self) -> list[Item]:
        return [
            *(Item(each, self._mark(each)) for each in self.before),
            Item(self.citation, "now"),
            *(Item(each, self._mark(each)) for each in self.after),
        ]

    @property
    def by_name(self) -> bool:
        """Is it asked of as many people as decide on it?"""
        return bool(getattr(self.citation, f"asked_{self.desk.stage}"))

    @property
    def waits(self) -> bool:
        """Does it wait for a first vote of the reviewer?"""
        return self.vote is None and self.is_open

    @property
    def place(self) -> int | None:
        """In a learnt order, counted from 1; None where it came since."""
        order = self._order
        place = order.place(self.citation) if isinstance(order, Learnt) else None
        return place and min(place, self.desk.progress.total)

    @cached_property
    def calibrates(self) -> bool:
        """Does it stand first because a calibration round waits for the viewer's vote on it?"""
        desk = self.desk
        return desk.rules.calibrating and self.citation.number in calibrating(desk.review, desk.stage, desk.viewer)

    @property
    def drawn(self) -> bool:
        """Does it stand where it does by chance?"""
        return self.desk.ranking is not None and self.citation.pk in self.desk.ranking.drawn

    @property
    def learnt(self) -> "Terms | None":
        """What the order has learnt; nothing of it before the reviewer's own decision."""
        ranking = self.desk.ranking if self.vote else None
        return Terms.of(ranking.terms, self.citation) if ranking and ranking.terms else None

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

    @cached_property
    def missing(self) -> list[MissingText]:
        """What is said of its full text, where that was not found."""
        return said_missing(self.citation) if self.desk.stage == Stage.FULL_TEXT else []

    @property
    def can_be_missing(self) -> bool:
        return self.desk.stage == Stage.FULL_TEXT and not self.missing and can_be_missing(self.citation)

    @property
    def is_open(self) -> bool:
        """May this reviewer vote here, for the first time or anew?"""
        if self.missing:
            return False
        return self.ballot.resolution is None and (self.vote is not None or self.shown_state in OPEN)

    @cached_property
    def words(self) -> Words:
        return Words(self.citation, self.wording)

    @cached_property
    def labels(self) -> list[Label]:
        return labels_of([self.citation.pk])[self.citation.pk] if self.known_labels else []

    @cached_property
    def known_labels(self) -> list[Label]:
        return list(self.desk.review.labels.order_by("key"))

    @cached_property
    def history(self) -> "History":
        """What nobody has voted on at the first stage has none, and need not be asked for it."""
        untouched = self.desk.stage == Stage.TITLE_ABSTRACT and not self.ballot.rows
        return History([], []) if untouched else history(self.citation, self.desk.viewer)

    def _mark(self, citation: Citation) -> str:
        shown: str = getattr(citation, f"shown_{self.desk.stage}")
        own = SAID.get(citation.own, "")
        return own if own and shown != State.CONFLICT else "" if shown in OPEN else shown

    @cached_property
    def _order(self) -> ByNumber | ByPlace:
        return self.desk.narrowed if self.desk.query else self.desk.order
