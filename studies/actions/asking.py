"""Keeping what matching found and did not join: questions for people, and links between different works."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from reviews.models import Review
from studies.joins import Pair
from studies.matching import VERSION, Matching
from studies.models import MatchPair, ParkedJoin
from studies.models.matching import PairOutcome
from studies.queries.related import Named, related_pairs

BOTH_HELD = "but people have worked on the documents of both"


class Asked:
    """Used by joining; found again, a pair is stored again as it is now, so that a joining begun anew loses none."""

    def __init__(self, *, review: Review) -> None:
        self.review = review

    @transaction.atomic
    def keep(self, matching: Matching, held: Sequence[Pair], new: Sequence[int], *, renew: bool) -> None:
        """`held` are pairs that a rule would join, `new` the keys of the records that were compared.

        `renew` forgets what earlier rules found and these do not.
        """
        questions = [*map(self._question, matching.questions), *(self._question(pair, BOTH_HELD) for pair in held)]
        links = [*map(self._link, matching.links), *map(self._named, related_pairs(self.review, new))]
        found = {(each.a_id, each.b_id, each.outcome): each for each in reversed([*questions, *links])}
        if renew:
            self.review.match_pairs.all().delete()
        self._store(found.values())

    def ask(self, pair: Pair) -> None:
        """One that a rule would join, but people have worked on the documents of both."""
        self._store([self._question(pair, BOTH_HELD)])

    @transaction.atomic
    def park(self, joins: Iterable[ParkedJoin]) -> None:
        """Keep joins that count no more, or not yet, until a batch is brought back; once each."""
        ParkedJoin.objects.bulk_create(joins, ignore_conflicts=True)

    def _store(self, pairs: Iterable[MatchPair]) -> None:
        MatchPair.objects.bulk_create(
            pairs,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["a", "b", "outcome"],
            update_fields=["rule", "score", "reasons", "version"],
        )

    def _question(self, pair: Pair, more: str = "") -> MatchPair:
        return self._pair(PairOutcome.ASK, pair.a, pair.b, pair.rule, pair.score, [*pair.reasons, more])

    def _link(self, pair: Pair) -> MatchPair:
        return self._pair(PairOutcome.LINK, pair.a, pair.b, pair.rule, pair.score, pair.reasons)

    def _named(self, named: Named) -> MatchPair:
        return self._pair(PairOutcome.LINK, named.a, named.b, named.rule, 100, [named.words])

    def _pair(self, outcome: str, a: int, b: int, rule: str, score: int, reasons: Iterable[str]) -> MatchPair:
        a, b = sorted((a, b))
        words = "; ".join(filter(None, reasons))
        return MatchPair(
            review=self.review, a_id=a, b_id=b, outcome=outcome, rule=rule, score=score, reasons=words, version=VERSION
        )
