"""Joins by way of records that count no more, within the transaction that withdraws a batch or brings it back.

What only a withdrawn record ties stands apart, each part with what was said of it, until the record counts again. What
people put together, and what other records tie too, stays together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q

from reviews.models import Review
from studies import partings
from studies.actions.asking import Asked
from studies.actions.moving import Moves
from studies.matching import Pair, match
from studies.models import Batch, ParkedJoin, Record
from studies.models.matching import Judgement
from studies.models.searching import BatchState
from studies.queries import joining as stored
from studies.queries.votes import pieces

CERTAIN = 100


class Parting:
    """`count` is by how many more citations stand because of it, below zero where they became fewer."""

    def __init__(self, *, review: Review, moves: Moves) -> None:
        self.review, self.moves, self.count = review, moves, 0

    def part(self, citations: Iterable[int]) -> None:
        """Take apart what records of withdrawn batches alone hold together in these citations."""
        torn = {key: rows for key, rows in self._tied(citations) if partings.part(rows).leaving}
        pairs, judged = self._pairs(torn), stored.judged_same(torn)
        for key, rows in torn.items():
            made = partings.part(rows, pairs, judged)
            loose = Record.objects.select_related("citation").filter(pk__in=[each.record for each in made.hung])
            Asked(review=self.review).park([ParkedJoin.of(each) for each in loose])
            self.moves.hang(key, made.hung)
            for each in made.leaving:
                record = Record.objects.select_related("home", "citation").get(pk=each)
                Asked(review=self.review).park([ParkedJoin.of(record)])
                self.moves.sever(record)
            self.count += len(made.leaving)

    def reunite(self, batch: Batch) -> None:
        """Make again the joins that waited for this batch, save those that people judged otherwise since."""
        waiting = ParkedJoin.objects.filter(Q(record__batch=batch) | Q(to__batch=batch)).order_by("-pk")
        counting = waiting.filter(record__batch__state=BatchState.LOADED, to__batch__state=BatchState.LOADED)
        touched = [self._make_again(each) for each in list(counting)]
        self.part(dict.fromkeys(key for key in touched if key))

    def _tied(self, citations: Iterable[int]) -> Iterator[tuple[int, list[partings.Tied]]]:
        for some in pieces(citations):
            found: dict[int, list[partings.Tied]] = defaultdict(list)
            for citation, tied in stored.tied(some):
                found[citation].append(tied)
            yield from found.items()

    def _pairs(self, torn: Collection[int]) -> list[Pair]:
        """What the rules say of their records that count."""
        rows = [row for some in pieces(torn) for row in stored.rows(stored.counting().filter(citation__in=some))]
        return match(rows, verdicts=stored.judged_different(self.review)).joins if rows else []

    def _make_again(self, parked: ParkedJoin) -> int | None:
        """Answers with the citation in which the two stand now, if they do because of this."""
        found = self.review.records.select_related("citation").in_bulk([parked.record_id, parked.to_id])
        record, to = found[parked.record_id], found[parked.to_id]
        ParkedJoin.objects.filter(pk=parked.pk).delete()
        different = stored.verdicts_between(record.citation, to.citation).filter(verdict=Judgement.DIFFERENT)
        if record.citation == to.citation or different.exists():
            return None
        if stored.worked_on({record.citation_id}) and stored.worked_on({to.citation_id}):
            Asked(review=self.review).ask(Pair(record.pk, to.pk, parked.rule, CERTAIN, (parked.reasons,)))
            return None
        self.count -= 1
        return self.moves.rejoin(record, to, parked)
