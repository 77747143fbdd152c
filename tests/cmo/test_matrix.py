"""The evidence matrix counts distinct passages, and never shows doubt as support."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.matrix import STANCES, Cell, matrix

EVIDENCE = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(1, 4), st.integers(1, 9), st.sampled_from(STANCES)))


@given(EVIDENCE)
def test_the_matrix_counts_what_the_rows_say(evidence: list[tuple[str, int, int, str]]) -> None:
    made = matrix("xyz", [4, 3, 2, 1], evidence)
    assert made.configurations == ["x", "y", "z"]
    assert set(made.cells) == {(configuration, document) for configuration, document, _, _ in evidence}
    for (configuration, document), cell in made.cells.items():
        here = [row for row in evidence if row[:2] == (configuration, document)]
        assert cell.passages == len({row[2] for row in here})
        assert cell.stances == {
            stance: count for stance in STANCES if (count := len({row[2] for row in here if row[3] == stance}))
        }
        assert cell.stances[cell.mainly] == max(cell.stances.values())
    assert sum(made.documents_per_configuration) == sum(made.configurations_per_document) == len(made.cells)
    assert made.configurations_per_document == sorted(made.configurations_per_document, reverse=True)


def test_one_passage_on_three_elements_counts_once_and_a_tie_leans_to_doubt() -> None:
    rows = [("x", 1, 7, "supports")] * 3 + [("x", 1, 8, "refutes")]
    assert matrix("x", [1], rows).cells == {("x", 1): Cell(2, {"refutes": 1, "supports": 1}, "refutes")}


def test_documents_used_equally_keep_their_order() -> None:
    rows = [("x", 1, 1, "supports"), ("x", 3, 2, "supports"), ("x", 2, 3, "supports"), ("y", 2, 3, "refines")]
    assert matrix("xy", [3, 1, 2], rows).documents == [2, 3, 1]


def test_what_was_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown stance: likes"):
        matrix("x", [1], [("x", 1, 1, "likes")])
    with pytest.raises(ValueError, match="Unknown document: 2"):
        matrix("x", [1], [("x", 2, 1, "supports")])
