"""What of a citation falls apart when records count no more: joins that went by way of such records alone.

A record that people tied to another by hand keeps all its ties, whether it counts or not.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from studies.joins import Pair, Placement


@dataclass(frozen=True)
class Tied:
    """A record of a citation: joined `to` which (None: it is the first), `by_hand` or by a rule, and whether it counts.

    `at_home`: it did not come with another citation.
    """

    id: int
    to: int | None
    counts: bool
    by_hand: bool = False
    at_home: bool = True


@dataclass
class Parting:
    """`leaving` records are cut off, in this order, with what hangs on them; before, the `hung` are tied otherwise."""

    leaving: list[int] = field(default_factory=list)
    hung: list[Placement] = field(default_factory=list)


def part(rows: Sequence[Tied], pairs: Iterable[Pair] = (), judged: Collection[Pair] = ()) -> Parting:
    """Take the records of one citation, given in the order of their numbers, apart where nothing that counts ties them.

    `pairs` of counting records that are the same tie too, and so do pairs that people `judged` the same. What stays is
    what stands with the first record; when that counts no more, what is at home in the citation, else what began first.
    """
    downwards = _downwards(rows)
    holds = {row.id for row in rows if row.counts} | {each for pair in judged for each in (pair.a, pair.b)}
    holds |= {each for row in rows if row.by_hand and row.to is not None for each in (row.id, row.to)}
    top = _tops(downwards, holds)
    pieces = list(dict.fromkeys(top[row.id] for row in downwards if row.id in holds))
    made, ties = Parting(), _ties(top, [*judged, *pairs])
    group: dict[int, int] = {}
    for start in pieces:
        if start not in group:
            made.hung += _hung(start, top, ties, group)
    counting = {row.id: group[top[row.id]] for row in downwards if row.counts}
    if len(set(counting.values())) < 2:
        return made
    stays = _staying(downwards, counting)
    made.leaving = [each for each in reversed(pieces) if each in counting.values() and each != stays]
    return made


def _downwards(rows: Sequence[Tied]) -> list[Tied]:
    """Each behind the one that it was joined to."""
    below: dict[int | None, list[Tied]] = defaultdict(list)
    for row in rows:
        below[row.to].append(row)
    found = list(below[None])
    for row in found:
        found += below[row.id]
    return found


def _tops(downwards: Iterable[Tied], holds: Collection[int]) -> dict[int, int]:
    """By record the uppermost of those that it is tied to by records which hold."""
    top: dict[int, int] = {}
    for row in downwards:
        above = row.to if row.to in holds and row.id in holds else None
        top[row.id] = row.id if above is None else top[above]
    return top


_Ties = dict[int, list[tuple[int, int, Pair]]]


def _ties(top: dict[int, int], pairs: Iterable[Pair]) -> _Ties:
    """From each piece: by which record to which of another piece, and why."""
    found: _Ties = defaultdict(list)
    for pair in pairs:
        if pair.a in top and pair.b in top and top[pair.a] != top[pair.b]:
            found[top[pair.a]].append((pair.a, pair.b, pair))
            found[top[pair.b]].append((pair.b, pair.a, pair))
    return found


def _hung(start: int, top: dict[int, int], ties: _Ties, group: dict[int, int]) -> list[Placement]:
    """Hang the pieces that ties lead to on the uppermost of them, so that they stay with it."""
    hung, queue = [], deque([start])
    group[start] = start
    while queue:
        for here, there, pair in ties.get(queue.popleft(), ()):
            if (other := top[there]) not in group:
                group[other] = start
                hung.append(Placement(other, pair.rule, "; ".join(pair.reasons), here))
                queue.append(other)
    return hung


def _staying(downwards: Sequence[Tied], counting: dict[int, int]) -> int:
    """Of the groups of counting records (`counting`: by record) one that hangs on no other."""
    above: dict[int, int] = {}  # by record the group that comes first from the top
    for row in downwards:
        reached = above.get(row.to) if row.to is not None else None
        if (found := counting.get(row.id) if reached is None else reached) is not None:
            above[row.id] = found
    if downwards[0].id in counting.values():
        return downwards[0].id
    free = {each for each in counting.values() if above.get(each, each) == each}
    rows = [row for row in downwards if counting.get(row.id) in free]
    return counting[next((row.id for row in rows if row.at_home), rows[0].id)]
