"""Writes buscarpy_values.csv beside it: p of buscarpy's `calculate_h0` over a spread of screenings.

To be run by hand, in an environment of its own that has buscarpy: `python tests/studies/buscarpy_values.py`. The values
that stand were made on 28 November 2026 by buscarpy 0.0.2 with scipy 1.17.1, numpy 2.4.6, pandas 3.1.1, Python 3.11.

A row is one screening: `total` records, the first `screened` of them labelled, those at `places` (1-based) relevant;
then p for each target. "nan" is buscarpy's answer where more would have to be missed than is unseen.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

TARGETS = (0.5, 0.8, 0.9, 0.95, 0.99, 1.0)
BEARABLE = 7000  # labels; beyond, with many finds, buscarpy takes minutes for one value
Screening = tuple[str, int, int, list[int]]


def edges() -> Iterator[Screening]:
    yield "one record, a miss", 1, 1, []
    yield "one record, a find", 1, 1, [1]
    yield "first of two, a miss", 2, 1, []
    yield "first of two, a find", 2, 1, [1]
    yield "none found, early", 1000, 50, []
    yield "none found, late", 1000, 951, []
    yield "none found, all screened", 1000, 1000, []
    yield "finds only", 400, 30, list(range(1, 31))
    yield "finds only, all screened", 30, 30, list(range(1, 31))
    yield "one unseen, last a miss", 200, 199, [1, 2, 3, 50]
    yield "one unseen, last a find", 200, 199, [1, 2, 3, 199]
    yield "two unseen, many found", 200, 198, list(range(1, 101))
    yield "all screened", 500, 500, [1, 4, 5, 9, 70]
    yield "all screened, last a find", 500, 500, [1, 4, 5, 9, 500]
    yield "late finds", 2000, 1500, [1400, 1450, 1499, 1500]
    yield "nineteen of twenty", 1000, 600, list(range(1, 20))
    yield "nine of ten", 1000, 600, list(range(1, 10))
    yield "four of five", 1000, 600, [1, 3, 5, 7]
    yield "very many records", 100000, 30000, [1, 30, 500, 2000, 9000]


def ordered(total: int, relevant: int, steepness: float, seed: int) -> list[int]:
    """Places of all relevant ones, earlier the steeper; even at 0."""
    random = np.random.default_rng(seed)
    weights = np.exp(-steepness * np.arange(total) / total)
    return sorted(int(at) + 1 for at in random.choice(total, relevant, replace=False, p=weights / weights.sum()))


def spread() -> Iterator[Screening]:
    shapes = ((60, 7), (500, 12), (500, 150), (2000, 5), (7175, 32), (7175, 300), (20000, 120))
    for seed, (total, relevant) in enumerate(shapes):
        for steepness in (0.0, 8.0, 30.0):
            places = ordered(total, relevant, steepness, seed)
            for share in (0.02, 0.1, 0.3, 0.5, 0.8, 0.97):
                screened = max(1, round(share * total))
                if screened > BEARABLE:
                    continue
                yield f"steepness {steepness:g}", total, screened, [at for at in places if at <= screened]


def write(path: Path) -> None:
    from buscarpy import calculate_h0

    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["case", "total", "screened", "places", *TARGETS])
        for case, total, screened, places in [*edges(), *spread()]:
            labels = np.zeros(screened, dtype=np.int64)
            labels[np.array(places, dtype=np.int64) - 1] = 1
            values = [repr(float(calculate_h0(labels, total, target))) for target in TARGETS]
            rows.writerow([case, total, screened, " ".join(map(str, places)), *values])


if __name__ == "__main__":
    write(Path(__file__).with_suffix(".csv"))
