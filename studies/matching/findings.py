"""What the rules say of the pairs of a set of records: which to join, to ask about and to link, the surest first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from studies.matching.candidates import Read, compared
from studies.matching.clusters import Clusters
from studies.matching.columns import Ints
from studies.matching.comparing import Compared, compare
from studies.matching.rules import TABLE, contradictions, decided, scores

_WHOLE = 40  # a cluster up to this size is looked through pair by pair for contradictions


@dataclass(frozen=True, slots=True)
class Edge:
    """Two places, the rule that brought them together, and where in the comparison (-1: they were not compared)."""

    a: int
    b: int
    rule: str
    at: int = -1


@dataclass(slots=True)
class Findings:
    """The comparison, the scores and, by outcome, the edges in the order in which they count."""

    compared: Compared
    scores: Ints
    joins: list[Edge]
    asks: list[Edge]
    links: list[Edge]


def findings(it: Read, fresh: Sequence[bool], link_versions: bool) -> Findings:
    """Compare what is worth comparing and sort it by outcome; of equal outcomes the surest rule and score first."""
    both = compared(it, fresh)
    rules, worth = decided(both), scores(both)
    by: dict[str, list[Edge]] = {"join": [], "ask": [], "link": []}
    for at in np.lexsort((both.b, both.a, -worth, rules)).tolist():
        if rules[at] >= 0:
            rule = TABLE[rules[at]]
            outcome = rule.outcome if link_versions else rule.unlinked or rule.outcome
            by[outcome].append(Edge(int(both.a[at]), int(both.b[at]), rule.name, at))
    return Findings(both, worth, by["join"], by["ask"], by["link"])


def identical(it: Read, fresh: Sequence[bool]) -> Iterator[Edge]:
    """Yield the pairs of rows whose raw entries are the same, save for white space."""
    entries: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(it.rows):
        if raw := " ".join(str(row.get("raw") or "").split()):
            entries[raw].append(at)
    for places in entries.values():
        for other in places[1:]:
            if fresh[places[0]] or fresh[other]:
                yield Edge(places[0], other, "identical_entry")


def contradicting(it: Read, clusters: Clusters, found: Findings) -> Iterator[tuple[int, int]]:
    """Yield the pairs that joining would bring together though they contradict each other.

    Only pairs that some path of joins connects can be such; those that were not compared yet are compared here.
    """
    paths = Clusters(len(it.ids))
    for group in clusters.listed():
        for other in group[1:]:
            paths.join(group[0], other)
    for edge in found.joins:
        paths.join(edge.a, edge.b)
    both = found.compared
    roots = np.fromiter((paths.root(at) for at in range(len(it.ids))), dtype=np.int64, count=len(it.ids))
    wrong = contradictions(both) & (roots[both.a] == roots[both.b])
    yield from zip(both.a[wrong].tolist(), both.b[wrong].tolist(), strict=True)
    seen = set((both.a * len(it.ids) + both.b).tolist())
    pairs = [
        pair
        for group in paths.listed()
        if 2 < len(group) <= _WHOLE
        for pair in combinations(group, 2)
        if pair[0] * len(it.ids) + pair[1] not in seen
    ]
    if pairs:
        a, b = np.array(pairs, dtype=np.int64).T
        others = compare(it.columns, a, b)
        wrong = contradictions(others)
        yield from zip(a[wrong].tolist(), b[wrong].tolist(), strict=True)
