"""How well and how fast duplicates are found: `python -m benchmarks.matching FOLDER [--peer-python PATH] [--growth]`.

FOLDER holds labelled sets: `<set>/records.csv.gz` and `<set>/truth.csv` (`merged_ids`, one true group a row, `;`
between). Counted by records removed, as in the field (Hair 2023, Rathbone 2015): of every true group one record must
stay. "Left" are duplicates that stayed, "lost" are works of which no record stayed. Asked-right is the sensitivity once
every question was answered as the truth has it. Each set runs in a process of its own; seconds are of matching alone.
"""

import argparse
import csv
import gzip
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.made import made
from studies.matching import Matching, match

Row = dict[str, Any]
Groups = list[list[str]]
COLUMNS = ("set", "tool", "records", "duplicates", "left", "lost", "precision", "sensitivity", "asked", "asked right",
           "seconds", "CPU s", "MB")  # fmt: skip
PEER = Path(__file__).with_name("matching_peer.py")


class Clock:
    """Seconds by the clock, and of one processor: on a busy machine the second says more."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        return {"seconds": time.perf_counter() - self._began[0], "CPU s": time.process_time() - self._began[1]}


def rows(path: Path) -> list[Row]:
    """The records of a set, its columns under our names."""
    csv.field_size_limit(1 << 30)
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return [_mapped(row) for row in csv.DictReader(file)]


def _mapped(row: Row) -> Row:
    given = {name: value or "" for name, value in row.items() if name}
    return given | {
        "id": given.get("ID") or given.get("id") or given.get("record_id"),
        "authors": given.get("author") or given.get("authors", ""),
        "container": given.get("journal") or given.get("booktitle") or given.get("container", ""),
        "issue": given.get("number") or given.get("issue", ""),
        "isbn_issn": given.get("isbn") or given.get("issn") or given.get("isbn_issn", ""),
    }


def truth(path: Path) -> Groups:
    """The true groups of a set, closed over shared ids."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return closed([x.strip() for x in row["merged_ids"].split(";") if x.strip()] for row in csv.DictReader(file))


def closed(groups: Iterable[Sequence[str]]) -> Groups:
    """Groups of two and more, those that share an id made one."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = one = parent[parent[one]]
        return one

    for group in groups:
        for other in group[1:]:
            parent[root(other)] = root(group[0])
    found = defaultdict(list)
    for one in parent:
        found[root(one)].append(one)
    return [group for group in found.values() if len(group) > 1]


def counted(ids: Sequence[str], true: Groups, predicted: Groups) -> dict[str, int]:
    """Records removed rightly (`removed`), duplicates `left`, works `lost`."""
    place = {one: at for at, one in enumerate(ids)}
    true = [known for group in true if len(known := [one for one in group if one in place]) > 1]
    gone = {one for group in predicted for one in sorted(group, key=place.__getitem__)[1:]}
    grouped = {one for group in true for one in group}
    kept = [sum(one not in gone for one in group) for group in true]
    return {
        "duplicates": sum(len(group) - 1 for group in true),
        "removed": sum(len(group) - max(stay, 1) for group, stay in zip(true, kept, strict=True)),
        "left": sum(max(stay - 1, 0) for stay in kept),
        "lost": sum(stay == 0 for stay in kept) + len(gone - grouped),
    }


def answered(true: Groups, found: Matching) -> Groups:
    """The clusters after every question was answered as the truth has it."""
    group = {one: at for at, members in enumerate(true) for one in members}
    right = [[str(q.a), str(q.b)] for q in found.questions if group.get(str(q.a), -1) == group.get(str(q.b), -2)]
    return closed([*([str(one) for one in cluster] for cluster in found.clusters), *right])


def measured(folder: Path, link_versions: bool) -> Row:
    """Match one set and count."""
    records, true = rows(folder / "records.csv.gz"), truth(folder / "truth.csv")
    ids = [row["id"] for row in records]
    clock = Clock()
    found = match(records, link_versions=link_versions)
    seconds = clock.read()
    joined = counted(ids, true, closed([str(one) for one in cluster] for cluster in found.clusters))
    asked = counted(ids, true, answered(true, found))
    return {
        "set": folder.name, "tool": "workbench", "records": len(ids), **joined, "asked": len(found.questions),
        "answered": asked["removed"], **seconds, "MB": _peak(),
    }  # fmt: skip


def peer(folder: Path, python: str) -> Row:
    """The same by bib-dedupe, in the environment that has it."""
    answer = subprocess.run([python, PEER, folder / "records.csv.gz"], capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"bib-dedupe failed on {folder.name}: {answer.stderr.strip().splitlines()[-1:]}")
    told = json.loads(answer.stdout.splitlines()[-1])
    ids = [row["id"] for row in rows(folder / "records.csv.gz")]
    joined = counted(ids, truth(folder / "truth.csv"), closed(told.pop("groups")))
    return {"set": folder.name, "records": len(ids), **joined, **told}


def grown(size: int) -> Row:
    """Match records made for the purpose, a third of them duplicates with the usual differences."""
    records = made(size)
    clock = Clock()
    found = match(records)
    seconds = clock.read()
    return {"set": f"made {size:,}", "tool": "workbench", "records": size, "duplicates": len(found.joins),
            "asked": len(found.questions), **seconds, "MB": _peak()}  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(work: Callable[..., Row], *given: Any) -> Row:
    """Run in a new process, so that peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def pooled(lines: Sequence[Row], tool: str) -> Row:
    """The totals of one tool over all sets."""
    mine = [line for line in lines if line["tool"] == tool]
    names = [name for name in mine[0] if isinstance(mine[0][name], int | float)]
    total: Row = {name: sum(line[name] for line in mine) for name in names}
    return {**total, "set": "pooled", "tool": tool, "MB": max(line["MB"] for line in mine)}


