"""What the votes on one citation at one stage amount to.

Pure, so that the rules of screening (by one, by one with a second reviewer for a sample, by two) can be read on one
page, proved over any history of votes, and run again over a whole review to verify the states that are stored.

A citation that others were joined into has their votes too, each still with the citation it was cast on. What is said
after the joining speaks for all of them; what was said before stands side by side, and opposite words are a conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from studies.draws import in_sample

State = Literal["undecided", "awaiting_second", "conflict", "included", "excluded"]

NO_VOTE = "none"
SETTLED: Mapping[str, State] = {"include": "included", "exclude": "excluded"}


@dataclass(frozen=True)
class Policy:
    """How a stage is screened; `seed` draws the `percent` of citations that a second reviewer screens."""

    mode: Literal["single", "sample", "dual"] = "dual"
    percent: int = 0
    seed: str = ""

    def votes_needed(self, number: int) -> int:
        """How many reviewers decide on the citation of this number."""
        if self.mode == "sample":
            return 2 if in_sample(self.seed, number, self.percent) else 1
        return 1 if self.mode == "single" else 2


@dataclass(frozen=True)
class Vote:
    """One append-only row of one reviewer on one citation at one stage.

    `id` grows with time. `undoes` is the id of the vote that this row takes back: such a row carries the verdict
    and the reason that it restores, or the verdict `none`. `spoke_for` are the citations that had been joined into
    `citation` when it was cast, `at` is the time in seconds.
    """

    id: int
    reviewer: int
    verdict: str
    reason: str = ""
    note: str = ""
    undoes: int | None = None
    citation: int = 0
    spoke_for: frozenset[int] = frozenset()
    at: float = 0.0


@dataclass(frozen=True)
class Settlement:
    """A conflict settled as `outcome` (include or exclude), for the citation and those joined into it by then."""

    id: int
    outcome: str
    citation: int = 0
    spoke_for: frozenset[int] = frozenset()
    at: float = 0.0

    def settles(self, vote: Vote) -> bool:
        """A citation that is settled takes no more votes; one joined into it may have had some since it left again."""
        return vote.citation == self.citation or (vote.citation in self.spoke_for and vote.at <= self.at)


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


def said(rows: Iterable[Vote]) -> list[Vote]:
    """What each reviewer says now, oldest first; twice where citations that he or she voted on were joined since."""
    last: dict[tuple[int, int], Vote] = {}
    for vote in in_force(rows):
        for citation in (vote.citation, *vote.spoke_for):
            last.pop((vote.reviewer, citation), None)
        last[vote.reviewer, vote.citation] = vote
    return list(last.values())


def current(rows: Iterable[Vote]) -> dict[int, Vote]:
    """By reviewer the last vote that was not taken back. Silent ones are absent."""
    return {vote.reviewer: vote for vote in in_force(rows)}


def settling(settlements: Iterable[Settlement]) -> list[Settlement]:
    """Those that no later one of the same citation, or of one it was joined into, has replaced; oldest first."""
    last: dict[int, Settlement] = {}
    for each in sorted(settlements, key=lambda each: each.id):
        for citation in (each.citation, *each.spoke_for):
            last.pop(citation, None)
        last[each.citation] = each
    return list(last.values())


def derive(votes: Iterable[Vote], settlements: Iterable[Settlement] = (), needed: int = 2) -> Outcome:
    """The state that current votes (see `said`) and the settlements of their conflicts amount to.

    A settlement settles until a later one does. Without it, `needed` reviewers or more that all include or all exclude
    settle; anything else among them, an unsure one too, is a conflict. So are settlements that differ, a settlement
    and a vote that it did not know of and that differs, and unlike votes of one reviewer on citations joined since.
    """
    votes, standing = list(votes), settling(settlements)
    reasons_differ = {vote.verdict for vote in votes} == {"exclude"} and len({vote.reason for vote in votes}) > 1
    unsettled = [vote for vote in votes if not any(each.settles(vote) for each in standing)]
    if not standing and _are_too_few(unsettled, needed):
        return Outcome("awaiting_second" if unsettled else "undecided")
    verdicts = {vote.verdict for vote in unsettled} | {each.outcome for each in standing}
    if len(verdicts) > 1:
        return Outcome("conflict")
    return Outcome(SETTLED.get(verdicts.pop(), "conflict"), reasons_differ)


def _are_too_few(votes: Iterable[Vote], needed: int) -> bool:
    """What people say to each other's backs waits for the last of them; who contradicts himself or herself need not."""
    verdicts: dict[int, set[str]] = defaultdict(set)
    for vote in votes:
        verdicts[vote.reviewer].add(vote.verdict)
    return len(verdicts) < needed and all(len(said) == 1 for said in verdicts.values())


def is_open_to(reviewer: int, votes: Mapping[int, Vote], state: State) -> bool:
    """May this reviewer vote? Not on what others have decided, nor on what is in conflict already."""
    return reviewer in votes or state in ("undecided", "awaiting_second")
