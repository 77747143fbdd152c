"""What the verdicts of two reviewers on the same items amount to: their table, and a row of the `agreement` export."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from studies.agreement.coefficient import Kappa, kappa

Item = TypeVar("Item", bound=Hashable)

VERDICTS = ("include", "exclude", "unsure")
_DECIDED = ("include", "exclude")


@dataclass(frozen=True)
class Pair:
    """Two reviewers' agreement, twice: over all verdicts, and over the items that both decided.

    `table[i][j]` counts the items that the first judged `categories[i]` and the second `categories[j]`; `all` is its
    agreement. `decided` is the agreement of the 2 x 2 part: include or exclude from both. `unsure` counts the items
    that both judged and at least one left open.
    """

    categories: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    all: Kappa
    decided: Kappa
    unsure: int

    def count(self, first: str, second: str) -> int:
        """Items that the first judged so and the second so."""
        return self.table[self.categories.index(first)][self.categories.index(second)]

    def row(self) -> dict[str, int | float | None]:
        """The columns of the `agreement` export, each to be worked out from the four counts of the row itself.

        `both` is their sum, so that an item which one left open is in `unsure` and not in the coefficients.
        `percent` is from 0 to 100, the coefficients from -1 to 1, None where undefined.
        """
        cells = {f"{one}_{other}": self.count(one, other) for one in _DECIDED for other in _DECIDED}
        found = self.decided
        return {
            "both": found.items,
            **cells,
            "percent": found.percent,
            "kappa": found.kappa,
            "kappa_low": found.low,
            "kappa_high": found.high,
            "pabak": found.pabak,
            "unsure": self.unsure,
        }


def crossed(
    a: Mapping[Item, str], b: Mapping[Item, str], categories: Sequence[str] = VERDICTS
) -> tuple[tuple[int, ...], ...]:
    """Counts over the items that both judged: rows are what `a` says, columns what `b` says, in that order.

    An item whose verdict is not among the categories for either of them is left out.
    """
    return tabled(Counter((a[item], b[item]) for item in a.keys() & b.keys()), categories)


def tabled(counts: Mapping[tuple[str, str], int], categories: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Counts by what the first and the second said, as a table of these categories; others are left out."""
    return tuple(tuple(counts.get((one, other), 0) for other in categories) for one in categories)


def pair(a: Mapping[Item, str], b: Mapping[Item, str], categories: Sequence[str] = VERDICTS) -> Pair:
    """Agreement of two mappings from item to verdict; items that only one of them judged do not count.

    Raises ValueError where `include` and `exclude` are not among the categories.
    """
    return pair_of(Counter((a[item], b[item]) for item in a.keys() & b.keys()), categories)


def pair_of(counts: Mapping[tuple[str, str], int], categories: Sequence[str] = VERDICTS) -> Pair:
    """The same from the number of items that the first judged so and the second so. Raises ValueError as `pair`."""
    if not set(_DECIDED) <= set(categories):
        raise ValueError(f"The categories need include and exclude, not only {', '.join(categories)}.")
    table = tabled(counts, categories)
    decided = kappa(tabled(counts, _DECIDED))
    return Pair(tuple(categories), table, kappa(table), decided, sum(map(sum, table)) - decided.items)
