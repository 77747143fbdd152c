"""Pairs of equal records become citations; two whose documents hold work are never mixed without being asked."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from studies.joins import Placement, Standing, plan


@dataclass(frozen=True)
class Found:
    a: int
    b: int
    rule: str = "same_doi"
    score: int = 100
    reasons: tuple[str, ...] = ("same DOI", "titles agree")


def same(a: int, b: int, rule: str = "same_doi") -> Found:
    return Found(a, b, rule)


def joined(record: int, to: int) -> Placement:
    return Placement(record, "same_doi", "same DOI; titles agree", to)


def test_new_records_found_citations_in_the_order_of_their_numbers() -> None:
    made = plan([Standing(1), Standing(2), Standing(3)], [same(1, 3)])
    assert [[each.record for each in group.placements] for group in made.groups] == [[1, 3], [2]]
    assert made.groups[0].placements == [Placement(1), joined(3, to=1)]


def test_each_says_beside_which_record_it_was_placed() -> None:
    [group] = plan([Standing(1), Standing(2), Standing(3)], [same(1, 2), same(2, 3)]).groups
    assert group.placements == [Placement(1), joined(2, to=1), joined(3, to=2)]


def test_a_new_record_joins_the_citation_that_stands() -> None:
    [group] = plan([Standing(1, citation=7), Standing(2)], [same(1, 2)]).groups
    assert (group.citation, group.absorbed) == (7, [])
    assert group.placements == [joined(2, to=1)]


def test_what_stands_and_gains_nothing_is_left_alone() -> None:
    assert plan([Standing(1, citation=7), Standing(2, citation=8)], []).groups == []


def test_two_citations_shown_to_be_one_become_the_lower() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3, 8, "same_pmid"), Standing(4)]
    [group] = plan(rows, [same(1, 4), same(2, 4)]).groups
    assert (group.citation, group.absorbed) == (7, [8])
    assert group.placements == [joined(2, to=4), joined(4, to=1)]


def test_a_citation_reached_by_its_second_record_says_why_its_first_moved() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3, 8, "same_pmid")]
    [group] = plan(rows, [same(1, 3)]).groups
    assert group.placements == [joined(2, to=1)]


def test_the_one_with_most_work_on_it_stays_even_when_it_is_the_higher() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3)]
    [group] = plan(rows, [same(1, 3), same(2, 3)], weights={7: 1, 8: 2}).groups
    assert (group.citation, group.absorbed) == (8, [7])


def test_two_whose_documents_hold_work_stay_apart_and_are_asked_about() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3)]
    made = plan(rows, [same(1, 3), same(2, 3)], holding={7, 8})
    [group] = made.groups
    assert (group.citation, group.absorbed, [each.record for each in group.placements]) == (7, [], [3])
    assert made.apart == [same(2, 3)]


ROWS = st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@given(ROWS, PAIRS, st.sets(st.integers(1, 5)))
def test_every_record_stands_once_beside_one_of_its_own_and_what_is_held_stays_apart(
    citations: list[int | None], pairs: list[tuple[int, int]], holding: set[int]
) -> None:
    firsts = {citation: at for at, citation in reversed(list(enumerate(citations))) if citation}
    rows = [Standing(at, each, "same_pmid" if each and firsts[each] != at else "") for at, each in enumerate(citations)]
    made = plan(rows, [same(a, b) for a, b in pairs if a != b and max(a, b) < len(rows)], holding=holding)
    placed = [each.record for group in made.groups for each in group.placements]
    assert len(placed) == len(set(placed))
    assert {row.id for row in rows if row.citation is None} <= set(placed)
    for group in made.groups:
        assert len(holding & {group.citation, *group.absorbed}) < 2
        founders = [each for each in group.placements if not each.rule]
        assert len(founders) == (group.citation is None)
        whole = {each.record for each in group.placements}
        whole |= {row.id for row in rows if row.citation in {group.citation, *group.absorbed} - {None}}
        assert all(each.to in whole - {each.record} for each in group.placements if each.rule)
