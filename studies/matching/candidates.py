"""Brings rows before the rules: reads them, finds the pairs worth comparing, and says what the rules make of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from studies.matching.blocking import ABSTRACT, DOI, PLACE, PMID, Numbers, hashed, pairs
from studies.matching.columns import Columns
from studies.matching.comparing import Compared, compare, ratios
from studies.matching.faces import Face, Row, face
from studies.matching.pairs import Id

_WORTH = 55.0  # titles that agree less are compared only where an identifier, a place or an abstract is shared
_MANY = 3  # a DOI with more titles than this belongs to a whole supplement: it says nothing about a work


@dataclass(slots=True)
class Read:
    """Rows in the order of their ids, read; `twins` are pairs of places with equal faces, found without comparing."""

    ids: list[Id]
    rows: list[Row]
    faces: list[Face]
    columns: Columns


def read(rows: dict[Id, Row], order: Sequence[Id]) -> Read:
    """Read rows, whose order makes no difference."""
    listed = [rows[number] for number in order]
    faces = [face(row) for row in listed]
    return Read(list(order), listed, faces, Columns(faces, _crowds(faces)))


def _crowds(faces: Iterable[Face]) -> frozenset[str]:
    titles: dict[str, set[str]] = defaultdict(set)
    for it in faces:
        if it.doi:
            titles[it.doi].add(it.words)
    return frozenset(doi for doi, found in titles.items() if len(found) > _MANY)


def compared(it: Read, new: Sequence[bool]) -> Compared:
    """Compare what is worth comparing; pairs in which neither is `new` are left out."""
    groups: dict[Face, list[int]] = defaultdict(list)
    for at, known in enumerate(it.faces):
        groups[known].append(at)
    heads = np.array([group[0] for group in groups.values()], dtype=np.int64)
    twins = [(group[0], other) for group in groups.values() for other in group[1:]]
    distinct = [it.faces[at] for at in heads]
    table = hashed(distinct)
    a, b = pairs(table, _order(distinct))
    worth = _worth(distinct, table, a, b)
    a, b = heads[a[worth]], heads[b[worth]]
    if twins:
        one, other = np.array(twins, dtype=np.int64).T
        a, b = np.concatenate((a, one)), np.concatenate((b, other))
    fresh = np.array(new, dtype=np.bool_)
    either = fresh[a] | fresh[b] if len(a) else np.empty(0, dtype=np.bool_)
    return compare(it.columns, a[either], b[either])


def _order(faces: Sequence[Face]) -> Numbers:
    """Rank faces by what is in them, so that those next to each other in a crowded block are alike."""
    by = sorted(range(len(faces)), key=lambda at: _rank(faces[at]))
    order = np.empty(len(faces), dtype=np.int64)
    order[by] = np.arange(len(faces))
    return order


def _rank(it: Face) -> tuple[object, ...]:
    return it.words, it.year, it.families, it.volume, it.first, it.doi, it.container, it.abstract, it.issue, it.pmid


def _worth(faces: Sequence[Face], table: Numbers, a: Numbers, b: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    alike = ratios([it.words for it in faces], a, b, _WORTH) >= _WORTH
    for kind in (DOI, PMID, PLACE, ABSTRACT):
        alike |= (table[a, kind] == table[b, kind]) & (table[a, kind] != 0)
    return alike
