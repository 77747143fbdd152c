"""Turns pairs of records that are the same into citations, and never mixes two that people have worked on."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
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
    def reasons(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Standing:
    """A record before joining: where it stands (`citation`, None for a new one) and by which rule."""

    id: int
    citation: int | None = None
    rule: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class Placement:
    """A record that goes to its group, by which rule and why; the first record of a citation has no rule."""

    record: int
    rule: str = ""
    reasons: str = ""


@dataclass
class Group:
    """Records that become one citation: `citation`, or a new one when it is None; `absorbed` ones end in it."""

    citation: int | None
    placements: list[Placement]
    absorbed: list[int]


@dataclass
class Plan:
    """Groups in the order of their first records, and pairs kept apart because both sides carry decisions."""

    groups: list[Group] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)


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


def plan(rows: Sequence[Standing], pairs: Iterable[Pair], decided: Collection[int]) -> Plan:
    """Place the records that stand nowhere, and bring together citations that new pairs show to be one.

    `rows` are all records in the order of their numbers, `decided` the citations that carry votes or other work.
    Records that stand together stay together. A group that holds one decided citation takes its number, otherwise the
    lowest there is; a pair that would bring two decided ones together is left in `apart`.
    """
    forest = _Forest(row.id for row in rows)
    members: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        if row.citation is not None:
            members[row.citation].append(row)
    for together in members.values():
        for row in together[1:]:
            forest.unite(together[0].id, row.id)
    worked_on = {forest.root(members[each][0].id) for each in decided if each in members}
    made = Plan()
    edges = list(_accepted(pairs, forest, worked_on, made.apart))
    ways = _ways(members, edges)
    made.groups = [_group(together, ways, decided) for together in _changed(rows, forest)]
    return made


def _accepted(pairs: Iterable[Pair], forest: _Forest, worked_on: set[int], apart: list[Pair]) -> Iterator[Pair]:
    for pair in pairs:
        roots = {forest.root(pair.a), forest.root(pair.b)}
        if len(roots) == 1:
            continue
        if roots <= worked_on:
            apart.append(pair)
            continue
        root = forest.unite(pair.a, pair.b)
        if roots & worked_on:
            worked_on.add(root)
        yield pair


def _changed(rows: Sequence[Standing], forest: _Forest) -> Iterator[list[Standing]]:
    trees: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        trees[forest.root(row.id)].append(row)
    for tree in trees.values():
        if any(row.citation is None for row in tree) or len({row.citation for row in tree}) > 1:
            yield tree


_Ways = dict[int, list[tuple[int, Pair | None]]]


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


def _group(tree: list[Standing], ways: _Ways, decided: Collection[int]) -> Group:
    present = sorted({row.citation for row in tree if row.citation is not None})
    citation = next((each for each in present if each in decided), present[0] if present else None)
    first = next((row for row in tree if row.citation == citation), tree[0])
    explained = _explained(first.id, ways)
    placements = [
        Placement(row.id, row.rule, row.reasons) if row.rule else _placed(row.id, explained[row.id])
        for row in tree
        if citation is None or row.citation != citation
    ]
    return Group(citation, placements, [each for each in present if each != citation])


def _placed(record: int, pair: Pair | None) -> Placement:
    return Placement(record, pair.rule, "; ".join(pair.reasons)) if pair else Placement(record)


def _explained(first: int, ways: _Ways) -> dict[int, Pair | None]:
    """By which pair each record is reached from the first; one reached with its citation shares that one's pair."""
    found: dict[int, Pair | None] = {first: None}
    queue = deque([first])
    while queue:
        here = queue.popleft()
        for there, pair in ways.get(here, ()):
            if there not in found:
                found[there] = pair or found[here]
                queue.append(there)
    return found
