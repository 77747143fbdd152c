"""Support counts distinct documents and passages on each side."""

import pytest

from synthesis.support import Count, support


def test_documents_and_passages_are_counted_once_a_side() -> None:
    made = support(
        [1, 2, 3],
        [
            (1, "A", 11, "supports"),
            (1, "A", 11, "supports"),
            (1, "A", 12, "opposite"),
            (1, "B", 13, "refutes"),
            (2, "A", 11, "supports"),
            (2, "B", 13, "supports"),
            (2, "B", 13, "refines"),
        ],
    )
    assert made[1].for_ == Count(1, 2) and made[1].against == Count(1, 1) and made[1].refining == Count()
    assert made[1].single_source and made[1].sought_against and not made[1].unsupported
    assert made[2].for_ == Count(2, 2) and made[2].refining == Count(1, 1) and not made[2].single_source
    assert made[3].unsupported and not made[3].sought_against


def test_what_was_not_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        support([1], [(2, "A", 11, "supports")])
    with pytest.raises(KeyError):
        support([1], [(1, "A", 11, "likes")])
