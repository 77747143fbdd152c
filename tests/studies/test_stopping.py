"""The test for stopping: equal to buscarpy and to exact arithmetic, and never saying more than was seen."""

import csv
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.ranking.foresight import foresee
from studies.ranking.progress import claim_curve, found_curve, p_curve
from studies.ranking.stopping import claimable_recall, misses_in_a_row, needed, recall_test

# How it was made is told in buscarpy_values.py beside it.
with (Path(__file__).parent / "buscarpy_values.csv").open(encoding="utf-8", newline="") as file:
    VALUES = list(csv.DictReader(file))
TARGETS = [name for name in VALUES[0] if name[0].isdigit()]

targets = st.sampled_from([0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]) | st.floats(0.05, 1)
labels_and_total = st.lists(st.sampled_from([0, 0, 0, 1]), max_size=60).flatmap(
    lambda labels: st.tuples(st.just(labels), st.integers(len(labels), len(labels) + 60).filter(bool))
)


def labels_of(row: dict[str, str]) -> list[int]:
    places = set(map(int, row["places"].split()))
    return [int(at in places) for at in range(1, int(row["screened"]) + 1)]


def exact(labels: list[int], total: int, target: float) -> Fraction:
    """The definition in whole numbers: of all stretches the least chance of so few finds if the target is missed."""
    found, unseen = sum(labels), total - len(labels)
    missing = math.floor(found / target + 1) - found
    if missing > unseen:
        return Fraction(0)
    least = Fraction(1)
    for start in range(len(labels)):
        since, urn = sum(labels[start:]), total - start
        relevant, drawn = missing + since, urn - unseen
        ways = sum(math.comb(relevant, x) * math.comb(urn - relevant, drawn - x) for x in range(since + 1))
        least = min(least, Fraction(ways, math.comb(urn, drawn)))
    return least


@pytest.mark.parametrize("row", VALUES, ids=lambda row: f"{row['case']}, {row['screened']} of {row['total']}")
def test_equal_to_buscarpy(row: dict[str, str]) -> None:
    labels, total = labels_of(row), int(row["total"])
    for target in TARGETS:
        theirs = float(row[target])
        p = recall_test(labels, total, float(target))
        if math.isnan(theirs):
            found = sum(labels)
            assert math.floor(found / float(target) + 1) - found > total - len(labels)
            assert p == 0
        else:
            assert p == pytest.approx(theirs, abs=1e-9, rel=0)


@given(labels_and_total, targets)
def test_equal_to_exact_arithmetic(seen: tuple[list[int], int], target: float) -> None:
    assert recall_test(*seen, target) == pytest.approx(float(exact(*seen, target)), abs=1e-12)


@given(labels_and_total, targets, targets)
def test_a_probability_that_grows_with_the_target(seen: tuple[list[int], int], one: float, other: float) -> None:
    low, high = (recall_test(*seen, target) for target in sorted((one, other)))
    assert 0 <= low <= high + 1e-12 <= 1 + 1e-12


@given(labels_and_total, targets)
def test_one_more_miss_never_raises_it(seen: tuple[list[int], int], target: float) -> None:
    labels, total = seen
    if len(labels) < total:
        assert recall_test([*labels, 0], total, target) <= recall_test(labels, total, target) + 1e-12


@given(labels_and_total, targets)
def test_only_the_places_of_finds_count(seen: tuple[list[int], int], target: float) -> None:
    labels, total = seen
    p = recall_test(labels, total, target)
    for kind in (
        tuple,
        np.array,
        lambda labels: np.array(labels, dtype=bool),
        lambda labels: np.array(labels, np.int8),
    ):
        assert recall_test(kind(labels), total, target) == p


@given(st.lists(st.sampled_from([0, 1]), min_size=1, max_size=60), targets)
def test_nothing_can_be_missed_when_all_are_screened(labels: list[int], target: float) -> None:
    assert recall_test(labels, len(labels), target) == 0
    assert claimable_recall(labels, len(labels)) == 1
    assert needed(labels, len(labels), target) == 0


