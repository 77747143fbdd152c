"""Clusters that grow by joining but never bring together two records that were judged different."""

from collections import defaultdict
from collections.abc import Iterable

from studies.matching.pairs import Id


class Clusters:
    """A union-find that knows its enemies: faster here than a graph, and it can say no."""

    def __init__(self, ids: Iterable[Id], apart: Iterable[tuple[Id, Id]]) -> None:
        self._parent: dict[Id, Id] = {number: number for number in ids}
        self._size: dict[Id, int] = dict.fromkeys(self._parent, 1)
        self._foes: dict[Id, set[Id]] = defaultdict(set)  # by root; members are any ids, looked up when needed
        for a, b in apart:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def root(self, number: Id) -> Id:
        """The id that stands for a cluster."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    def joined(self, a: Id, b: Id) -> bool:
        """Whether two ids are in one cluster."""
        return self.root(a) == self.root(b)

    def join(self, a: Id, b: Id) -> bool:
        """Join the clusters of two ids; False where they are one already or hold records judged different."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        fewer, other = (a, b) if len(self._foes.get(a, ())) < len(self._foes.get(b, ())) else (b, a)
        if any(self.root(foe) == other for foe in self._foes.get(fewer, ())):
            return False
        self._parent[b] = a
        self._size[a] += self._size[b]
        if b in self._foes:
            self._foes[a] |= self._foes.pop(b)
        return True

    def listed(self) -> list[list[Id]]:
        """The clusters, in the order in which the ids were given."""
        found: dict[Id, list[Id]] = defaultdict(list)
        for number in self._parent:
            found[self.root(number)].append(number)
        return list(found.values())
