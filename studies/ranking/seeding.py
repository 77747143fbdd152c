"""The words of the programme theory, which order citations before anything was decided."""

import re

import numpy as np
from numpy.typing import NDArray

from studies.ranking.index import Index

# Includes after which the theory's words say nothing any more.
LAST = 10
# Words of every sentence, and those that theories are written with.
_EMPTY = set(
    """
    a about after all also although among an and any are as at be because been being both but by can cannot could
    did do does each else even for from get gets had has have how however if in into is it its itself less like
    likely made make makes many may might more most much must need no nor not of often on once one only or other
    others our out over own same should since so some such than that the their them themselves then there therefore
    these they this those through to too under until up very was way we were what when where whether which while who
    whom whose why will with within without would you your
    """.split()  # noqa: SIM905 (a list of 150 strings in quotation marks reads worse)
)


def telling(term: str) -> bool:
    """Whether a term has a word with a meaning of its own."""
    return any(word not in _EMPTY and not word.isdigit() for word in term.split())


def question(index: Index, text: str) -> NDArray[np.float32]:
    """For each column how much the theory speaks for it."""
    asked = index.counted([("", re.sub(r"\s+", " ", text))])
    weight = np.zeros(index.width, np.float32)
    often = asked.body.astype(np.float32)
    weight[asked.columns] = often * 2.2 / (often + 1.2)
    for column in asked.columns:
        if not telling(index.term(int(column))):
            weight[column] = 0
    return weight


def share(includes: int) -> float:
    """How much the theory's words still count, from one (nothing included) to nothing."""
    return max(0.0, 1 - includes / LAST)
