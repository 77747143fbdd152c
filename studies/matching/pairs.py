"""What matching hands back: pairs with their reasons, and clusters."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Id = int | str
Verdict = tuple[Id, Id, str]  # two ids and "same" or "different", as a person judged


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the smaller id first; `score` says from 0 to 100 how much of what both say agrees."""

    a: Id
    b: Id
    rule: str
    score: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Matching:
    """`clusters` hold every id once, single records included; as many `joins` as ids were saved by joining.

    `questions` are for a person to judge; `links` are different works that belong together (an erratum, a reply).
    """

    clusters: list[list[Id]] = field(default_factory=list)
    joins: list[Pair] = field(default_factory=list)
    questions: list[Pair] = field(default_factory=list)
    links: list[Pair] = field(default_factory=list)


def in_order(ids: Iterable[Id]) -> list[Id]:
    """Sort ids the same way whatever order they came in: numbers by size, then the others by letter."""
    return sorted(ids, key=lambda i: (isinstance(i, str), i if isinstance(i, int) else 0, str(i)))