def told(line: Row) -> Row:
    """A line with its shares."""
    if "removed" in line:
        removed = line["removed"]
        line["precision"] = removed / (removed + line["lost"]) if removed + line["lost"] else 1.0
        line["sensitivity"] = removed / line["duplicates"] if line["duplicates"] else 1.0
        if "answered" in line:
            line["asked right"] = line["answered"] / line["duplicates"] if line["duplicates"] else 1.0
    return line


def printed(line: Row) -> str:
    """A line of the table."""
    forms = {
        "precision": "{:.5f}",
        "sensitivity": "{:.4f}",
        "asked right": "{:.4f}",
        "seconds": "{:.2f}",
        "CPU s": "{:.2f}",
        "MB": "{:.0f}",
    }
    cells = [forms.get(name, "{}").format(line[name]) if name in line else "" for name in COLUMNS]
    return "| " + " | ".join(cells) + " |"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--set", action="append", dest="sets", help="only this set (may be given several times)")
    parser.add_argument("--peer-python", help="python of an environment that has bib-dedupe")
    parser.add_argument("--json", type=Path, help="also write the lines there")
    parser.add_argument("--growth", action="store_true", help="also match 10, 20, 40 and 80 thousand made records")
    parser.add_argument("--link-versions", action="store_true", help="link versions of a review as the workbench does; "
                        "by default they are joined, as most labelled sets have it")  # fmt: skip
    options = parser.parse_args(arguments)
    if not options.folder and not options.growth:
        parser.error("name a FOLDER of sets, or --growth")
    print(f"{os.cpu_count()} cores, one used; {time.strftime('%Y-%m-%d')}\n\n| " + " | ".join(COLUMNS) + " |")
    print("|" + " --- |" * len(COLUMNS))
    lines = [*_sets(options), *_growth(options)]
    if options.json:
        options.json.write_text(json.dumps(lines, indent=1), encoding="utf-8")


def _sets(options: argparse.Namespace) -> Iterable[Row]:
    folders = sorted(path.parent for path in (options.folder or Path("/nowhere")).glob("*/records.csv.gz"))
    chosen = [folder for folder in folders if not options.sets or folder.name in options.sets]
    lines = []
    for folder in chosen:
        lines.append(told(alone(measured, folder, options.link_versions)))
        print(printed(lines[-1]), flush=True)
        if options.peer_python:
            lines.append(told(peer(folder, options.peer_python)))
            print(printed(lines[-1]), flush=True)
    for tool in dict.fromkeys(line["tool"] for line in lines):
        lines.append(told(pooled(lines, tool)))
        print(printed(lines[-1]))
    return lines


def _growth(options: argparse.Namespace) -> Iterable[Row]:
    for size in (10_000, 20_000, 40_000, 80_000) if options.growth else ():
        line = alone(grown, size)
        print(printed(line), flush=True)
        yield line


if __name__ == "__main__":
    main()
