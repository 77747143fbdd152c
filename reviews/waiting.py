"""What waits for a person: each app registers how it counts its own, and home and overview ask in one place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reviews.models import Review, User


@dataclass(frozen=True)
class Waiting:
    """`count` things of a review that wait, in words (`one` conflict to settle, `many` …), and where they are done."""

    review: Review
    count: int
    one: str
    many: str
    url: str

    @property
    def label(self) -> str:
        return self.one if self.count == 1 else self.many


Ask = Callable[[Sequence[Review], User], Iterable[Waiting]]
_asks: list[Ask] = []


def waits(ask: Ask) -> Ask:
    """Register `ask(reviews, user)`, which answers for all the reviews with a constant number of queries.

    It counts what this user may do and sees (blinding included); zeros may be given, they are not shown.
    """
    _asks.append(ask)
    return ask


def waiting_for(user: User, reviews: Sequence[Review]) -> dict[int, list[Waiting]]:
    """By the review's key, in the order in which the apps registered."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    for ask in _asks if reviews else ():
        for each in ask(reviews, user):
            if each.count:
                found[each.review.pk].append(each)
    return found
