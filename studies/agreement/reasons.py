"""Whether two reviewers who both excluded an item did so for the same reason, in all and reason by reason.

Specific agreement on one category: Fleiss JL. Measuring agreement between two judges on the presence or absence of a
trait. Biometrics 1975;31:651-9.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from studies.agreement.coefficient import Kappa, kappa
from studies.agreement.pairs import crossed

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
    items = a.keys() & b.keys()
    given = sorted({a[item] for item in items} | {b[item] for item in items})
    if len(given) < 2:
        found = Kappa(len(items), 1.0, 1.0, note=ONE_REASON) if items else Kappa(0, note=NONE_EXCLUDED)
    else:
        found = kappa(crossed(a, b, given))
    each = [_one(reason, a, b) for reason in given]
    return Reasons(len(items), found, tuple(sorted(each, key=lambda one: -_uses(one))))


def _one(reason: str, a: Mapping[Item, str], b: Mapping[Item, str]) -> OneReason:
    items = a.keys() & b.keys()
    first = {item: "this" if a[item] == reason else "other" for item in items}
    second = {item: "this" if b[item] == reason else "other" for item in items}
    table = crossed(first, second, ("this", "other"))
    (both, first_only), (second_only, _) = table
    specific = 2 * both / (2 * both + first_only + second_only)
    return OneReason(reason, both, first_only, second_only, specific, kappa(table))


def _uses(one: OneReason) -> int:
    return 2 * one.both + one.first_only + one.second_only
