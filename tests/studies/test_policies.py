"""Dual independent screening as a rule over votes: proved over any history of votes and of taking them back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.policies import Outcome, Policy, Settlement, Vote, current, derive, in_force, is_open_to, said, settling

verdicts = st.sampled_from(["include", "exclude", "unsure"])
moves = st.lists(st.tuples(st.integers(1, 3), st.one_of(st.just("undo"), verdicts)), max_size=30)


def played(history: list[tuple[int, str]]) -> list[Vote]:
    """The rows that the actions would have written: an undo takes back the reviewer's last standing vote."""
    rows: list[Vote] = []
    for reviewer, move in history:
        own = [row for row in rows if row.reviewer == reviewer]
        if move != "undo":
            rows.append(Vote(len(rows) + 1, reviewer, move, f"reason {len(rows)}"))
        elif standing := in_force(own):
            before = standing[-2] if len(standing) > 1 else None
            restored = (before.verdict, before.reason) if before else ("none", "")
            rows.append(Vote(len(rows) + 1, reviewer, *restored, undoes=standing[-1].id))
    return rows


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], "undecided"),
        (["include"], "awaiting_second"),
        (["unsure"], "awaiting_second"),
        (["include", "include"], "included"),
        (["exclude", "exclude"], "excluded"),
        (["include", "exclude"], "conflict"),
        (["include", "unsure"], "conflict"),
        (["exclude", "unsure"], "conflict"),
        (["unsure", "unsure"], "conflict"),
        (["include", "include", "exclude"], "conflict"),
    ],
)
def test_two_equal_votes_settle_and_all_else_is_a_conflict(said: list[str], state: str) -> None:
    votes = [Vote(at, at, verdict, "same") for at, verdict in enumerate(said)]
    assert {derive(order).state for order in permutations(votes)} == {state}


@pytest.mark.parametrize(
    ("said", "needed", "state"),
    [
        (["include"], 1, "included"),
        (["exclude"], 1, "excluded"),
        (["unsure"], 1, "conflict"),
        (["include", "exclude"], 1, "conflict"),
        (["include", "exclude"], 3, "awaiting_second"),
        (["include", "include", "include"], 3, "included"),
        (["include", "exclude", "include"], 3, "conflict"),
    ],
)
def test_the_policy_says_how_many_votes_decide(said: list[str], needed: int, state: str) -> None:
    votes = [Vote(at, at, verdict, "same") for at, verdict in enumerate(said)]
    assert {derive(order, needed=needed).state for order in permutations(votes)} == {state}


@given(moves, st.randoms(), st.integers(1, 3))
def test_under_any_policy_the_same_votes_in_any_order_give_the_same_state(
    history: list[tuple[int, str]], random: object, needed: int
) -> None:
    votes = list(current(played(history)).values())
    before = derive(votes, needed=needed)
    random.shuffle(votes)
    assert derive(votes, needed=needed) == before


@given(moves, st.integers(1, 3), st.integers(1, 3))
def test_a_policy_changed_and_changed_back_leaves_the_state(history: list[tuple[int, str]], one: int, two: int) -> None:
    """More votes needed never decides anything: it asks for more, or leaves what is decided."""
    votes = list(current(played(history)).values())
    few, many = (derive(votes, needed=needed).state for needed in sorted((one, two)))
    assert many in (few, "awaiting_second") or few == many == "undecided"


def test_a_policy_says_how_many_reviewers_a_citation_needs() -> None:
    assert [Policy(mode).votes_needed(7) for mode in ("single", "dual")] == [1, 2]
    sample = Policy("sample", 20, "seed")
    twice = sum(sample.votes_needed(number) == 2 for number in range(1, 5001))
    assert 900 < twice < 1100


def test_excluding_for_unlike_reasons_settles_and_is_flagged() -> None:
    votes = [Vote(1, 1, "exclude", "wrong setting"), Vote(2, 2, "exclude", "not relevant")]
    assert derive(votes) == Outcome("excluded", reasons_differ=True)
    assert derive([votes[0], Vote(3, 2, "exclude", "wrong setting")]) == Outcome("excluded")


@given(moves, st.sampled_from(["include", "exclude"]))
def test_a_resolution_settles_whatever_the_votes(history: list[tuple[int, str]], outcome: str) -> None:
    assert derive(said(played(history)), [Settlement(1, outcome)]).state == f"{outcome}d"


