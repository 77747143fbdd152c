"""`make test`: the whole suite on SQLite and on PostgreSQL, side by side, then the stories in a browser on both.

It ends with one line each for SQLite, PostgreSQL and the browser. A run that did not happen, or that met
other tests than its sister on the other database, is a failure. Standard library only, save for the PostgreSQL wheel.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_PACKAGES = ("chromium", "fonts-liberation")
# A run that hangs is stopped; twice what one takes on a busy machine of two cores.
LIMIT_SECONDS = 35 * 60
ENDINGS = {"failure": "failed", "error": "failed", "skipped": "skipped"}


@dataclass
class Run:
    """One pytest process over one database."""

    database: str
    process: subprocess.Popen[bytes]
    log: Path
    report: Path
    outcomes: dict[str, str] = field(default_factory=dict)

    @property
    def green(self) -> bool:
        return self.process.returncode == 0 and bool(self.outcomes) and "failed" not in self.outcomes.values()

    def read_report(self) -> None:
        """A run that died before its end leaves no report, and so no outcomes."""
        if self.report.exists():
            cases = ElementTree.parse(self.report).getroot().iter("testcase")
            self.outcomes = {f"{case.get('classname')}::{case.get('name')}": outcome(case) for case in cases}


def outcome(case: ElementTree.Element) -> str:
    found = {ENDINGS[part.tag] for part in case if part.tag in ENDINGS}
    return next((each for each in ("failed", "skipped") if each in found), "passed")


def closing_line(name: str, runs: list[Run]) -> str:
    count = Counter(each for run in runs for each in run.outcomes.values())
    return f"{name}: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped"


def start(database: str, url: str, marker: str, folder: Path) -> Run:
    name = f"{database}-{'stories' if marker == 'browser' else 'suite'}".lower()
    report, log = folder / f"{name}.xml", folder / f"{name}.log"
    command = [sys.executable, "-m", "pytest", "-q", "-m", marker, f"--junitxml={report}"]
    command += [f"--output={folder / name}", "-p", "no:cacheprovider"]
    # What a run leaves when it is killed lies in the folder, too, and goes with it.
    environment = {**os.environ, "DATABASE_URL": url, "TMPDIR": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    return Run(database, process, log, report)


def run_on_both(marker: str, urls: dict[str, str], folder: Path) -> list[Run]:
    say(f"Running the {'stories' if marker == 'browser' else 'suite'} on {' and '.join(urls)}, side by side")
    runs = [start(database, url, marker, folder) for database, url in urls.items()]
    deadline = time.monotonic() + LIMIT_SECONDS
    try:
        for run in runs:
            run.process.wait(max(1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        say(f"The tests took more than {LIMIT_SECONDS // 60} minutes and were stopped.")
    finally:
        for run in runs:
            run.process.kill()
            run.process.wait()
    for run in runs:
        run.read_report()
        tell(run)
    return runs


def tell(run: Run) -> None:
    lines = run.log.read_text(errors="replace").splitlines()
    say(f"---- {run.log.stem}", *(lines[-3:] if run.green else lines))


def agree(runs: list[Run]) -> bool:
    """Both databases must have met the same tests; says which they did not share."""
    apart = set.symmetric_difference(*(set(run.outcomes) for run in runs))
    if apart:
        say(f"{len(apart)} tests ran on one database alone: {', '.join(sorted(apart)[:10])}")
    return not apart


def have_chromium() -> bool:
    if os.environ.get("CHROMIUM") or any(map(shutil.which, CHROMIUM_NAMES)):
        return True
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not become_root or succeeds(["sudo", "-n", "true"])):
        say("Installing Chromium")
        succeeds([*become_root, "apt-get", "update", "-qq"])
        succeeds([*become_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *CHROMIUM_PACKAGES])
    if any(map(shutil.which, CHROMIUM_NAMES)):
        return True
    say("The browser stories need Chromium: install it, or set CHROMIUM to the path of its program.")
    return False


def succeeds(command: list[str]) -> bool:
    if not shutil.which(command[0]):
        return False
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **silent).returncode == 0


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def everything(folder: Path) -> bool:
    chromium = have_chromium()
    with postgres.server() as postgresql:
        urls = {"SQLite": "", "PostgreSQL": postgresql}
        suite = run_on_both("not browser", urls, folder)
        stories = run_on_both("browser", urls, folder) if chromium else []
    same = [agree(runs) for runs in (suite, stories) if runs]
    say("The browser stories ran on both databases; their line is the sum.")
    for run in suite:
        say(closing_line(run.database, [run]))
    say(closing_line("Browser", stories))
    return chromium and all(same) and all(run.green for run in [*suite, *stories])


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="workbench-run-") as folder:
        return 0 if everything(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
