"""How long the index and each retraining take, and how much memory, for 7,175 and for 50,000 citations."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ranking_sets import Text, read
from studies.ranking import Index, Ranker

SIZES = (7_175, 50_000)
LABELLED = (100, 500, 1_000, 3_000)
# One in so many of the labelled is included, as a review that is being screened has it.
RELEVANT = 20


def mixture(folder: Path, size: int) -> list[Text]:
    """Real texts, then texts made of sentences of several of them, so that words stay as rare as they are."""
    real = [text for path in sorted(folder.glob("*.csv.gz")) for text in read(path).texts if text[1]]
    draw = np.random.default_rng(7)
    order = draw.permutation(len(real))
    texts = [real[at] for at in order[:size]]
    sentences = [sentence for _, abstract in real for sentence in abstract.split(". ")]
    while len(texts) < size:
        title = real[draw.integers(len(real))][0]
        length = len(real[draw.integers(len(real))][1].split(". "))
        texts.append((title, ". ".join(sentences[at] for at in draw.integers(len(sentences), size=length))))
    return texts


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    answer = work()
    return time.process_time() - began, answer


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def built(folder: Path, size: int) -> tuple[dict[str, Any], bytes]:
    """The index, as the job makes it."""
    texts = mixture(folder, size)
    before = _peak()
    seconds, index = _seconds(lambda: Index.build(texts))
    kept, data = _seconds(index.to_bytes)
    extending, _ = _seconds(lambda: index.extended(texts[:1000]))
    row = {"citations": size, "columns": index.width, "index s": seconds, "keep s": kept,
           "extend by 1,000 s": extending, "stored MB": len(data) / 2**20, "texts MB": before,
           "peak MB": _peak()}  # fmt: skip
    return row, data


def learnt(data: bytes) -> dict[str, Any]:
    """Loading and retraining, as the site does them."""
    loading, index = _seconds(lambda: Index.from_bytes(data))
    weighing, ranker = _seconds(lambda: Ranker(index=index, question="illustrative words of a theory about patients"))
    draw = np.random.default_rng(3)
    order = draw.permutation(len(index))
    # Alike in their words, so that there is something to learn.
    ranker.fit(None, np.where(np.arange(len(index)) == order[0], 1, -1))
    alike = ranker.rank()
    row: dict[str, Any] = {"load s": loading, "weigh s": weighing}
    for count in LABELLED:
        labels = np.full(len(index), -1)
        labels[alike[: count // RELEVANT]] = 1
        labels[order[: count - count // RELEVANT]] = 0
        times = [_seconds(lambda labels=labels: (ranker.fit(None, labels), ranker.rank()))[0] for _ in range(3)]
        row[f"{count:,} labels ms"] = 1000 * float(np.median(times))
    return {**row, "learning MB": _peak()}


def alone(work: Callable[..., Any], *given: Any) -> Any:
    """Run in a new process, so that peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def table(folder: Path) -> list[dict[str, Any]]:
    """Both sizes; seconds and milliseconds of one processor."""
    rows = []
    for size in SIZES:
        row, data = alone(built, folder, size)
        rows.append({**row, **alone(learnt, data)})
        for name, value in rows[-1].items():
            print(f"{name:20} {value:,}" if isinstance(value, int) else f"{name:20} {value:,.2f}")
        print(flush=True)
    return rows
