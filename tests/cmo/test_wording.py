"""The words of configurations: titles, and lines that are followed when they are rewritten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.wording import NothingToSay, continued, title_of


@given(st.lists(st.sampled_from("abcdef"), max_size=6), st.lists(st.sampled_from("abcdef"), max_size=6))
def test_lines_go_on_from_lines(old: list[str], new: list[str]) -> None:
    kept = continued(old, new)
    used = [index for index in kept if index is not None]
    assert len(kept) == len(new) and len(set(used)) == len(used)
    # What stands in both goes on from itself, wherever it moved.
    for line in set(old) & set(new):
        same = [index for index, after in zip(kept, new, strict=True) if after == line and index is not None]
        assert sum(old[index] == line for index in same) == min(old.count(line), new.count(line))
    assert continued(old, old) == list(range(len(old)))


def test_moved_and_reworded_lines_keep_their_place() -> None:
    assert continued(["a", "b", "c"], ["c", "a", "b"]) == [2, 0, 1]
    assert continued(["a", "b", "c"], ["a", "B", "c"]) == [0, 1, 2]
    assert continued(["a", "b"], ["new", "a", "b"]) == [None, 0, 1]
    assert continued(["a", "b"], ["b"]) == [1]
    assert continued(["lost analysts", "b"], ["b", "Lost their analysts"]) == [1, 0]
    assert continued(["lost analysts", "b"], ["b", "zzz"]) == [1, None]


def test_title_is_made_of_the_chain() -> None:
    assert title_of("", {"outcome": ["Reach"], "context": ["Open platform", "x"]}) == "Open platform → Reach"
    assert title_of(" Given ", {"outcome": ["Reach"]}) == "Given"
    assert title_of("", {"actor": ["Nurses"]}) == "Nurses"
    assert len(title_of("", {"context": ["word " * 50], "outcome": ["word " * 50]})) < 130
    with pytest.raises(NothingToSay):
        title_of("  ", {"context": []})
