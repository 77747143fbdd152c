"""What a look keeps of a file is what reading it again would give, for every format, and however often it is taken."""

import io
from pathlib import Path

import pytest

from studies import kept
from studies.formats import Entry, stream
from studies.kept import Kept, at_hand, found

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_kept_is_as_read(path: Path) -> None:
    items, keeping = list(stream(io.BytesIO(path.read_bytes()), name=path.name)), Kept()
    for item in items:
        keeping.add(item)
    assert list(keeping) == items


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1700])
def test_it_is_taken_as_often_as_wanted(count: int) -> None:
    entries, keeping = [Entry({"title": str(number)}, "", number) for number in range(count)], Kept()
    for entry in entries:
        keeping.add(entry)
    next(iter(keeping), None)  # who reads dies at once
    assert list(keeping) == list(keeping) == entries


def test_what_is_too_long_is_not_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 1)
    keeping = Kept()
    for number in range(1001):
        keeping.add(Entry({}, "", number))
    with at_hand("this", keeping):
        assert found("this") is None


def test_it_is_at_hand_for_the_same_reading_alone() -> None:
    keeping = Kept()
    with at_hand(("sum", "ris", {}), keeping):
        assert found(("sum", "ris", {})) is keeping
        assert found(("sum", "nbib", {})) is None
    assert found(("sum", "ris", {})) is None
