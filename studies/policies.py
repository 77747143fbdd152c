"""What the votes on one citation at one stage amount to.

Pure, so that the rule of dual independent screening can be read on one page, proved over any history of votes,
and run again over a whole review to verify the states that are stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["undecided", "awaiting_second", "conflict", "included", "excluded"]

NO_VOTE = "none"
VOTES_NEEDED = 2
SETTLED: Mapping[str, State] = {"include": "included", "exclude": "excluded"}


@dataclass(frozen=True)
class Vote:
    """One append-only row of one reviewer on one citation at one stage.

    `id` grows with time. `undoes` is the id of the vote that this row takes back: such a row carries the verdict
    and the reason that it restores, or the verdict `none`.
    """

    id: int
    reviewer: int
    verdict: str
    reason: str = ""
    note: str = ""
    undoes: int | None = None


@dataclass(frozen=True)
class Outcome:
    """The derived state; `reasons_differ` flags an exclusion that the reviewers agreed on for unlike reasons."""

    state: State
    reasons_differ: bool = False


def in_force(rows: Iterable[Vote]) -> list[Vote]:
    """The votes that were not taken back, oldest first; rows may come in any order."""
    every = sorted(rows, key=lambda row: row.id)
    taken_back = {row.undoes for row in every if row.undoes is not None}
    return [row for row in every if row.undoes is None and row.id not in taken_back]


def current(rows: Iterable[Vote]) -> dict[int, Vote]:
    """What each reviewer says now, by reviewer: the last vote that was not taken back. Silent ones are absent."""
    return {vote.reviewer: vote for vote in in_force(rows)}


def derive(votes: Iterable[Vote], resolution: str | None = None) -> Outcome:
    """The state that current votes (one a reviewer) and the last resolution's outcome amount to.

    A resolution settles until a later one does. Without it, two votes or more that all include or all exclude
    settle; anything else among them, an unsure one too, is a conflict.
    """
    said = list(votes)
    verdicts = {vote.verdict for vote in said}
    reasons_differ = verdicts == {"exclude"} and len({vote.reason for vote in said}) > 1
    if resolution is not None:
        return Outcome(SETTLED[resolution], reasons_differ)
    if len(said) < VOTES_NEEDED:
        return Outcome("awaiting_second" if said else "undecided")
    agreed = SETTLED.get(verdicts.pop()) if len(verdicts) == 1 else None
    return Outcome(agreed or "conflict", reasons_differ)


def is_open_to(reviewer: int, votes: Mapping[int, Vote], resolution: str | None = None) -> bool:
    """May this reviewer vote? Not on what a resolution settled, nor as a third on what two others decided."""
    if resolution is not None:
        return False
    return reviewer in votes or len(votes) < VOTES_NEEDED
