"""Runs in the environment that has ASReview, and knows nothing of ours: its default model on one set.

Reads `texts`, `included` and `priors` (a list a run) as JSON from its input; the batches are those of our own runs.
"""

import json
import sys
import time

import asreview
import numpy as np
import pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import AI_MODEL_CONFIGURATIONS


def batch(screened):
    return 1 if screened < 20 else 5 if screened < 100 else 10 if screened < 500 else 20


def run(cycle, rows, included, known):
    order, seconds, left = list(known), [], np.setdiff1d(np.arange(len(included)), known)
    while included[order].sum() < included.sum():
        began = time.process_time()
        cycle.fit(rows[order], included[order])
        ranks = np.asarray(cycle.rank(rows[left]))
        seconds.append(time.process_time() - began)
        chosen = left[ranks[: batch(len(order))]]
        order.extend(int(one) for one in chosen)
        left = np.setdiff1d(left, chosen)
    return {"labels": included[order].tolist(), "seconds": seconds}


def main():
    given = json.load(sys.stdin)
    included = np.array(given["included"])
    model = next(one for one in AI_MODEL_CONFIGURATIONS if one["name"] == "elas_u4")
    cycle = ActiveLearningCycle.from_meta(model["value"])
    rows = cycle.transform(pd.DataFrame(given["texts"], columns=["title", "abstract"]))
    runs = [run(cycle, rows, included, known) for known in given["priors"]]
    print(json.dumps({"tool": f"ASReview {asreview.__version__}", "runs": runs}))


if __name__ == "__main__":
    main()
