"""How far two reviewers said the same: Cohen's kappa with its interval, and what a pair's verdicts and reasons give.

`kappa(table)` takes any square table of counts; `pair(a, b)` the verdicts of two reviewers, `reasons(a, b)` their
reasons for excluding what both excluded. A coefficient that does not exist is None, with a sentence that says why.
"""

from studies.agreement.coefficient import Kappa, kappa
from studies.agreement.pairs import Pair, crossed, pair
from studies.agreement.reasons import OneReason, Reasons, reasons
from studies.agreement.words import CAUTION, WORDS, word

__all__ = ["CAUTION", "WORDS", "Kappa", "OneReason", "Pair", "Reasons", "crossed", "kappa", "pair", "reasons", "word"]
