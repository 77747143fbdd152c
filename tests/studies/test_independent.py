"""Which votes are compared: taken back, changed, opened again, in any number of hands."""

from hypothesis import given
from hypothesis import strategies as st

from studies.agreement import Compared, Row, blocks, compare, pair_of
from studies.charts import agreement_over_time

BOB, DANA, EVE = 1, 2, 3


def rows(*told: tuple[int, str] | tuple[int, str, dict[str, int]]) -> list[Row]:
    """Rows of one item, numbered in the order in which they are told."""
    return [Row(7, at, each[0], each[1], "", **(each[2] if len(each) > 2 else {})) for at, each in enumerate(told, 1)]


def said(*told: object, pair: tuple[int, int] = (BOB, DANA)) -> tuple[str, str] | None:
    found = compare(rows(*told)).get(pair)
    return (found[0].first, found[0].second) if found else None


def test_two_votes_are_compared_whoever_came_first() -> None:
    assert said((BOB, "include"), (DANA, "exclude")) == ("include", "exclude")
    assert said((DANA, "exclude"), (BOB, "include")) == ("include", "exclude")
    assert said((BOB, "include")) is None
    assert said((BOB, "include"), (BOB, "exclude")) is None


def test_what_is_changed_while_blinded_counts_and_what_is_changed_after_does_not() -> None:
    assert said((BOB, "include"), (BOB, "exclude"), (DANA, "include")) == ("exclude", "include")
    assert said((BOB, "include"), (DANA, "exclude"), (BOB, "exclude")) == ("include", "exclude")
    assert said((BOB, "include"), (DANA, "exclude"), (DANA, "include")) == ("include", "exclude")


def test_what_was_taken_back_never_counts() -> None:
    back = {"undoes": 2}
    assert said((BOB, "include"), (DANA, "exclude"), (DANA, "none", back)) is None
    assert said((BOB, "include"), (DANA, "exclude"), (DANA, "none", back), (DANA, "include")) == ("include", "include")
    assert said((DANA, "include"), (DANA, "exclude"), (DANA, "include", back), (BOB, "unsure")) == ("unsure", "include")


def test_the_latest_round_in_which_both_voted() -> None:
    first = [(BOB, "include"), (DANA, "exclude")]
    opened = [(BOB, "none", {"undoes": 1, "reopening": 9}), (DANA, "none", {"undoes": 2, "reopening": 9})]
    assert said(*first, *opened) == ("include", "exclude")
    assert said(*first, *opened, (BOB, "exclude")) == ("include", "exclude")
    assert said(*first, *opened, (BOB, "exclude"), (DANA, "exclude")) == ("exclude", "exclude")
    again = [(BOB, "include", {"reopening": 10}), (DANA, "exclude", {"reopening": 10})]
    assert said(*first, *opened, *again) == ("include", "exclude")
    assert said(*first, *opened, *again, (BOB, "exclude")) == ("include", "exclude")


def test_each_two_of_three() -> None:
    told = [(BOB, "include"), (DANA, "exclude"), (BOB, "exclude"), (EVE, "unsure")]
    assert said(*told) == ("include", "exclude")
    assert said(*told, pair=(BOB, EVE)) == ("exclude", "unsure")
    assert said(*told, pair=(DANA, EVE)) == ("exclude", "unsure")


@given(
    st.lists(st.tuples(st.sampled_from([BOB, DANA, EVE]), st.sampled_from(["include", "exclude", "unsure"]))),
    st.randoms(),
)
def test_the_order_of_the_rows_and_later_words_change_nothing(told: list[tuple[int, str]], chance: object) -> None:
    """Whoever speaks again after both had spoken changes nothing; rows may come in any order."""
    every = rows(*told)
    shuffled = list(every)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = compare(shuffled)
    assert found == compare(every)
    for at in range(len(every)):
        earlier = compare(every[:at])
        assert all(found[pair] == compared for pair, compared in earlier.items())


@given(st.lists(st.sampled_from(["include", "exclude"]), min_size=2, max_size=12))
def test_a_slip_taken_back_at_once_leaves_no_trace(verdicts: list[str]) -> None:
    """Vote, take back, vote: as if the first had never been."""
    told: list[tuple[int, str] | tuple[int, str, dict[str, int]]] = []
    for at, verdict in enumerate(verdicts):
        who = (BOB, DANA)[at % 2]
        told += [(who, "unsure"), (who, "none", {"undoes": len(told) + 1}), (who, verdict)]
    plain = [((BOB, DANA)[at % 2], verdict) for at, verdict in enumerate(verdicts)]
    assert said(*told) == said(*plain)


def test_blocks_are_of_fifty_and_twenty_at_most() -> None:
    compared = [Compared(at, at, "include", "include", "", "") for at in range(2030)]
    assert [(each.first, each.last) for each in blocks(compared[:120])] == [(1, 50), (51, 100), (101, 120)]
    found = blocks(compared)
    assert len(found) <= 20
    assert found[0].last == 150
    assert sum(each.last - each.first + 1 for each in found) == 2030
    assert blocks([]) == []


def test_the_figure_has_a_point_a_block_and_a_gap_without_kappa() -> None:
    compared = [Compared(at, at, "include", "include" if at < 50 or at % 2 else "exclude", "", "") for at in range(90)]
    compared += [Compared(at, at, "exclude", "exclude", "", "") for at in range(90, 100)]
    found = blocks(compared)
    figure = agreement_over_time(found, ["?block=1", "?block=2"])
    kappa, agreed = figure["data"]
    assert kappa["x"] == agreed["x"] == ["1–50", "51–100"]
    assert kappa["y"][0] is None
    assert kappa["y"][1] is not None
    assert agreed["y"] == [1.0, 0.6]
    assert [each["url"] for each in kappa["customdata"]] == ["?block=1", "?block=2"]
    assert pair_of({("include", "include"): 50}).decided.kappa is None
