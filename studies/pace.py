"""How fast somebody screens, and so what remains: from the times of decisions alone. Pure.

A day counts when something was decided on it, so weekends and leave slow nobody down; of the last such days the middle
one is told, because one long day must not promise a pace that nobody keeps.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from math import ceil
from statistics import median

DAYS = 10
FEWEST_DAYS = 3
PAUSE = 300.0
READING = 1.0  # what comes faster was not read: votes brought by a file
FEWEST_GAPS = 10


@dataclass(frozen=True)
class Pace:
    """Decisions: `a_day` is the median of the last active days, `slow` and `fast` are their quartiles.

    `an_hour` is of active time: what lies between two decisions counts when it is a second at least and
    five minutes at most. It is 0 while there is too little to say.
    """

    days: int
    slow: float
    a_day: float
    fast: float
    an_hour: float

    @property
    def is_steady(self) -> bool:
        """Are there days enough to say what remains?"""
        return self.days >= FEWEST_DAYS

    def remaining(self, left: int) -> tuple[int, int] | None:
        """Days of screening that `left` citations take, at least and at most; None when it is too early."""
        if not self.is_steady:
            return None
        return ceil(left / self.fast), ceil(left / self.slow)


def pace(times: Iterable[datetime]) -> Pace | None:
    """The pace at which decisions were made at these times, in any order; None of none. Days are those of the times."""
    every = sorted(times)
    if not every:
        return None
    by_day = Counter(each.date() for each in every)
    counts = sorted(by_day[day] for day in _last(by_day))
    return Pace(len(counts), _quartile(counts, 1), float(median(counts)), _quartile(counts, 3), _an_hour(every))


def _last(by_day: Iterable[date]) -> list[date]:
    return sorted(by_day)[-DAYS:]


def _quartile(counts: list[int], which: int) -> float:
    """Between the counts at its two sides (Hyndman & Fan 1996, type 7)."""
    at = (len(counts) - 1) * which / 4
    below, above = counts[int(at)], counts[ceil(at)]
    return below + (above - below) * (at - int(at))


def _an_hour(every: list[datetime]) -> float:
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(every)]
    short = [gap for gap in gaps if READING <= gap <= PAUSE]
    return 3600 * len(short) / sum(short) if len(short) >= FEWEST_GAPS else 0.0
