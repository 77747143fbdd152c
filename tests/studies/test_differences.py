"""What of two texts is marked as different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.differences import Stretch, differences


def marked(text: str, other: str) -> str:
    return "".join(f"[{each.text}]" if each.differs else each.text for each in differences(text, other)[0])


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Talk in groups", "Talk in  Groups", "Talk in groups"),
        ("Talk in small groups", "Talk in groups", "Talk in [small ]groups"),
        ("pages 193-204", "pages 193-4", "pages 193-[20]4"),
        ("behaviour at work", "behavior at work", "behavio[u]r at work"),
        ("trust", "doubt", "[trust]"),
        ("", "something", ""),
    ],
)
def test_marks(one: str, other: str, shown: str) -> None:
    assert marked(one, other) == shown


WORDS = st.text(st.sampled_from("abc İß.- \n"), max_size=30)


@given(WORDS, WORDS)
def test_nothing_is_lost_and_both_sides_mark_the_same_way(one: str, other: str) -> None:
    left, right = differences(one, other)
    assert ("".join(each.text for each in left), "".join(each.text for each in right)) == (one, other)
    assert differences(other, one) is not None
    assert not any(each.differs for each in differences(one, one)[0])


def test_very_long_texts_are_marked_as_a_whole() -> None:
    long = "word " * 2000
    assert differences(long, long + "more")[0] == [Stretch(long, True)]
