"""What comes next in an order of very many, found by asking about few."""

from collections.abc import Collection, Sequence

from hypothesis import given
from hypothesis import strategies as st

from studies.places import first_after, first_behind_opened, first_near, packed, unpacked

HANDLES = st.lists(st.integers(1, 10_000), unique=True, max_size=900)


class Asked:
    """Answers which of some handles wait, and counts."""

    def __init__(self, waiting: Collection[int]) -> None:
        self.waiting, self.times, self.handles = set(waiting), 0, 0

    def __call__(self, handles: Sequence[int]) -> set[int]:
        self.times += 1
        self.handles += len(handles)
        return self.waiting.intersection(handles)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_packed_and_unpacked_again(handles: list[int]) -> None:
    assert unpacked(packed(handles)).tolist() == handles


def test_packed_little_endian() -> None:
    assert packed([1, 258]) == bytes([1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0])


@given(HANDLES, st.data())
def test_the_first_behind_those_opened(handles: list[int], data: st.DataObject) -> None:
    opened = data.draw(st.integers(0, len(handles)))
    expected = handles[opened] if opened < len(handles) else None
    assert first_behind_opened(handles, Asked(handles[opened:])) == expected


@given(HANDLES, st.data())
def test_a_few_decided_since_do_not_lead_astray(handles: list[int], data: st.DataObject) -> None:
    """Those decided since the order was learnt stand near the top of the others."""
    opened = data.draw(st.integers(0, len(handles)))
    rest = handles[opened:]
    decided = data.draw(st.sets(st.sampled_from(rest[:12]), max_size=8)) if rest else set()
    waiting = [each for each in rest if each not in decided]
    assert first_behind_opened(handles, Asked(waiting)) == (waiting[0] if waiting else None)


@given(HANDLES, st.data())
def test_near_the_last_one_opened(handles: list[int], data: st.DataObject) -> None:
    """It answers as the search does, or does not know."""
    opened, at = (data.draw(st.integers(0, max(0, len(handles) - 1))) for _ in range(2))
    found = first_near(handles, at, Asked(handles[opened:]))
    assert found in (None, *handles[opened : opened + 1])
    if handles and at == opened:
        assert found == handles[opened]


def test_fifty_thousand_are_asked_in_a_few_questions() -> None:
    places = unpacked(packed(range(1, 50_001)))
    for opened in (0, 1, 99, 20_000, 49_999):
        asked = Asked(range(opened + 1, 50_001))
        assert first_behind_opened(places, asked) == opened + 1
        assert asked.times <= 4
        assert asked.handles <= 600


@given(HANDLES, st.sets(st.integers(1, 10_000)), st.data())
def test_round_and_round(handles: list[int], waiting: set[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(-1, len(handles) - 1))
    turned = [*handles[at + 1 :], *handles[: at + 1]]
    assert first_after(handles, at, Asked(waiting)) == next((each for each in turned if each in waiting), None)
