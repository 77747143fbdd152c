"""Turns pairs of records that are the same into citations: which record goes where, by which rule, beside which."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class Pair(Protocol):
    """Two records that are the same, by which rule and why (`reasons` in words)."""

    @property
    def a(self) -> int: ...
    @property
    def b(self) -> int: ...
    @property
    def rule(self) -> str: ...
    @property
    def score(self) -> int: ...
    @property
    def reasons(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Standing:
    """A record before joining: where it stands (`citation`, None for a new one); the first there has no `rule`."""

    id: int
    citation: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class Placement:
    """A record that goes to its group, by which rule, why, and beside which; the first of a citation has none."""

    record: int
    rule: str = ""
    reasons: str = ""
    to: int | None = None


@dataclass
class Group:
    """Records that become one citation: `citation`, or a new one when it is None.

    `absorbed` citations end in it: only their first records are placed, the others follow as they are.
    """

    citation: int | None
    placements: list[Placement]
    absorbed: list[int]


@dataclass
class Plan:
    """Groups in the order of their first records, and pairs kept apart because both sides hold work of their own.

    `parked` pairs wait: they would bring together what counts by way of a record that does not.
    """

    groups: list[Group] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)
    parked: list[Pair] = field(default_factory=list)


class _Forest:
    """Union-find over records; the root of a tree is its earliest record."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.order = {each: at for at, each in enumerate(ids)}
        self.parent = {each: each for each in self.order}

    def root(self, each: int) -> int:
        while (above := self.parent[each]) != each:
            self.parent[each] = each = self.parent[above]
        return each

    def unite(self, a: int, b: int) -> int:
        first, second = sorted((self.root(a), self.root(b)), key=self.order.__getitem__)
        self.parent[second] = first
        return first


def plan(
    rows: Sequence[Standing],
    pairs: Iterable[Pair],
    *,
    weights: Mapping[int, int] | None = None,
    holding: Collection[int] = (),
    silent: Collection[int] = (),
) -> Plan:
    """Place the records that stand nowhere, and bring together citations that pairs show to be one.

    `rows` are records in the order of their numbers, with all those of each citation that is among them. Records that
    stand together stay together. A group takes the number of the citation with the greatest of the `weights` (what
    people did there), among equals the lowest. A pair that would bring together two citations of `holding`, those
    whose documents hold texts, is left in `apart`: that is for people to judge. `silent` records do not count: a pair
    with one of them that would bring together two citations that do is left in `parked`.
    """
    weights = weights or {}
    forest = _Forest(row.id for row in rows)
    members: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        if row.citation is not None:
            members[row.citation].append(row)
    for together in members.values():
        for row in together[1:]:
            forest.unite(together[0].id, row.id)
    held = {forest.root(members[each][0].id) for each in holding if each in members}
    made, counting = Plan(), set[int]()
    if silent:
        counting = {forest.root(row.id) for row in rows if row.citation is not None and row.id not in silent}
        pairs = sorted(pairs, key=lambda pair: pair.a in silent or pair.b in silent)
    speaking = _speaking(pairs, forest, silent, counting, made.parked)
    edges = list(_accepted(speaking, forest, held, made.apart))
    ways = _ways(members, edges)
    made.groups = [_group(together, ways, weights) for together in _changed(rows, forest)]
    return made


def _speaking(
    pairs: Iterable[Pair], forest: _Forest, silent: Collection[int], counting: set[int], parked: list[Pair]
) -> Iterator[Pair]:
    """Leave out those that a record which does not count would tie; `counting` are roots, as they are by then."""
    for pair in pairs:
        roots = {forest.root(pair.a), forest.root(pair.b)}
        if len(roots) == 2 and roots <= counting and (pair.a in silent or pair.b in silent):
            parked.append(pair)
            continue
        yield pair
        if roots & counting:
            counting |= {forest.root(pair.a), forest.root(pair.b)}


def _accepted(pairs: Iterable[Pair], forest: _Forest, held: set[int], apart: list[Pair]) -> Iterator[Pair]:
    for pair in pairs:
        roots = {forest.root(pair.a), forest.root(pair.b)}
        if len(roots) == 1:
            continue
        if roots <= held:
            apart.append(pair)
            continue
        root = forest.unite(pair.a, pair.b)
        if roots & held:
            held.add(root)
        yield pair


def _changed(rows: Sequence[Standing], forest: _Forest) -> Iterator[list[Standing]]:
    trees: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        trees[forest.root(row.id)].append(row)
    for tree in trees.values():
        if any(row.citation is None for row in tree) or len({row.citation for row in tree}) > 1:
            yield tree


_Ways = dict[int, list[tuple[int, Pair | None]]]
_Why = tuple[Pair, int] | None


def _ways(members: dict[int, list[Standing]], edges: Iterable[Pair]) -> _Ways:
    """From each record to those it is tied to: by a pair, or (None) because they stand together already."""
    ways: _Ways = defaultdict(list)
    for pair in edges:
        ways[pair.a].append((pair.b, pair))
        ways[pair.b].append((pair.a, pair))
    for together in members.values():
        for row in together[1:]:
            ways[together[0].id].append((row.id, None))
            ways[row.id].append((together[0].id, None))
    return ways


def _group(tree: list[Standing], ways: _Ways, weights: Mapping[int, int]) -> Group:
    present = sorted({row.citation for row in tree if row.citation is not None})
    citation = max(present, key=lambda each: weights.get(each, 0), default=None)
    first = next((row for row in tree if row.citation == citation and not row.rule), tree[0])
    explained = _explained(first.id, ways)
    placements = [
        _placed(row.id, explained[row.id])
        for row in tree
        if row.citation is None or (row.citation != citation and not row.rule)
    ]
    return Group(citation, placements, [each for each in present if each != citation])


def _placed(record: int, why: _Why) -> Placement:
    if why is None:
        return Placement(record)
    pair, to = why
    return Placement(record, pair.rule, "; ".join(pair.reasons), to)


def _explained(first: int, ways: _Ways) -> dict[int, _Why]:
    """By which pair, and from which record, each is reached; what comes along with its citation shares that."""
    found: dict[int, _Why] = {first: None}
    queue = deque([first])
    while queue:
        here = queue.popleft()
        for there, pair in ways.get(here, ()):
            if there not in found:
                found[there] = (pair, here) if pair else found[here]
                queue.append(there)
    return found
