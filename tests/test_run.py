"""The runner must not take a run that died, or that met other tests, for a green one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import Run, agree, closing_line

REPORT = """<testsuites><testsuite>
  <testcase classname="tests.a" name="test_good"/>
  <testcase classname="tests.a" name="test_bad"><failure/></testcase>
  <testcase classname="tests.a" name="test_good_but_torn_down_badly"><error/></testcase>
  <testcase classname="tests.a" name="test_left_out"><skipped/></testcase>
</testsuite></testsuites>"""
GREEN = '<testsuite><testcase classname="tests.a" name="test_good"/></testsuite>'


def run(folder: Path, report: str | None, status: int = 0) -> Run:
    process = subprocess.Popen([sys.executable, "-c", f"raise SystemExit({status})"])
    process.wait()
    if report is not None:
        (folder / "report.xml").write_text(report)
    made = Run("SQLite", process, folder / "log", folder / "report.xml")
    made.read_report()
    return made


def test_line_tells_every_outcome(tmp_path: Path) -> None:
    assert closing_line("SQLite", [run(tmp_path, REPORT, 1)]) == "SQLite: 1 passed, 2 failed, 1 skipped"


@pytest.mark.parametrize(
    ("report", "status", "green"),
    [(GREEN, 0, True), (GREEN, 1, False), (REPORT, 0, False), ("<testsuite/>", 0, False), (None, 0, False)],
)
def test_green_is_a_run_that_happened(tmp_path: Path, report: str | None, status: int, green: bool) -> None:
    assert run(tmp_path, report, status).green is green


def test_other_tests_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = run(tmp_path / "a", REPORT), run(tmp_path / "b", GREEN)
    assert agree([first, first])
    assert not agree([first, second])
    assert "tests.a::test_bad" in capsys.readouterr().out
