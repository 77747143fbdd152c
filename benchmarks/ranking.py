"""How early relevant citations come: `python -m benchmarks.ranking FOLDER [--peer-python PATH] [--cold] [--growth]`.

FOLDER holds labelled sets as `<set>.csv.gz` (`title`, `abstract`, `included`). Each screening starts from one included
and one excluded citation, the same for every tool, and learns anew after 1, 5, 10, then 20 decisions; the figures are
means over the seeds. Beside ours runs ASReview's default model, rebuilt here (`like ELAS u4`); `--peer-python` runs
ASReview itself in the environment that has it. Milliseconds are of one processor: learn and order once.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import ranking_cold, ranking_speed
from benchmarks.ranking_peer import LikeElas
from benchmarks.ranking_sets import Labelled, Screened, averaged, measures, priors, read, screened
from studies.ranking import VERSION, Ranker

Row = dict[str, Any]
TOOLS = {"workbench": Ranker, "like ELAS u4": LikeElas}
COLUMNS = ("set", "tool", "citations", "included", "WSS@95", "recall@10", "ATD", "mean ms", "worst ms")
FORMS = {"WSS@95": "{:.3f}", "recall@10": "{:.3f}", "ATD": "{:.4f}", "mean ms": "{:.0f}", "worst ms": "{:.0f}"}
PEER = Path(__file__).with_name("ranking_asreview.py")
# The goals, against the peer: the ratio of mean ATD, and how far WSS@95 may fall on one set of 20 includes and more.
RATIO, FALL, ENOUGH = 0.97, 0.05, 20


def measured(task: tuple[Path, str, int]) -> Row:
    """One set screened by one tool, from as many starts as there are seeds; its texts are read once."""
    path, tool, seeds = task
    of = read(path)
    ranker = TOOLS[tool](of.texts)
    runs = [measures(screened(ranker, of, priors(of.included, seed))) for seed in range(seeds)]
    return _row(of, tool, runs)


def asked(path: Path, python: str, seeds: int) -> Row:
    """The same by ASReview, in the environment that has it."""
    of = read(path)
    known = [priors(of.included, seed) for seed in range(seeds)]
    given = json.dumps({"texts": of.texts, "included": of.included.tolist(), "priors": known})
    answer = subprocess.run([python, PEER], input=given, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"ASReview failed on {path.name}: {answer.stderr.strip().splitlines()[-1:]}")
    told = json.loads(answer.stdout.splitlines()[-1])
    runs = [measures(Screened(run["labels"], 2, len(of.texts), run["seconds"])) for run in told["runs"]]
    return _row(of, told["tool"], runs)


def _row(of: Labelled, tool: str, runs: Sequence[dict[str, float]]) -> Row:
    included = int(of.included.sum())
    return {
        "set": of.name,
        "tool": tool,
        "citations": len(of.texts),
        "included": included,
        **averaged(runs),
        "runs": runs,
    }


def printed(line: Row) -> str:
    return "| " + " | ".join(FORMS.get(name, "{}").format(line.get(name, "")) for name in COLUMNS) + " |"


def goals(lines: Sequence[Row], peer: str) -> Iterable[tuple[str, float, bool]]:
    """Each goal in words, the figure, and whether it holds."""
    ours, theirs = ({line["set"]: line for line in lines if line["tool"] == tool} for tool in ("workbench", peer))
    both = [(ours[name], theirs[name]) for name in ours if name in theirs]
    mean = {name: [sum(pair[at][name] for pair in both) / len(both) for at in (0, 1)] for name in ("ATD", "WSS@95")}
    ratio, gain = mean["ATD"][0] / mean["ATD"][1], mean["WSS@95"][0] - mean["WSS@95"][1]
    yield f"mean ATD at most {RATIO} x {peer}", ratio, ratio <= RATIO
    yield "mean WSS@95 not below (difference)", gain, gain >= 0
    worst = min((one["WSS@95"] - other["WSS@95"] for one, other in both if one["included"] >= ENOUGH), default=0.0)
    yield (
        f"no set of {ENOUGH} includes and more over {FALL} under it in WSS@95 (worst difference)",
        worst,
        worst >= -FALL,
    )


def table(options: argparse.Namespace) -> list[Row]:
    """All sets by all tools, as they are done."""
    paths = [path for path in sorted(options.folder.glob("*.csv.gz")) if not options.sets or
             path.name.removesuffix(".csv.gz") in options.sets]  # fmt: skip
    print("| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS))
    lines: list[Row] = []
    tasks = [(path, tool, options.seeds) for path in paths for tool in TOOLS]
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        for row in pool.imap(measured, tasks):
            lines.append(row)
            print(printed(row), flush=True)
    for path in paths if options.peer_python else ():
        lines.append(asked(path, options.peer_python, options.seeds))
        print(printed(lines[-1]), flush=True)
    return lines


def totals(lines: Sequence[Row]) -> list[Row]:
    """The mean of each tool, and which goals hold against each peer."""
    tools = list(dict.fromkeys(line["tool"] for line in lines))
    found = []
    for tool in tools:
        mine = [line for line in lines if line["tool"] == tool]
        means = averaged([{name: line[name] for name in FORMS} for line in mine])
        sums = {name: sum(line[name] for line in mine) for name in ("citations", "included")}
        found.append({"set": "mean", "tool": tool, **sums, **means})
        print(printed(found[-1]))
    for peer in tools[1:]:
        for words, figure, held in goals(lines, peer):
            print(f"\n{'holds' if held else 'MISSED'}: {words}: {figure:.4f}")
            found.append({"set": "goal", "tool": peer, "goal": words, "figure": figure, "held": held})
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", dest="sets", help="only this set (may be given several times)")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1, help="how many screenings at once")
    parser.add_argument("--peer-python", help="python of an environment that has ASReview")
    parser.add_argument("--cold", action="store_true", help="only: the first include found from a theory's words")
    parser.add_argument("--growth", action="store_true", help="only: seconds and memory of 7,175 and 50,000 citations")
    parser.add_argument("--json", type=Path, help="also write the lines there")
    options = parser.parse_args(arguments)
    print(f"model {VERSION}\n{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}; {time.strftime('%Y-%m-%d')}\n")
    if options.cold:
        lines = ranking_cold.table(options.folder, options.sets)
    elif options.growth:
        lines = ranking_speed.table(options.folder)
    else:
        lines = table(options)
        lines += totals(lines)
    if options.json:
        options.json.write_text(json.dumps(lines, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
