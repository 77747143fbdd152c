"""Votes brought from elsewhere, thousands at once: the same rules as one by one, and one event for all of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from reviews.models import Review, User
from reviews.trail import record
from studies.actions.casting import BallotBox
from studies.models import Citation, Decision, Stage, State, Verdict
from studies.policies import Vote
from studies.queries.policies import rules_of
from studies.queries.retrieval import missing
from studies.queries.votes import RECORDED, Ballot, ballots, verb

VERDICTS = (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE)


@dataclass(frozen=True)
class Brought:
    """A row of the file: `line` is where it begins; a citation is named by its number or by a record's own id."""

    line: int
    citation: str = ""
    source_id: str = ""
    verdict: str = ""
    reason: str = ""
    note: str = ""


@dataclass
class Recording:
    """What became of the rows; `rejected` are lines with the reason."""

    recorded: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


class Rejected(Exception):
    """The row cannot be recorded; the sentence says why."""


@transaction.atomic
def record_decisions(*, review: Review, stage: str, rows: Iterable[Brought], by: User) -> Recording:
    """Record what can be recorded of the reviewer's votes; the vote that stands already changes nothing."""
    sorter = Sorter(review, stage, by)
    result = sorter.sort(list(rows))
    if sorter.added:
        BallotBox(review=review, stage=stage, by=by).put(sorter.added)
        told = {"recorded": result.recorded, "unchanged": result.unchanged, "rejected": len(result.rejected)}
        record(review=review, by=by, verb=verb(stage, RECORDED), after=told)
    return result


class Sorter:
    """Tells which rows are new votes, which stand already, and which cannot be taken.

    Unless a vote `may_supersede`, the one that the reviewer gave here stands. Used inside the transaction of an action.
    """

    def __init__(self, review: Review, stage: str, by: User, may_supersede: bool = True) -> None:
        self.review, self.stage, self.by, self.may_supersede = review, stage, by, may_supersede
        locked = review.citations.standing().select_for_update().only("number", "state_title_abstract").order_by("pk")
        self.by_number = {str(each.number): each for each in locked}
        self.by_source: dict[str, dict[int, Citation]] = {}
        self.ballots = ballots(rules_of(review, stage), [each.pk for each in self.by_number.values()])
        self.missing = missing(review) if stage == Stage.FULL_TEXT else set()
        self.lines: dict[int, Brought] = {}
        self.added: list[Decision] = []
        self.unchanged = 0

    def sort(self, rows: list[Brought]) -> Recording:
        if any(row.source_id for row in rows):
            self.by_source = _by_source(self.review, self.by_number)
        result = Recording()
        for row in rows:
            try:
                self._take(row)
            except Rejected as rejection:
                result.rejected.append((row.line, str(rejection)))
        result.recorded, result.unchanged = len(self.added), self.unchanged
        return result

    def _take(self, row: Brought) -> None:
        citation = self._citation(row)
        said = self._said(row)
        if self._repeats(row, citation):
            self.unchanged += 1
            return
        ballot = self.ballots[citation.pk]
        mine = [vote for vote in ballot.said if vote.reviewer == self.by.pk]
        if len(mine) == 1 and self._stands(mine[0], said):
            self.unchanged += 1
        elif mine and not self.may_supersede:
            raise Rejected(f"{self.by} has voted otherwise on citation {citation.number} here")
        else:
            self._check_open(citation, ballot)
            self.added.append(Decision(citation=citation, **said))
        self.lines[citation.pk] = row

    def _stands(self, standing: Vote, said: dict[str, str]) -> bool:
        """Whether nothing new is said; words that may not supersede add nothing to a verdict that is the same."""
        names = said if self.may_supersede else ("verdict",)
        return all(said[name] == getattr(standing, name) for name in names)

    def _citation(self, row: Brought) -> Citation:
        if row.citation:
            found = [self.by_number[row.citation]] if row.citation in self.by_number else []
            name = f"citation {row.citation}"
        else:
            found, name = list(self.by_source.get(row.source_id, {}).values()), f"record with the id “{row.source_id}”"
        if not (row.citation or row.source_id):
            raise Rejected("names neither a citation nor a source_id")
        if not found:
            raise Rejected(f"there is no {name}")
        if len(found) > 1:
            numbers = ", ".join(str(each.number) for each in found)
            raise Rejected(f"the id “{row.source_id}” stands in several citations ({numbers}): name the citation")
        return found[0]

    def _said(self, row: Brought) -> dict[str, str]:
        if row.verdict not in VERDICTS:
            raise Rejected(f"the verdict is “{row.verdict}”, not include, exclude or unsure")
        if row.verdict == Verdict.EXCLUDE and not row.reason:
            raise Rejected("an exclusion needs a reason")
        return {"verdict": row.verdict, "reason": row.reason, "note": row.note}

    def _repeats(self, row: Brought, citation: Citation) -> bool:
        """Two records of one citation may both stand in the file; they must say the same."""
        earlier = self.lines.get(citation.pk)
        if earlier and earlier.verdict != row.verdict:
            raise Rejected(f"line {earlier.line} says {earlier.verdict} about the same citation ({citation.number})")
        return earlier is not None

    def _check_open(self, citation: Citation, ballot: Ballot) -> None:
        if self.stage == Stage.FULL_TEXT and citation.state_title_abstract != State.INCLUDED:
            raise Rejected(f"citation {citation.number} is not included at title and abstract")
        if citation.pk in self.missing:
            raise Rejected(f"the full text of citation {citation.number} was not found")
        if ballot.resolution:
            raise Rejected(f"the conflict on citation {citation.number} is settled ({ballot.settled_as})")
        if not ballot.is_open_to(self.by.pk):
            raise Rejected(f"others have decided citation {citation.number}")


def _by_source(review: Review, by_number: dict[str, Citation]) -> dict[str, dict[int, Citation]]:
    """Citations by the ids that their records brought along; one id may stand in several."""
    by_key = {each.pk: each for each in by_number.values()}
    found: dict[str, dict[int, Citation]] = defaultdict(dict)
    pairs = review.records.exclude(source_id="").exclude(citation=None).values_list("source_id", "citation")
    for source_id, citation in pairs:
        if citation in by_key:
            found[source_id][citation] = by_key[citation]
    return found
