"""The sentence cursor stops where a reader would."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.sentences import sentences


@given(st.text(st.sampled_from('ab A.!? \n’)é。"[1]…'), max_size=80), st.integers(0, 10), st.integers(0, 80))
def test_sentences_hold_every_word_in_order(text: str, start: int, end: int) -> None:
    end = max(start, min(end, len(text)))
    found = sentences(text, start, end)
    assert "".join("".join(text[left:right].split()) for left, right in found) == "".join(text[start:end].split())
    assert all(text[left:right] == text[left:right].strip() != "" for left, right in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Trust grew. It lasted!", 2),
        ("Smith et al. (2019) found it. See Fig. 2, e.g. the left bar.", 2),
        ("J. A. Smith said so. “Really?” Yes.", 3),
        ("It rose by 3.5 per cent. Then it fell.", 2),
        ("As shown before. [12, 13] Later work disagrees.", 2),
        ("We met staff (n = 12.) and talked.", 1),
        ("これは文です。次の文です。", 2),
        ("no stop at all", 1),
        ("", 0),
    ],
)
def test_the_cursor_stops_as_a_reader_would(text: str, count: int) -> None:
    assert len(sentences(text, 0, len(text))) == count
