"""Labelled sets of citations, a screening simulated on them, and the measures of the field.

All measures leave the priors out: N citations, R relevant. WSS@95 is the work saved against random order when 95 % are
found (Cohen 2006), recall@10 % the share found in the first tenth, ATD the mean place of a relevant one as a share of N
(average time to discovery, Ferdinands 2023; less is better).
"""

import csv
import gzip
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

Text = tuple[str, str]
GAPS = {"", "NA", "N/A", "nan", "NaN", "None", "null"}


@dataclass
class Labelled:
    """One set."""

    name: str
    texts: list[Text]
    included: Any


@dataclass
class Screened:
    """What one simulated screening showed, in order, and what each retraining cost."""

    labels: list[int]
    priors: int
    total: int
    seconds: list[float] = field(default_factory=list)


def read(path: Path) -> Labelled:
    csv.field_size_limit(1 << 30)
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [(_text(row["title"]), _text(row["abstract"])) for row in rows]
    return Labelled(path.name.removesuffix(".csv.gz"), texts, np.array([int(float(row["included"])) for row in rows]))


def _text(value: str | None) -> str:
    return "" if value is None or value in GAPS else value


def priors(included: Any, seed: int) -> list[int]:
    """One included and one excluded citation that are known at the start."""
    draw = np.random.RandomState(1000 + seed)
    return [int(draw.choice(np.flatnonzero(included == wanted))) for wanted in (1, 0)]


def batch(screened: int) -> int:
    """How many are screened before the order is learnt anew."""
    return next(size for size, until in ((1, 20), (5, 100), (10, 500), (20, math.inf)) if screened < until)


def screened(ranker: Any, of: Labelled, known: Sequence[int]) -> Screened:
    """Screen until the last relevant one is found."""
    labels = np.full(len(of.texts), -1)
    labels[list(known)] = of.included[list(known)]
    answer = Screened([int(of.included[one]) for one in known], len(known), len(of.texts))
    wanted = int(of.included.sum())
    while sum(answer.labels) < wanted:
        began = time.process_time()
        ranker.fit(of.texts, labels)
        order = ranker.rank()
        answer.seconds.append(time.process_time() - began)
        for one in order[: batch(len(answer.labels))]:
            labels[one] = of.included[one]
            answer.labels.append(int(of.included[one]))
    return answer


def measures(run: Screened) -> dict[str, float]:
    """The measures of one screening, in which every relevant citation was found."""
    shown = np.array(run.labels[run.priors :])
    total = run.total - run.priors
    places = np.flatnonzero(shown) + 1
    most = places[math.ceil(0.95 * len(places) - 1e-9) - 1]
    tenth = math.ceil(0.1 * total - 1e-9)
    return {
        "WSS@95": float((total - most) / total - 0.05),
        "recall@10": float((places <= tenth).mean()),
        "ATD": float(places.mean() / total),
        "mean ms": 1000 * float(np.mean(run.seconds)) if run.seconds else 0.0,
        "worst ms": 1000 * float(np.max(run.seconds)) if run.seconds else 0.0,
    }


def averaged(lines: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each measure; the worst of the worst."""
    return {
        name: float((np.max if name == "worst ms" else np.mean)([line[name] for line in lines])) for name in lines[0]
    }
