"""Which votes are compared: what each reviewer said of an item before the other's word could be known.

A vote that was taken back never counts. Of one that its reviewer changed, the one counts that stood when the second of
the two first voted: what is changed after that may come of talking it over, and would raise agreement. Where an item
was opened again the comparison begins anew: the latest round in which both voted counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple


class Row(NamedTuple):
    """One append-only row of the votes, its `id` growing with time.

    `undoes` is the id of the vote that it takes back. `reopening` names the re-opening that wrote it: with `undoes` a
    new round begins, without it a vote is given again, which is nobody's new word.
    """

    item: int
    id: int
    reviewer: int
    verdict: str
    reason: str = ""
    undoes: int | None = None
    reopening: int | None = None


# A Row, or the same without names, as it comes from a database.
Told = tuple[int, int, int, str, str, int | None, int | None]


class Compared(NamedTuple):
    """What two reviewers said of one item; `at` is the id of the vote by which both had voted."""

    at: int
    item: int
    first: str
    second: str
    first_reason: str
    second_reason: str


Pairs = dict[tuple[int, int], list[Compared]]


def compare(rows: Iterable[Told]) -> Pairs:
    """By pair of reviewers, the smaller key first, the items that both judged, in the order in which both had.

    `rows` are all rows of each item, in any order. The caller leaves out items on which votes are still awaited.
    """
    items: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        items[row[0]].append(row)
    return compare_each(items.values())


def compare_each(items: Iterable[Sequence[Told]]) -> Pairs:
    """The same of rows that come together by item already; of many thousands none is kept."""
    found: Pairs = defaultdict(list)
    for votes in items:
        if len(votes) > 1:
            _sort_in(votes, found)
    return {pair: sorted(found[pair]) for pair in sorted(found)}


def _sort_in(votes: Sequence[Told], found: Pairs) -> None:
    if len(votes) == 2:
        # Nearly every item of a large review: a vote each, and no more.
        one, other = votes if votes[0][2] <= votes[1][2] else votes[::-1]
        if one[2] != other[2] and one[5] is one[6] is other[5] is other[6] is None:
            found[one[2], other[2]].append(_compared(one, other, max(one[1], other[1])))
        return
    rounds = _rounds(sorted(map(Row._make, votes), key=lambda row: row.id))
    for a, b in combinations(sorted({row[2] for row in votes}), 2):
        for each in reversed(rounds):
            if a in each and b in each:
                at = max(each[a][0].id, each[b][0].id)
                found[a, b].append(_compared(_standing(each[a], at), _standing(each[b], at), at))
                break


def _rounds(votes: Sequence[Row]) -> list[dict[int, list[Row]]]:
    """By round and reviewer the votes that were not taken back, oldest first."""
    taken_back = {row.undoes for row in votes if row.undoes is not None and row.reopening is None}
    rounds: list[dict[int, list[Row]]] = [{}]
    begun_by = None
    for row in votes:
        if row.reopening is not None and row.undoes is not None and row.reopening != begun_by:
            begun_by = row.reopening
            rounds.append({})
        elif row.reopening is None and row.undoes is None and row.id not in taken_back:
            rounds[-1].setdefault(row.reviewer, []).append(row)
    return rounds


def _standing(votes: Sequence[Row], at: int) -> Row:
    return [vote for vote in votes if vote.id <= at][-1]


def _compared(one: Told, other: Told, at: int) -> Compared:
    return Compared(at, one[0], one[3], other[3], one[4], other[4])
