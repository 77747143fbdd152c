"""How votes get into the table, one or thousands at once: with the criteria in force, and the states refreshed."""

from collections.abc import Sequence

from django.db import transaction

from reviews.models import Review, User
from studies.actions.learning import learn_soon
from studies.actions.states import refresh_states
from studies.actions.wording import Wordings
from studies.models import Decision
from studies.queries.learning import is_due
from studies.queries.standing import joined_into, standing_for
from studies.queries.votes import PIECE, Ballot, as_vote


class BallotBox:
    """For the votes of one reviewer at one stage; used inside the transaction of an action.

    `read` are the ballots of all citations that are voted on, if the action has read them in it.
    """

    def __init__(self, *, review: Review, stage: str, by: User, read: dict[int, Ballot] | None = None) -> None:
        self.review, self.stage, self.by, self.read = review, stage, by, read or {}

    def put(self, rows: Sequence[Decision]) -> list[Decision]:
        """Store the rows, and derive the states of their citations anew."""
        in_force = Wordings(self.review).in_force()
        keys = list(dict.fromkeys(row.citation_id for row in rows))
        reach = {key: each.joined for key, each in self.read.items()} or joined_into(keys)
        for row in rows:
            row.review, row.stage, row.reviewer = self.review, self.stage, self.by
            row.criteria_id = row.criteria_id or in_force.pk
            row.spoke_for = reach[row.citation_id] if row.undoes is None else []
        added = Decision.objects.bulk_create(rows, batch_size=PIECE)
        for row in added if self.read else ():
            self.read[row.citation_id].rows.append(as_vote(row))
        roots = list(self.read) or standing_for(keys)
        refresh_states(review=self.review, citations=roots, stage=self.stage, by=self.by, read=self.read)
        transaction.on_commit(self._learn)
        return added

    def _learn(self) -> None:
        if is_due(self.review, self.stage, self.by):
            learn_soon(review=self.review, stage=self.stage, by=self.by)
