"""Overlapping passages cut into flat segments, so that highlights never nest however they overlap."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class Segment(Generic[Id]):
    """A stretch covered throughout by the same passages; `ids` in the order in which the ranges were given."""

    start: int
    end: int
    ids: tuple[Id, ...]


def segments(start: int, end: int, ranges: Iterable[tuple[Id, int, int]]) -> list[Segment[Id]]:
    """Cut `[start, end)` at every boundary of the ranges `(id, start, end)`, end-exclusive, code points.

    The segments tile the stretch exactly, in order, also where no passage stands (`ids` is then empty). Ranges are
    clipped to the stretch; those outside it and empty ones count for nothing; one id may have several ranges.
    Costs O(n log n) for n ranges, plus the ids written.
    """
    if end <= start:
        return []
    ids: list[Id] = []
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for name, first, last in ranges:
        first, last = max(first, start), min(last, end)
        if first < last:
            opening[first].append(len(ids))
            closing[last].append(len(ids))
            ids.append(name)
    cuts = sorted({start, end, *opening, *closing})
    open_now: set[int] = set()
    tiles: list[Segment[Id]] = []
    for here, there in pairwise(cuts):
        open_now.difference_update(closing[here])
        open_now.update(opening[here])
        tiles.append(Segment(here, there, tuple(dict.fromkeys(ids[at] for at in sorted(open_now)))))
    return tiles
