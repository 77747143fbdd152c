"""One small made-up file for each oddity of citation files, with what must come of it beside it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from studies.formats import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
SHOWN = ("line", "notes", "labels", "related", "unknown", "fields")
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_gives_what_stands_beside_it(path):
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))

    reading = read(path.read_bytes(), name=path.name)

    found = {"about": expected["about"], "format": reading.format}
    if reading.refused:
        found["refused"] = reading.refused
    else:
        found["entries"] = [{key: value for key in SHOWN if (value := asdict(entry)[key])} for entry in reading.entries]
        found["rejected"] = [{"line": entry.line, "reason": entry.reason} for entry in reading.rejected]
        if reading.unmapped:
            found["unmapped"] = reading.unmapped
        if reading.skipped:
            found["skipped"] = [{"line": text.line, "raw": text.raw} for text in reading.skipped]
    assert found == expected


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name.startswith("refused-")], ids=lambda path: path.name
)
def test_a_refused_file_gives_one_sentence_and_nothing_else(path):
    reading = read(path.read_bytes(), name=path.name)

    assert reading.entries == []
    assert [entry.reason for entry in reading.rejected] == [reading.refused]
    assert reading.refused.endswith(".")
    assert ". " not in reading.refused.replace(".enw ", "")


def test_the_reference_lists_exactly_the_files_there_are():
    page = (FOLDER.parents[1] / "docs" / "reference" / "formats.md").read_text("utf-8")
    abouts = {p.name: json.loads(p.with_name(p.name + ".expected.json").read_text("utf-8"))["about"] for p in FILES}

    rows = dict(line.strip("| ").split("` | ") for line in page.splitlines() if line.startswith("| `"))

    assert {name.strip("`"): about for name, about in rows.items()} == abouts
