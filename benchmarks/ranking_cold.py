"""Before anything was included: at which place the first relevant citation comes, from a theory's words or without."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ranking_sets import Labelled, read
from benchmarks.ranking_theories import THEORIES
from studies.ranking import Index, Ranker

COLUMNS = ("set", "citations", "included", "words", "theory", "title alone", "random", "random expected")
DRAWS = 20


def first(of: Labelled, index: Index, question: str, seed: int = 0) -> int:
    """The place of the first included one, learning from each exclude until then."""
    labels = np.full(len(of.texts), -1)
    ranker = Ranker(index=index, question=question, seed=seed)
    for place in range(1, len(labels) + 1):
        ranker.fit(None, labels, misses=place - 1)
        best = ranker.rank()[0]
        if of.included[best]:
            return place
        labels[best] = 0
    return len(labels)


def at_random(of: Labelled, seed: int) -> int:
    """The same in a random order."""
    order = np.random.default_rng(seed).permutation(len(of.texts))
    return int(np.flatnonzero(of.included[order])[0]) + 1


def line(of: Labelled) -> dict[str, Any]:
    index = Index.build(of.texts)
    title, theory = THEORIES[of.name]
    included = int(of.included.sum())
    return {
        "set": of.name, "citations": len(of.texts), "included": included, "words": len(theory.split()),
        "theory": first(of, index, theory), "title alone": first(of, index, title),
        "random": float(np.mean([at_random(of, seed) for seed in range(DRAWS)])),
        "random expected": (len(of.texts) + 1) / (included + 1),
    }  # fmt: skip


def printed(row: dict[str, Any]) -> str:
    cells = (f"{row[name]:.1f}" if isinstance(row[name], float) else str(row[name]) for name in COLUMNS)
    return "| " + " | ".join(cells) + " |"


def table(folder: Path, sets: Sequence[str] | None) -> list[dict[str, Any]]:
    """Each set that has a theory, then the means."""
    print("| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS))
    rows = []
    for name in THEORIES:
        path = folder / f"{name}.csv.gz"
        if path.exists() and (not sets or name in sets):
            rows.append(line(read(path)))
            print(printed(rows[-1]), flush=True)
    if rows:
        means = {column: float(np.mean([row[column] for row in rows])) for column in COLUMNS[1:]}
        rows.append({"set": "mean", **means})
        print(printed(rows[-1]))
    return rows
