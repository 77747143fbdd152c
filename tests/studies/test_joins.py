"""Pairs of equal records become citations; two citations that people worked on are never mixed."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from studies.joins import Placement, Standing, plan


@dataclass(frozen=True)
class Found:
    a: int
    b: int
    rule: str = "same_doi"
    reasons: tuple[str, ...] = ("same DOI", "titles agree")


def same(a: int, b: int, rule: str = "same_doi") -> Found:
    return Found(a, b, rule)


def test_new_records_found_citations_in_the_order_of_their_numbers() -> None:
    made = plan([Standing(1), Standing(2), Standing(3)], [same(1, 3)], set())
    assert [[each.record for each in group.placements] for group in made.groups] == [[1, 3], [2]]
    assert made.groups[0].placements == [Placement(1), Placement(3, "same_doi", "same DOI; titles agree")]


def test_a_new_record_joins_the_citation_that_stands() -> None:
    made = plan([Standing(1, citation=7), Standing(2)], [same(1, 2)], set())
    [group] = made.groups
    assert (group.citation, group.absorbed) == (7, [])
    assert group.placements == [Placement(2, "same_doi", "same DOI; titles agree")]


def test_what_stands_and_gains_nothing_is_left_alone() -> None:
    assert plan([Standing(1, citation=7), Standing(2, citation=8)], [], {7}).groups == []


def test_two_citations_shown_to_be_one_become_the_lower() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3, 8, "same_pmid", "same PMID"), Standing(4)]
    [group] = plan(rows, [same(1, 4), same(2, 4)], set()).groups
    assert (group.citation, group.absorbed) == (7, [8])
    assert group.placements == [
        Placement(2, "same_doi", "same DOI; titles agree"),
        Placement(3, "same_pmid", "same PMID"),
        Placement(4, "same_doi", "same DOI; titles agree"),
    ]


def test_a_citation_reached_by_its_second_record_says_why_its_first_moved() -> None:
    rows = [Standing(1, 7), Standing(2, 8), Standing(3, 8, "same_pmid", "same PMID")]
    [group] = plan(rows, [same(1, 3)], set()).groups
    assert group.placements[0] == Placement(2, "same_doi", "same DOI; titles agree")


def test_the_one_that_people_worked_on_stays_even_when_it_is_the_higher() -> None:
    [group] = plan([Standing(1, 7), Standing(2, 8), Standing(3)], [same(1, 3), same(2, 3)], {8}).groups
    assert (group.citation, group.absorbed) == (8, [7])


def test_two_that_people_worked_on_stay_apart_and_are_asked_about() -> None:
    made = plan([Standing(1, 7), Standing(2, 8), Standing(3)], [same(1, 3), same(2, 3)], {7, 8})
    [group] = made.groups
    assert (group.citation, group.absorbed, [each.record for each in group.placements]) == (7, [], [3])
    assert made.apart == [same(2, 3)]


ROWS = st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@given(ROWS, PAIRS, st.sets(st.integers(1, 5)))
def test_every_record_stands_once_and_no_decided_citation_ends(
    citations: list[int | None], pairs: list[tuple[int, int]], decided: set[int]
) -> None:
    rows = [Standing(at, citation) for at, citation in enumerate(citations)]
    made = plan(rows, [same(a, b) for a, b in pairs if a != b and max(a, b) < len(rows)], decided)
    placed = [each.record for group in made.groups for each in group.placements]
    assert len(placed) == len(set(placed))
    assert {row.id for row in rows if row.citation is None} <= set(placed)
    assert not decided & {each for group in made.groups for each in group.absorbed}
    for group in made.groups:
        founders = [each for each in group.placements if not each.rule]
        assert len(founders) == (group.citation is None)
