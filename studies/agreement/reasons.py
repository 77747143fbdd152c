"""Whether two reviewers who both excluded an item did so for the same reason, in all and reason by reason.

Specific agreement on one category: Fleiss JL. Measuring agreement between two judges on the presence or absence of a
trait. Biometrics 1975;31:651-9.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from studies.agreement.coefficient import Kappa, kappa
from studies.agreement.pairs import tabled

Item = TypeVar("Item", bound=Hashable)

NONE_EXCLUDED = "No item was excluded by both, so there are no reasons to compare."
ONE_REASON = "Only one reason was given by either, so kappa does not exist. The percentage is what can be told."


@dataclass(frozen=True)
class OneReason:
    """One reason among the items that both excluded: counts of items, and agreement on this reason or another.

    `specific` is the share of this reason's uses that both made (2 x both / (2 x both + one alone + other alone)),
    0 to 1. It is of more use than `found.kappa` for a reason that was given seldom.
    """

    reason: str
    both: int
    first_only: int
    second_only: int
    specific: float
    found: Kappa


@dataclass(frozen=True)
class Reasons:
    """`found` is the agreement over all reasons that were given, `each` reason by reason, most often given first."""

    both_excluded: int
    found: Kappa
    each: tuple[OneReason, ...]


def reasons(a: Mapping[Item, str], b: Mapping[Item, str]) -> Reasons:
    """Agreement on reasons: each mapping is from an item that this reviewer excluded to the reason given for it.

    Items that only one excluded do not count. "" (no reason given) is a reason like another.
    """
    return reasons_of(Counter((a[item], b[item]) for item in a.keys() & b.keys()))


def reasons_of(counts: Mapping[tuple[str, str], int]) -> Reasons:
    """The same from the number of items for which the first gave this reason and the second that one."""
    given = sorted({reason for both in counts for reason in both})
    total = sum(counts.values())
    if len(given) < 2:
        found = Kappa(total, 1.0, 1.0, note=ONE_REASON) if total else Kappa(0, note=NONE_EXCLUDED)
    else:
        found = kappa(tabled(counts, given))
    each = [_one(reason, counts, total) for reason in given]
    return Reasons(total, found, tuple(sorted(each, key=lambda one: -_uses(one))))


def _one(reason: str, counts: Mapping[tuple[str, str], int], total: int) -> OneReason:
    first = sum(count for (one, _), count in counts.items() if one == reason)
    second = sum(count for (_, other), count in counts.items() if other == reason)
    both = counts.get((reason, reason), 0)
    table = ((both, first - both), (second - both, total - first - second + both))
    return OneReason(reason, both, first - both, second - both, 2 * both / (first + second), kappa(table))


def _uses(one: OneReason) -> int:
    return 2 * one.both + one.first_only + one.second_only
