"""Places in an order of very many citations: what comes next is found by asking about few of them.

Pure. `waiting` answers which of some handles wait; it is asked of about a hundred at a time, a few times.
"""

import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

Waiting = Callable[[Sequence[int]], Collection[int]]

FEW = 100
NEAR = 25
PIECE = 1000


def packed(handles: Iterable[int]) -> bytes:
    """As little-endian 64-bit integers, so that 50,000 of them are read in no time."""
    return _little(array("q", handles)).tobytes()


def unpacked(places: bytes) -> "array[int]":
    return _little(array("q", bytes(places)))


def first_behind_opened(places: Sequence[int], waiting: Waiting) -> int | None:
    """The handle that waits first in an order where those opened stand first.

    Where handles that wait stand before others that do not, it is one of the first that wait. None only when none of
    those asked about waits.
    """
    low, high = 0, len(places)
    while high - low > FEW:
        step = -(-(high - low) // FEW)
        probes = places[low:high:step]
        found = waiting(probes)
        at = next((at for at, handle in enumerate(probes) if handle in found), None)
        if at is None:
            low += (len(probes) - 1) * step + 1
        else:
            low, high = low + max(0, (at - 1) * step + 1), low + at * step + 1
    return _first(places[max(0, low - FEW) : high], waiting)


def first_near(places: Sequence[int], at: int, waiting: Waiting) -> int | None:
    """The same, where the place `at` is the last of those opened; None where it proves not to be."""
    window = places[max(0, at - NEAR) : at + NEAR]
    opened = min(at, NEAR)
    found = waiting(window)
    return None if found and any(handle in found for handle in window[:opened]) else _next(window, found)


def first_after(places: Sequence[int], at: int, waiting: Waiting) -> int | None:
    """The handle that waits first behind the place `at`, beginning again at the top; `at` itself comes last."""
    for part in (places[at + 1 :], places[: at + 1]):
        for piece in growing(part, NEAR):
            if found := _first(piece, waiting):
                return found
    return None


def growing(handles: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Small pieces first, since the first is mostly enough."""
    at = 0
    while at < len(handles):
        yield handles[at : at + size]
        at, size = at + size, min(PIECE, size * 4)


def _first(handles: Sequence[int], waiting: Waiting) -> int | None:
    return _next(handles, waiting(handles)) if handles else None


def _next(handles: Sequence[int], found: Collection[int]) -> int | None:
    return next((handle for handle in handles if handle in found), None)


def _little(handles: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        handles.byteswap()
    return handles
