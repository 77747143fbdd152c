"""The exact rules: records that share an entry, a DOI or a PMID are compared, in time that grows with their number."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from studies.formats.values import doi
from studies.matching.pairs import Id, Pair, in_order, pair
from studies.matching.titles import Face, compare, face

Row = Mapping[str, Any]
Finding = tuple[str, Pair]  # "join", "ask" or "link", and the pair

RULES = {
    "judged": "judged the same by a person",
    "identical_entry": "identical entry",
    "same_doi": "same DOI, titles agree",
    "same_pmid": "same PMID, titles agree",
}
RANKS = {"judged": 0, "identical_entry": 1, "same_doi": 2, "same_pmid": 3}
_SHARED = {"same_doi": "same DOI", "same_pmid": "same PMID"}
_OUTCOMES = {"agree": "join", "differ": "ask", "about": "link"}
_MANY = 3  # an identifier with more titles than this belongs to a whole supplement: it says nothing about a work


def exact_keys(row: Row) -> dict[str, str]:
    """Return by rule what a row must share with another to be compared: digest of its raw entry, DOI, PMID.

    A new batch needs to be matched only against stored rows that have a key in common with it.
    """
    found = {}
    if raw := " ".join(str(row.get("raw") or "").split()):
        found["identical_entry"] = hashlib.blake2b(raw.encode("utf-8", "replace"), digest_size=16).hexdigest()
    if value := doi(str(row.get("doi") or "")):
        found["same_doi"] = value
    if number := re.fullmatch(
        r"(?:pmid:?)?\s*0*([1-9]\d{0,8})(?:\.0)?", str(row.get("pmid") or "").strip(), re.I | re.A
    ):
        found["same_pmid"] = number[1]
    return found


def findings(rows: Mapping[Id, Row]) -> Iterator[Finding]:
    """Yield what the exact rules say of pairs of rows; never more pairs than a few a row."""
    sharing: dict[tuple[str, str], list[Id]] = defaultdict(list)
    for number, row in rows.items():
        for key in exact_keys(row).items():
            sharing[key].append(number)
    for (rule, value), ids in sharing.items():
        if len(ids) > 1 and rule == "identical_entry":
            yield from _star("join", rule, in_order(ids), 100, "the entries are identical")
        elif len(ids) > 1:
            yield from _by_title(
                rule, f"{_SHARED[rule]} {value}", {number: face(rows[number]) for number in in_order(ids)}
            )


def _star(outcome: str, rule: str, ids: list[Id], score: int, *reasons: str) -> Iterator[Finding]:
    for other in ids[1:]:
        yield outcome, pair(ids[0], other, rule, score, *reasons)


def _by_title(rule: str, shared: str, faces: dict[Id, Face]) -> Iterator[Finding]:
    """Compare the rows that share an identifier: equal titles at once, then one row for each title."""
    alike: dict[tuple[str, ...], list[Id]] = defaultdict(list)
    for number, it in faces.items():
        alike[(it.title,) if it.title else ("", it.year, it.author)].append(number)
    for ids in alike.values():
        if len(ids) > 1:
            meaning, score, words = compare(faces[ids[0]], faces[ids[1]])
            yield from _star(_OUTCOMES[meaning], rule, ids, score, shared, words)
    heads = [ids[0] for ids in alike.values()]
    for a, b in _candidates(heads, faces):
        meaning, score, words = compare(faces[a], faces[b])
        if len(heads) <= _MANY or meaning == "agree":
            yield _OUTCOMES[meaning], pair(a, b, rule, score, shared, words)


def _candidates(heads: list[Id], faces: dict[Id, Face]) -> Iterable[tuple[Id, Id]]:
    """Every pair of a few; of many only those next to each other by title, where cut subtitles and typos end up."""
    if len(heads) <= _MANY:
        return combinations(heads, 2)
    return pairwise(sorted((head for head in heads if faces[head].title), key=lambda head: faces[head].title))
