"""What stays together when records count no more, and what does not."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from studies.joins import Placement
from studies.partings import Parting, Tied, part


@dataclass(frozen=True)
class Found:
    a: int
    b: int
    rule: str = "same_doi"
    score: int = 100
    reasons: tuple[str, ...] = ("same DOI",)


def test_what_one_record_tied_falls_apart_without_it() -> None:
    """1 <- 2 <- 3"""
    assert part([Tied(1, None, True), Tied(2, 1, True), Tied(3, 2, True)]) == Parting()
    assert part([Tied(1, None, True), Tied(2, 1, False), Tied(3, 2, True)]) == Parting([3])


def test_another_tie_keeps_it_and_says_so() -> None:
    rows = [Tied(1, None, True), Tied(2, 1, False), Tied(3, 2, True), Tied(4, 3, True)]
    assert part(rows, [Found(1, 4)]) == Parting([], [Placement(3, "same_doi", "same DOI", 1)])


def test_what_people_tied_stays() -> None:
    assert part([Tied(1, None, True), Tied(2, 1, False, by_hand=True), Tied(3, 2, True)]) == Parting()
    assert part([Tied(1, None, True), Tied(2, 1, False), Tied(3, 2, True, by_hand=True)]) == Parting()


def test_without_the_first_the_number_stays_with_what_is_at_home() -> None:
    rows = [Tied(1, None, False), Tied(2, 1, True, at_home=False), Tied(3, 1, True), Tied(4, 1, True)]
    assert part(rows).leaving == [4, 2]


def test_the_deepest_goes_first_and_what_stays_is_not_taken_along() -> None:
    """1 <- 2 <- 3 <- 4 <- 5; 2 and 4 do not count, and 1 and 5 are tied otherwise."""
    rows = [Tied(each, each - 1 or None, each not in (2, 4)) for each in range(1, 6)]
    assert part(rows).leaving == [5, 3]
    assert part(rows, [Found(1, 5)]) == Parting([3], [Placement(5, "same_doi", "same DOI", 1)])


TREES = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=10)
PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4)


@given(TREES, PAIRS, PAIRS)
def test_what_is_left_is_tied_by_what_counts(
    tree: list[tuple[int, bool, bool, bool]], ties: list[tuple[int, int]], said: list[tuple[int, int]]
) -> None:
    rows = [
        Tied(at, above % at if at else None, counts, at > 0 and by_hand, home)
        for at, (above, counts, by_hand, home) in enumerate(tree)
    ]
    counting = {row.id for row in rows if row.counts}
    pairs = [Found(a, b) for a, b in ties if a != b and {a, b} <= counting]
    judged = [Found(a, b) for a, b in said if a != b and max(a, b) < len(rows)]
    made = part(rows, pairs, judged)
    to = {row.id: row.to for row in rows} | {each.record: each.to for each in made.hung}
    for each in made.leaving:
        to[each] = None
    left = [Tied(row.id, to[row.id], row.counts, row.by_hand, row.at_home) for row in rows]
    roots = {row.id: root(row.id, to) for row in rows}
    for each in {roots[key] for key in counting}:
        assert part([row for row in left if roots[row.id] == each], (), judged).leaving == []
    assert all(roots[pair.a] == roots[pair.b] for pair in [*pairs, *judged])
    assert len(made.leaving) == len(set(made.leaving))


def root(each: int, to: dict[int, int | None]) -> int:
    seen = {each}
    while (above := to[each]) is not None:
        assert above not in seen
        seen.add(each := above)
    return each
