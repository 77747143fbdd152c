"""Pairs that wait to be judged, links, and joins by rule: of citations, whichever of their records was compared."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from reviews.models import Review
from studies.models import MatchPair, MatchVerdict
from studies.models.matching import Judgement, PairOutcome

Between = tuple[int, int]


@dataclass(frozen=True)
class Question:
    """A pair to judge (its key), how alike, its records, and the citations they stand in, the smaller key first."""

    pair: int
    score: int
    a: int
    b: int
    between: Between

    @property
    def rank(self) -> tuple[int, int]:
        return -self.score, self.pair


def open_questions(review: Review) -> list[Question]:
    """Most likely first."""
    return questions([review.pk]).get(review.pk, [])


def questions(reviews: Collection[int]) -> dict[int, list[Question]]:
    """By the review's key; two queries for all. One question for two citations, the likeliest of their records."""
    settled = _different(reviews)
    found: dict[int, dict[Between, Question]] = defaultdict(dict)
    for review, *pair, a, b, _ in _pairs(reviews, PairOutcome.ASK):
        between = (min(a, b), max(a, b))
        if between not in settled:
            found[review].setdefault(between, Question(*pair, between))
    return {review: list(each.values()) for review, each in found.items()}


def linked(review: Review) -> list[Question]:
    """Different works that belong together: an erratum, a reply, a version; one link for two citations and a rule."""
    found: dict[tuple[Between, str], Question] = {}
    for _, *pair, a, b, rule in _pairs([review.pk], PairOutcome.LINK):
        between = (min(a, b), max(a, b))
        found.setdefault((between, rule), Question(*pair, between))
    return list(found.values())


def likely_first(keys: Collection[int]) -> QuerySet[MatchPair]:
    return MatchPair.objects.filter(pk__in=keys).select_related("a", "b").order_by("-score", "pk")


def _pairs(reviews: Collection[int], outcome: str) -> Iterator[tuple[Any, ...]]:
    """Of standing citations that are not one: review, pair, score, records, citations, rule; likeliest first."""
    standing = MatchPair.objects.filter(review__in=reviews, outcome=outcome).filter(
        a__citation__standing=True, b__citation__standing=True
    )
    apart = standing.exclude(a__citation=F("b__citation")).order_by("-score", "pk")
    yield from apart.values_list("review", "pk", "score", "a", "b", "a__citation", "b__citation", "rule")


def _different(reviews: Collection[int]) -> set[Between]:
    """Citations that were judged different, by whichever of their records."""
    judged = MatchVerdict.objects.standing().filter(review__in=reviews, verdict=Judgement.DIFFERENT)
    pairs = judged.values_list("a__citation", "b__citation")
    return {(min(a, b), max(a, b)) for a, b in pairs if a is not None and b is not None}