def test_before_the_first_label_and_while_nothing_is_found() -> None:
    assert recall_test([], 100, 0.95) == 1
    assert recall_test([0] * 40, 100, 0.95) == pytest.approx(0.6)
    assert claimable_recall([], 100) == claimable_recall([0] * 99, 100) == 0
    assert recall_test([], 0, 0.95) == 0


@given(labels_and_total, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_what_can_be_claimed_is_what_the_test_supports_and_no_more(
    seen: tuple[list[int], int], confidence: float
) -> None:
    labels, total = seen
    claim = claimable_recall(labels, total, confidence)
    assert 0 <= claim <= 1
    if sum(labels):
        assert recall_test(labels, total, claim) < 1 - confidence
        if claim < 1:
            assert recall_test(labels, total, min(claim * (1 + 1e-9), 1)) >= 1 - confidence


@given(labels_and_total, targets)
def test_so_many_misses_are_needed_and_one_less_is_not_enough(seen: tuple[list[int], int], target: float) -> None:
    labels, total = seen
    more = needed(labels, total, target)
    assert len(labels) + more <= total
    assert recall_test([*labels, *[0] * more], total, target) < 1 - 0.95
    if more:
        assert recall_test([*labels, *[0] * (more - 1)], total, target) >= 1 - 0.95


@given(labels_and_total, targets, st.integers(1, 80))
def test_curves_pass_through_what_the_test_said_then(seen: tuple[list[int], int], target: float, points: int) -> None:
    labels, total = seen
    found, ps, claims = (
        found_curve(labels, total, points),
        p_curve(labels, total, target, points),
        claim_curve(labels, total, points=points),
    )
    for curve in (found, ps, claims):
        assert curve[0].screened == 0
        assert curve[-1].screened == len(labels)
        assert len(curve) <= points + 1
    for at in found:
        assert at.found == sum(labels[: at.screened])
        assert at.by_chance == pytest.approx(sum(labels) * at.screened / total)
    for at in ps:
        assert at.value == recall_test(labels[: at.screened], total, target)
    for at in claims:
        assert at.value == claimable_recall(labels[: at.screened], total)


def test_a_screening_of_fifty_thousand_is_told_to_the_end() -> None:
    labels = np.zeros(50_000, dtype=np.int64)
    labels[np.arange(400) * np.arange(400) // 8] = 1
    curve = p_curve(labels[:40_000], 50_000, 0.95)
    assert len(curve) == 201
    assert curve[-1].value < 1e-5 < 0.9 < curve[10].value


def test_misses_in_a_row() -> None:
    assert misses_in_a_row([]) == 0
    assert misses_in_a_row([0, 0]) == 2
    assert misses_in_a_row([0, 1]) == 0
    assert misses_in_a_row([1, 0, 1, 0, 0, 0]) == 3


def test_what_a_target_costs_is_said_before_the_start() -> None:
    """What simulated screening of 7,175 citations needed: about 80 %, and 35 to 42 % for the lower target."""
    high, low = foresee(7175, 32), foresee(7175, 32, target=0.8)
    assert (round(high.low_share, 2), round(high.high_share, 2)) == (0.80, 0.82)
    assert (round(low.low_share, 2), round(low.high_share, 2)) == (0.35, 0.43)


@given(st.integers(1, 500), st.data())
def test_foresight_is_within_the_list(total: int, data: st.DataObject) -> None:
    relevant = data.draw(st.integers(1, total))
    found = foresee(total, relevant)
    assert relevant <= found.low <= total
    assert 0 < found.high_share <= 1


@pytest.mark.parametrize(
    ("labels", "total", "target"),
    [([0, 1], 1, 0.95), ([0, 2], 10, 0.95), ([[0, 1]], 10, 0.95), ([0], 10, 0), ([0], 10, 1.01), ([0], 10, math.nan)],
)
def test_what_makes_no_sense_is_refused(labels: list[int], total: int, target: float) -> None:
    with pytest.raises(ValueError, match=r"."):
        recall_test(labels, total, target)


@pytest.mark.parametrize("relevant", [0, 11])
def test_an_impossible_plan_is_refused(relevant: int) -> None:
    with pytest.raises(ValueError, match="cannot be planned"):
        foresee(10, relevant)
