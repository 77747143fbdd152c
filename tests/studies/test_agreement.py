"""Kappa against published examples, against scikit-learn and statsmodels, and where it does not exist."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

from studies.agreement import CAUTION, Kappa, crossed, kappa, pair, reasons, word

counts = st.integers(0, 60)
tables = st.integers(2, 5).flatmap(lambda k: st.lists(st.lists(counts, min_size=k, max_size=k), min_size=k, max_size=k))
verdicts = st.dictionaries(st.integers(0, 30), st.sampled_from(["include", "exclude", "unsure"]))

# Cohen J. Psychol Bull 1968;70:213-20: 200 patients, two psychiatrists, kappa .492.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# Fleiss JL, Cohen J, Everitt BS. Psychol Bull 1969;72:323-7: 200 patients, three diagnoses, kappa .429.
FLEISS_COHEN_EVERITT = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
# Fleiss JL. Statistical Methods for Rates and Proportions, 2nd ed 1981, chapter 13: kappa .68, standard error .087.
FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
# Agresti A. Categorical Data Analysis, 1990: 91 couples (vcd's SexualFun), kappa .129, asymptotic error .0686 (vcd).
AGRESTI = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
# Feinstein AR, Cicchetti DV. J Clin Epidemiol 1990;43:543-9: 85 % agreement both times, kappa .70 and .32, which is why
# Byrt T, Bishop J, Carlin JB (J Clin Epidemiol 1993;46:423-9) put PABAK = 2 x .85 - 1 = .70 beside it.
BALANCED, SKEWED = [[40, 9], [6, 45]], [[80, 10], [5, 5]]


@pytest.mark.parametrize(
    ("table", "value"),
    [(COHEN, 0.492), (FLEISS_COHEN_EVERITT, 0.429), (FLEISS, 0.676), (AGRESTI, 0.129)],
)
def test_published_kappas(table: list[list[int]], value: float) -> None:
    assert kappa(table).kappa == pytest.approx(value, abs=0.0005)


def test_published_standard_errors_and_interval() -> None:
    assert kappa(AGRESTI).error == pytest.approx(0.0686, abs=0.00005)
    found = kappa(FLEISS)
    assert found.error == pytest.approx(0.087, abs=0.0008)
    assert (found.low, found.high) == (pytest.approx(0.51, abs=0.006), pytest.approx(0.85, abs=0.006))


def test_high_agreement_and_low_kappa() -> None:
    balanced, skewed = kappa(BALANCED), kappa(SKEWED)
    assert (balanced.percent, skewed.percent) == (pytest.approx(85), pytest.approx(85))
    assert balanced.kappa == pytest.approx(0.70, abs=0.005)
    assert skewed.kappa == pytest.approx(0.32, abs=0.005)
    assert (balanced.pabak, skewed.pabak) == (pytest.approx(0.70), pytest.approx(0.70))


def test_pabak_of_more_categories_and_the_maximum_of_kappa() -> None:
    found = kappa(COHEN)
    assert found.observed == pytest.approx(0.70)
    assert found.expected == pytest.approx(0.41)
    assert found.pabak == pytest.approx((3 * 0.70 - 1) / 2)
    # The margins (.6, .3, .1 and .5, .3, .2) let them agree on .9 at most.
    assert found.maximum == pytest.approx((0.9 - 0.41) / (1 - 0.41))


@given(tables)
def test_equal_to_scikit_learn_and_statsmodels(table: list[list[int]]) -> None:
    found, values = kappa(table), np.array(table)
    assume(found.kappa is not None and found.observed is not None and found.observed < 1)
    first, second = np.indices(values.shape).reshape(2, -1)
    assert found.kappa == pytest.approx(cohen_kappa_score(first, second, sample_weight=values.ravel()), abs=1e-12)
    with np.errstate(invalid="ignore", divide="ignore"):  # it also tests kappa against 0, which few tables allow
        peer = cohens_kappa(values)
    assert found.kappa == pytest.approx(peer.kappa, abs=1e-12)
    assert found.error == pytest.approx(math.sqrt(max(peer.var_kappa, 0)), abs=1e-7)
    assert found.low == pytest.approx(max(peer.kappa_low, -1), abs=1e-6)
    assert found.high == pytest.approx(min(peer.kappa_upp, 1), abs=1e-6)
    assert found.maximum == pytest.approx(peer.kappa_max, abs=1e-12)


@given(tables)
def test_never_not_a_number_and_always_in_range(table: list[list[int]]) -> None:
    found = kappa(table)
    for value in (found.kappa, found.low, found.high, found.pabak, found.maximum):
        assert value is None or -1 <= value <= 1 + 1e-12
    if found.kappa is not None and found.low is not None and found.high is not None and found.maximum is not None:
        assert found.low <= found.kappa <= found.high
        assert found.kappa <= found.maximum + 1e-12
    else:
        assert found.note.endswith(".")


@given(tables)
def test_who_is_first_does_not_matter(table: list[list[int]]) -> None:
    one, other = kappa(table), kappa(np.array(table).T)
    assert one.kappa == pytest.approx(other.kappa)
    assert one.error == pytest.approx(other.error, abs=1e-7)


def test_nothing_to_compare() -> None:
    assert kappa([[0, 0], [0, 0]]) == Kappa(0, note="No item was judged by both, so there is nothing to compare.")


def test_one_category_has_a_percentage_and_no_kappa() -> None:
    found = kappa([[0, 0], [0, 40]])
    assert (found.percent, found.kappa, found.error, found.low, found.maximum) == (100, None, None, None, None)
    assert found.pabak == 1
    assert "kappa does not exist" in found.note


def test_full_agreement_is_told_without_pretending_certainty() -> None:
    found = kappa([[3, 0], [0, 40]])
    assert (found.kappa, found.error, found.low, found.high) == (1, 0, 1, 1)
    assert "not certainty" in found.note


def test_each_with_one_verdict_and_not_the_same() -> None:
    found = kappa([[0, 12], [0, 0]])
    assert (found.kappa, found.percent, found.pabak) == (0, 0, -1)


@pytest.mark.parametrize(
    "table", [[], [[1]], [[1, 2], [3]], [[1, 2, 3], [4, 5, 6]], [1, 2], [[1, -1], [0, 2]], [[0.5, 1], [1, 1]]]
)
def test_what_is_no_table_is_refused(table: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        kappa(table)


def test_a_row_of_the_export_follows_from_its_own_counts() -> None:
    a = {1: "include", 2: "include", 3: "exclude", 4: "exclude", 5: "unsure", 6: "exclude", 7: "include", 9: "unsure"}
    b = {1: "include", 2: "exclude", 3: "exclude", 4: "include", 5: "include", 6: "exclude", 8: "include", 9: "unsure"}
    found = pair(a, b)
    assert found.table == ((1, 1, 0), (1, 2, 0), (1, 0, 1))
    assert found.all.items == 7
    row = found.row()
    assert list(row) == [
        "both", "include_include", "include_exclude", "exclude_include", "exclude_exclude",
        "percent", "kappa", "kappa_low", "kappa_high", "pabak", "unsure",
    ]  # fmt: skip
    assert (row["both"], row["unsure"], row["percent"]) == (5, 2, pytest.approx(60))
    assert row["kappa"] == pytest.approx(kappa([[1, 1], [1, 2]]).kappa)


@given(verdicts, verdicts)
def test_the_pair_counts_what_both_judged(a: dict[int, str], b: dict[int, str]) -> None:
    found = pair(a, b)
    assert found.all.items == len(a.keys() & b.keys())
    assert found.decided.items + found.unsure == found.all.items
    assert np.array_equal(np.array(crossed(b, a)).T, np.array(crossed(a, b)))


def test_categories_without_the_two_that_decide_are_refused() -> None:
    with pytest.raises(ValueError, match="include and exclude"):
        pair({}, {}, categories=("yes", "no"))


def test_reasons_of_what_both_excluded() -> None:
    a = {1: "setting", 2: "setting", 3: "design", 4: "design", 5: "setting", 6: "topic"}
    b = {1: "setting", 2: "design", 3: "design", 4: "design", 5: "setting", 7: "topic"}
    found = reasons(a, b)
    assert (found.both_excluded, found.found.percent) == (5, pytest.approx(80))
    assert found.found.kappa == pytest.approx(kappa([[2, 0], [1, 2]]).kappa)
    assert {one.reason: (one.both, one.first_only, one.second_only) for one in found.each} == {
        "setting": (2, 1, 0),
        "design": (2, 0, 1),
    }
    assert found.each[0].specific == pytest.approx(4 / 5)


def test_one_reason_or_none_has_no_kappa() -> None:
    found = reasons({1: "setting", 2: "setting"}, {1: "setting", 2: "setting"})
    assert (found.found.percent, found.found.kappa, found.found.pabak) == (100, None, None)
    assert "Only one reason" in found.found.note
    assert [(one.reason, one.specific) for one in found.each] == [("setting", 1)]
    none = reasons({1: "setting"}, {2: "setting"})
    assert (none.both_excluded, none.found.percent, none.each) == (0, None, ())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (-0.1, "poor"),
        (0, "slight"),
        (0.2, "slight"),
        (0.21, "fair"),
        (0.6, "moderate"),
        (0.61, "substantial"),
        (0.81, "almost perfect"),
        (1, "almost perfect"),
    ],
)
def test_the_words_are_those_of_landis_and_koch(value: float | None, said: str) -> None:
    assert word(value) == said
    assert "arbitrary" in CAUTION
