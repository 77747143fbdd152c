"""Finds records of the same work: which to join, which to ask a person about, and why, in words."""

from studies.matching.engine import VERSION, match
from studies.matching.pairs import Id, Matching, Pair, Verdict
from studies.matching.rules import keys

__all__ = ["VERSION", "Id", "Matching", "Pair", "Verdict", "keys", "match"]
