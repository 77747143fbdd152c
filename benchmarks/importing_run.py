"""Reads one file in a process of its own, with our reader or a peer's: `python importing_run.py READER FILE`.

Imports nothing of ours unless READER is "ours", so that it runs in an environment that has the peer alone. Prints one
JSON object: entries, seconds (by the clock and of the processor), peak memory in MB, the peer's version; or what it
raised.
"""

import importlib
import importlib.metadata
import json
import re
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time


def ours(path: str) -> int:
    from studies.formats import Entry, stream

    with Path(path).open("rb") as file:
        return sum(isinstance(item, Entry) for item in stream(file))


def rispy(path: str) -> int:
    import rispy as peer

    with Path(path).open(encoding="utf-8") as file:
        return len(peer.load(file))


def nbib(path: str) -> int:
    import nbib as peer

    return len(peer.read_file(path))


def bibtexparser(path: str) -> int:
    import bibtexparser as peer

    return len(peer.parse_file(path).entries)


def peak() -> float:
    """The most memory this process ever had, in MB; `ru_maxrss` would count what started it too."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s*(\d+) kB", status.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


READERS = {"ours": ours, "rispy": rispy, "nbib": nbib, "bibtexparser": bibtexparser}

if __name__ == "__main__":
    reader, path = sys.argv[1:]
    told: dict[str, object] = {} if reader == "ours" else {"version": importlib.metadata.version(reader)}
    importlib.import_module("studies.formats" if reader == "ours" else reader)
    begun, worked = perf_counter(), process_time()
    try:
        told["entries"] = READERS[reader](path)
    except Exception as wrong:
        told["raised"] = f"{type(wrong).__name__}: {wrong}"[:200]
    told["seconds"], told["cpu_seconds"] = perf_counter() - begun, process_time() - worked
    told["mb"] = peak()
    print(json.dumps(told))
