"""Finds records of the same work: which to join, which to ask a person about, and why, in words.

All at once: `match(rows)`. A new batch against what stands: store `keys(rows)` (bytes, one for each row) beside the
records, with VERSION; `near(keys(new_rows), stored_keys)` tells which stored records can matter (0.1 s of 50,000);
then `match(new_rows, stored=those, standing=groups)`, where `those` are these records and all others of their
citations, as rows, and `groups` the ids that stand together. `RULES` has the words of `Pair.rule`, a pair in
none of `joins`, `questions` and `links` is kept apart. `prepared(row)` is read once for both; of an abstract no more
than BEGINNING characters are looked at.
"""

from studies.matching.blocking import keys, near
from studies.matching.engine import RULES, VERSION, match
from studies.matching.faces import BEGINNING, prepared
from studies.matching.pairs import Id, Matching, Pair, Verdict

__all__ = ["BEGINNING", "RULES", "VERSION", "Id", "Matching", "Pair", "Verdict", "keys", "match", "near", "prepared"]
