"""Runs bib-dedupe on one file of records: `python matching_peer.py records.csv.gz`, in an environment that has it."""

import contextlib
import importlib.metadata
import json
import resource
import sys
import time

import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep


def main(path: str) -> None:
    records = pd.read_csv(path, dtype=str, keep_default_na=False)
    records = records.rename(columns={"issue": "number"}) if "number" not in records else records
    for name in ("ENTRYTYPE", "title", "author", "year", "journal", "volume", "number", "pages", "abstract", "doi"):
        if name not in records:
            records[name] = "article" if name == "ENTRYTYPE" else ""
    began, worked = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(sys.stderr):
        groups = cluster(match(block(prep(records, cpu=1), cpu=1), cpu=1))
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tool = f"bib-dedupe {importlib.metadata.version('bib-dedupe')}"
    print(json.dumps({"tool": tool, "groups": groups, "seconds": seconds, "CPU s": cpu, "MB": peak}))


if __name__ == "__main__":
    main(sys.argv[1])
