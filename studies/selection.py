"""What somebody selected in the list of citations: single ticks, page after page, and rules for all that match."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

MOST = 10_000
RULES = 8


class TooMany(Exception):
    """More single ticks, or more rules, than a person sets by hand; said in words that can be shown."""


@dataclass(frozen=True)
class Selection:
    """All that match one of `rules` (filters, as the address of the list has them) or stand in `added`, but not those
    in `left_out`. Citations are told by their numbers."""

    rules: tuple[str, ...] = ()
    added: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.rules or self.added)

    def ticked(self, shown: Collection[int], chosen: Collection[int]) -> "Selection":
        """As a page leaves it on which `shown` stood and `chosen` were ticked. Raises TooMany."""
        added = (self.added - set(shown)) | set(chosen)
        left_out = (self.left_out | set(shown)) - set(chosen) if self.rules else frozenset[int]()
        if len(added) > MOST or len(left_out) > MOST:
            raise TooMany(f"More than {MOST:,} single ticks: narrow the list and select all that match instead.")
        return Selection(self.rules, added, left_out)

    def with_all(self, rule: str, matching: Collection[int]) -> "Selection":
        """With all that match the rule too; `matching` are those of `left_out` that do. Raises TooMany."""
        if not rule:
            return Selection(("",))
        rules = tuple(dict.fromkeys((*self.rules, rule)))
        if len(rules) > RULES:
            raise TooMany(f"“All that match” was selected {RULES} times: clear the selection, or label it, and go on.")
        return Selection(rules, self.added, self.left_out - set(matching))

    def kept(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"rules": list(self.rules), "added": sorted(self.added), "left_out": sorted(self.left_out)}

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self:
        kept = kept or {}
        numbers = frozenset(kept.get("added", ())), frozenset(kept.get("left_out", ()))
        return cls(tuple(kept.get("rules", ())), *numbers)