@given(moves, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(history: list[tuple[int, str]], random: object) -> None:
    rows = played(history)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert current(shuffled) == current(rows)
    assert derive(current(shuffled).values()) == derive(current(rows).values())


@given(st.dictionaries(st.integers(1, 3), st.lists(verdicts, min_size=1, max_size=4), max_size=3), st.data())
def test_reviewers_do_not_depend_on_each_others_pace(votes: dict[int, list[str]], data: st.DataObject) -> None:
    """However the votes of several reviewers interleave, the same votes give the same state."""
    pace = data.draw(st.permutations([reviewer for reviewer, said in votes.items() for _ in said]))
    left = {reviewer: iter(said) for reviewer, said in votes.items()}
    interleaved = played([(reviewer, next(left[reviewer])) for reviewer in pace])
    in_turn = played([(reviewer, verdict) for reviewer, said in votes.items() for verdict in said])
    assert derive(current(interleaved).values()).state == derive(current(in_turn).values()).state


@given(moves)
def test_the_last_row_of_a_reviewer_is_what_he_or_she_says(history: list[tuple[int, str]]) -> None:
    rows = played(history)
    last = {row.reviewer: (row.verdict, row.reason) for row in rows}
    said = {reviewer: (vote.verdict, vote.reason) for reviewer, vote in current(rows).items()}
    assert said == {reviewer: words for reviewer, words in last.items() if words[0] != "none"}


@given(moves, verdicts)
def test_vote_then_undo_changes_nothing(history: list[tuple[int, str]], verdict: str) -> None:
    assert current(played([*history, (1, verdict), (1, "undo")])) == current(played(history))


@given(moves)
def test_undo_then_redo_is_the_identity(history: list[tuple[int, str]]) -> None:
    before = current(played(history))
    if 1 in before:
        again = current(played([*history, (1, "undo"), (1, before[1].verdict)]))
        assert {at: vote.verdict for at, vote in again.items()} == {at: vote.verdict for at, vote in before.items()}


@given(moves)
def test_enough_undoing_leaves_nothing(history: list[tuple[int, str]]) -> None:
    assert 1 not in current(played([*history, *[(1, "undo")] * len(history)]))


def test_a_third_reviewer_may_not_vote_on_what_two_decided() -> None:
    votes = {1: Vote(1, 1, "include"), 2: Vote(2, 2, "exclude", "no")}
    assert not is_open_to(3, votes, derive(votes.values()).state)
    assert is_open_to(1, votes, "conflict")
    assert is_open_to(3, {1: votes[1]}, "awaiting_second")


A, B = 7, 8  # two citations, B joined into A


def test_votes_from_before_a_joining_count_together() -> None:
    on_both = [Vote(1, 1, "include", citation=A), Vote(2, 2, "include", citation=B)]
    assert derive(said(on_both)).state == "included"
    assert derive(said([on_both[0], Vote(2, 2, "exclude", "no", citation=B)])).state == "conflict"


def test_one_reviewer_who_said_both_is_in_conflict_until_he_or_she_says_it_anew() -> None:
    split = [Vote(1, 1, "include", citation=A), Vote(2, 1, "exclude", "no", citation=B)]
    assert [vote.id for vote in said(split)] == [1, 2]
    assert derive(said(split)).state == "conflict"
    assert derive(said([split[0], Vote(2, 1, "include", citation=B)])).state == "awaiting_second"
    anew = Vote(3, 1, "exclude", "no", citation=A, spoke_for=frozenset({B}))
    assert said([*split, anew]) == [anew]
    assert said([*split, anew, Vote(4, 1, "none", undoes=3, citation=A)]) == split


def test_settlements_from_before_a_joining_never_win_silently() -> None:
    old = [Settlement(1, "include", A, at=1.0), Settlement(2, "exclude", B, at=2.0)]
    assert derive([], old).state == "conflict"
    assert derive([], [old[0], Settlement(2, "include", B)]).state == "included"
    assert derive([Vote(1, 1, "exclude", "no", citation=B)], old[:1]).state == "conflict"
    anew = Settlement(3, "exclude", A, frozenset({B}), at=3.0)
    assert settling([*old, anew]) == [anew]
    assert derive([Vote(1, 1, "include", citation=B, at=1.0)], [*old, anew]).state == "excluded"


def test_what_was_said_of_a_citation_while_it_was_apart_again_is_not_settled_by_then() -> None:
    over_both = Settlement(1, "include", A, frozenset({B}), at=1.0)
    assert derive([Vote(2, 1, "exclude", "no", citation=B, at=2.0)], [over_both]).state == "conflict"
