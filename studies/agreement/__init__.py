"""How far two reviewers said the same: Cohen's kappa with its interval, and what a pair's verdicts and reasons give.

`kappa(table)` takes any square table of counts; `pair(a, b)` the verdicts of two reviewers, `reasons(a, b)` their
reasons for excluding what both excluded. `compare(rows)` tells from append-only rows which votes of whom are
compared. A coefficient that does not exist is None, with a sentence that says why.
"""

from studies.agreement.coefficient import Kappa, kappa
from studies.agreement.independent import Compared, Row, Told, compare, compare_each
from studies.agreement.over_time import Block, blocks
from studies.agreement.pairs import VERDICTS, Pair, crossed, pair, pair_of
from studies.agreement.reasons import OneReason, Reasons, reasons, reasons_of
from studies.agreement.words import CAUTION, WORDS, word

__all__ = [
    "CAUTION",
    "VERDICTS",
    "WORDS",
    "Block",
    "Compared",
    "Kappa",
    "OneReason",
    "Pair",
    "Reasons",
    "Row",
    "Told",
    "blocks",
    "compare",
    "compare_each",
    "crossed",
    "kappa",
    "pair",
    "pair_of",
    "reasons",
    "reasons_of",
    "word",
]
