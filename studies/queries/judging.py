"""The pairs to judge as one person sits before them: this one, the next, and how many are done."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from reviews.models import Review
from studies.matching import RULES
from studies.models import MatchPair, MatchVerdict
from studies.models.matching import BY_HAND
from studies.queries.beside import Beside, beside
from studies.queries.duplicates import Question, open_questions
from studies.queries.joining import verdicts_between

OWN_RULES = {"judged": "judged the same by a person", "put_together": "put together by hand"}


def rule_words(rule: str) -> str:
    """What a rule is called on screen; the kinds of PubMed's links speak for themselves."""
    return OWN_RULES.get(rule) or RULES.get(rule) or rule.replace("_", " ")


@dataclass(frozen=True)
class Table:
    """Where pairs are judged; the order is one for all: most likely first."""

    review: Review

    @cached_property
    def questions(self) -> list[Question]:
        return open_questions(self.review)

    @property
    def left(self) -> int:
        return len(self.questions)

    @cached_property
    def done(self) -> int:
        return self.review.match_verdicts.standing().exclude(rule__in=BY_HAND).count()

    @property
    def total(self) -> int:
        return self.left + self.done

    def first(self) -> "Hand | None":
        return self.hand(self.questions[0].pair) if self.questions else None

    def after(self, pair: int) -> "Hand | None":
        """The one to judge when `pair` is done with: behind where it stood, else from the top."""
        hand = self.hand(pair)
        return self.hand(hand.next_key) if hand.next_key else None

    def hand(self, pair: int) -> "Hand":
        return Hand(self, _with_records(self.review).get(pk=pair))

    def named(self, a: int, b: int) -> "Hand":
        """The pair by the numbers of its records. Raises MatchPair.DoesNotExist."""
        return Hand(self, _with_records(self.review).get(a__number=a, b__number=b, outcome="ask"))


def _with_records(review: Review) -> QuerySet[MatchPair]:
    sides = [f"{side}__{more}" for side in "ab" for more in ("batch", "citation__into", "citation__review")]
    return review.match_pairs.select_related("review", *sides)


@dataclass(frozen=True)
class Hand:
    """One pair, and what lies before and behind it."""

    table: Table
    pair: MatchPair

    @cached_property
    def beside(self) -> Beside:
        return beside(self.pair.a, self.pair.b)

    @cached_property
    def judged(self) -> MatchVerdict | None:
        """What somebody said of these two meanwhile."""
        return verdicts_between(self.pair.a.citation, self.pair.b.citation).select_related("judged_by").last()

    @cached_property
    def is_open(self) -> bool:
        return self.pair.a.citation_id != self.pair.b.citation_id and not (self.beside.gone or self.judged)

    @property
    def rule(self) -> str:
        return rule_words(self.pair.rule)

    @property
    def url(self) -> str:
        return reverse("duplicate_pair", args=[self.table.review.slug, self.pair.a.number, self.pair.b.number])

    @cached_property
    def next_key(self) -> int | None:
        """The next less likely one; behind the last, the first again."""
        others = [each for each in self.table.questions if each.pair != self.pair.pk]
        behind = [each for each in others if each.rank > (-self.pair.score, self.pair.pk)]
        return next((each.pair for each in [*behind, *others]), None)

    @cached_property
    def previous_key(self) -> int | None:
        before = [each.pair for each in self.table.questions if each.rank < (-self.pair.score, self.pair.pk)]
        return before[-1] if before else None

    @cached_property
    def next_url(self) -> str:
        return self.table.hand(self.next_key).url if self.next_key else ""

    @cached_property
    def previous_url(self) -> str:
        return self.table.hand(self.previous_key).url if self.previous_key else ""
