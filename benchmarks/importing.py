"""What citation files give, and how fast: `python -m benchmarks.importing FOLDER [--peer-python PATH] [--mutations]`.

FOLDER holds files to read, in any depth; where it has a MANIFEST.csv (`file`, and `expected_records` or the `expected`
parse of the file's owner) only those it names, with the number of entries expected. Then each reader reads
50,000 illustrative records in a process of its own, and so do the peers, plainly used, on the same files: rispy, nbib
and bibtexparser. `--mutations` reads 10,000 damaged files and says what of them is not accounted for.
"""

import argparse
import csv
import datetime
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.importing_files import FORMATS, file_of
from benchmarks.made import made
from studies.formats import read
from tests.studies.mutated import mutations, unaccounted

ENTRIES, MUTATIONS = 50_000, 10_000
PEERS = {"ris": "rispy", "nbib": "nbib", "bibtex": "bibtexparser"}
RUN = Path(__file__).with_name("importing_run.py")
FILE_COLUMNS = ("file", "format", "entries", "expected", "rejected")
READER_COLUMNS = ("reader", "format", "entries", "records_per_second", "per_cpu_second", "peak_mb", "file_mb")


def files(folder: Path) -> list[dict[str, Any]]:
    """What each file gives, beside what its owner says it holds."""
    found = []
    for path, expected in _listed(folder):
        reading = read(path.read_bytes(), name=path.name)
        given = (reading.format or "refused", len(reading.entries), expected, len(reading.rejected))
        found.append(dict(zip(FILE_COLUMNS, (str(path.relative_to(folder)), *given), strict=True)))
    return found


def _listed(folder: Path) -> Iterator[tuple[Path, int | None]]:
    manifest = folder / "MANIFEST.csv"
    if not manifest.exists():
        yield from ((path, None) for path in sorted(folder.rglob("*")) if path.is_file())
        return
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            known = row.get("expected_records")
            yield folder / row["file"], int(known) if known else _published(folder, row)


def _published(folder: Path, row: dict[str, str]) -> int | None:
    """How many entries the owner's own parse of a file has."""
    if not row.get("expected"):
        return None
    text = (folder / row["expected"]).read_text("utf-8-sig")
    if row.get("expected_kind") == "bibtex":
        return len(re.findall(r"(?im)^\s*@(?!comment|string|preamble)\w+\s*\{", text))
    return sum(item["itemType"] not in ("note", "attachment") for item in json.loads(text))


def readers(entries: int, peer_python: str) -> Iterator[dict[str, Any]]:
    """Our readers one by one, each followed by its peer."""
    rows = made(entries)
    with tempfile.TemporaryDirectory() as folder:
        for format_ in FORMATS:
            path = file_of(format_, rows, Path(folder))
            yield _run("ours", format_, path, sys.executable)
            if format_ in PEERS and peer_python:
                yield _run(PEERS[format_], format_, path, peer_python)
            path.unlink()


def _run(reader: str, format_: str, path: Path, python: str) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]) if reader == "ours" else ""}
    done = subprocess.run([python, RUN, reader, path], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"reader": reader, "format": format_, "raised": done.stderr.strip().rpartition("\n")[2]}
    told = json.loads(done.stdout)
    return {
        "reader": " ".join(filter(None, (reader, told.get("version")))),
        "format": format_,
        "entries": told.get("entries"),
        "records_per_second": round(told.get("entries", 0) / told["seconds"]),
        "per_cpu_second": round(told.get("entries", 0) / told["cpu_seconds"]),
        "peak_mb": round(told["mb"]),
        "file_mb": round(path.stat().st_size / 1e6),
        "raised": told.get("raised", ""),
    }


def damaged(count: int) -> dict[str, Any]:
    """Read that many mutated files; what raised, what is not accounted for, and the slowest."""
    told: Counter[str] = Counter()
    raised, lost, slowest = [], [], 0.0
    for number, data in enumerate(mutations(count)):
        begun = perf_counter()
        try:
            reading = read(data)
        except Exception as wrong:
            raised.append({"number": number, "raised": repr(wrong)})
            continue
        slowest = max(slowest, perf_counter() - begun)
        told[reading.format or "refused"] += 1
        if missing := unaccounted(data, reading):
            lost.append({"number": number, "format": reading.format, "missing": missing})
    return {"files": count, "read_as": dict(told), "raised": raised, "unaccounted": lost, "slowest_seconds": slowest}


def _show(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    cells = [["" if row.get(name) is None else str(row[name]) for name in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for line in (columns, *cells):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="files to read")
    parser.add_argument("--peer-python", default="", help="a Python that has rispy, nbib and bibtexparser")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="how many records to make; 0: none")
    parser.add_argument("--mutations", nargs="?", type=int, const=MUTATIONS, default=0, help="how many damaged files")
    parser.add_argument("--json", type=Path, help="also write everything to this file")
    asked = parser.parse_args()
    result: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "load": round(os.getloadavg()[0], 1),
    }
    print(*(f"{name} {value}" for name, value in result.items()), sep="; ")
    if asked.folder:
        result["files"] = files(asked.folder)
        _show(FILE_COLUMNS, result["files"])
        known = [row for row in result["files"] if row["expected"] is not None]
        right = sum(row["entries"] == row["expected"] for row in known)
        print(f"{len(result['files'])} files, counts right {right} of {len(known)}\n")
    if asked.entries:
        result["readers"] = list(readers(asked.entries, asked.peer_python))
        _show((*READER_COLUMNS, "raised"), result["readers"])
    if asked.mutations:
        result["mutations"] = damaged(asked.mutations)
        print("\ndamaged files:", json.dumps(result["mutations"], ensure_ascii=False))
    if asked.json:
        asked.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
