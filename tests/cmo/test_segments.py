"""Flat segments tile the text whatever the passages, and carry exactly the passages that cover them."""

from hypothesis import given
from hypothesis import strategies as st

from cmo.segments import Segment, segments

RANGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(-5, 60), st.integers(-5, 60)), max_size=12)


@given(st.text(max_size=50), RANGES)
def test_the_segments_put_together_are_the_text(text: str, ranges: list[tuple[str, int, int]]) -> None:
    tiles = segments(0, len(text), ranges)
    assert "".join(text[tile.start : tile.end] for tile in tiles) == text
    assert all(tile.start < tile.end for tile in tiles)


@given(st.integers(0, 20), st.integers(0, 40), RANGES)
def test_each_character_carries_exactly_the_passages_over_it(
    start: int, length: int, ranges: list[tuple[str, int, int]]
) -> None:
    for tile in segments(start, start + length, ranges):
        for offset in range(tile.start, tile.end):
            over = [name for name, first, last in ranges if first <= offset < last]
            assert tile.ids == tuple(dict.fromkeys(over))


def test_two_overlapping_passages_make_three_segments() -> None:
    assert segments(0, 10, [("c", 2, 6), ("o", 4, 8)]) == [
        Segment(0, 2, ()),
        Segment(2, 4, ("c",)),
        Segment(4, 6, ("c", "o")),
        Segment(6, 8, ("o",)),
        Segment(8, 10, ()),
    ]
