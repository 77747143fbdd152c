"""Draws: repeatable, even, and steady when more citations or fewer people come to them."""

from hypothesis import given
from hypothesis import strategies as st

from studies.draws import in_sample, shared_out, shuffled

seeds = st.text(max_size=8)
numbers = st.integers(1, 10**6)


def test_a_sample_has_about_its_share() -> None:
    drawn = sum(in_sample("seed", number, 20) for number in range(1, 10_001))
    assert 1_900 < drawn < 2_100


@given(seeds, numbers, st.integers(1, 98), st.integers(1, 98))
def test_a_larger_sample_keeps_a_smaller_one(seed: str, number: int, one: int, more: int) -> None:
    if in_sample(seed, number, one):
        assert in_sample(seed, number, min(99, one + more))


@given(seeds, st.sets(numbers, max_size=40), st.sets(numbers, max_size=40))
def test_what_comes_later_moves_nothing(seed: str, before: set[int], later: set[int]) -> None:
    order = shuffled(seed, before | later)
    assert [number for number in order if number in before] == shuffled(seed, before)


def test_shares_are_as_heavy_as_their_weights() -> None:
    taken = [shared_out("seed", number, {1: 1.0, 2: 3.0, 3: 0.0}, 1)[0] for number in range(1, 10_001)]
    assert 2_350 < taken.count(1) < 2_650
    assert taken.count(3) == 0


@given(seeds, numbers, st.sets(st.integers(1, 9), min_size=3, max_size=6), st.integers(1, 2))
def test_when_somebody_leaves_only_that_share_moves(seed: str, number: int, people: set[int], count: int) -> None:
    weights = dict.fromkeys(people, 1.0)
    before = shared_out(seed, number, weights, count)
    leaver = min(people)
    after = shared_out(seed, number, dict.fromkeys(people - {leaver}, 1.0), count)
    assert len(set(before)) == count
    assert [who for who in before if who != leaver] == [who for who in after if who in before]
