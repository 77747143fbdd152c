"""Brings rows before the rules: reads them, finds the pairs worth comparing, and says what the rules make of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from studies.matching.blocking import Numbers, pairs, shared, table
from studies.matching.columns import Columns, Flags, Ints
from studies.matching.comparing import Compared, compare, ratios
from studies.matching.faces import Face, Row, face
from studies.matching.pairs import Id

_SIMILAR, _ALIKE = 50.0, 85.0  # titles that agree less need the same first author or page, or a strong key
_MANY = 3  # a DOI with more titles than this belongs to a whole supplement: it says nothing about a work
_COMMON = 12  # a title of more first authors and years than this says nothing either


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
    """The DOI of more than a few titles, and the titles of more than a few works."""
    titles: dict[str, set[str]] = defaultdict(set)
    works: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for it in faces:
        if it.doi:
            titles[it.doi].add(it.words)
        works[it.words].add((it.families[:1], it.year))
    many = (doi for doi, found in titles.items() if len(found) > _MANY)
    return frozenset([*many, *(words for words, found in works.items() if len(found) > _COMMON)])


def compared(it: Read, new: Sequence[bool]) -> Compared:
    """Compare what is worth comparing; pairs in which neither is `new` are left out."""
    groups: dict[Face, list[int]] = defaultdict(list)
    for at, known in enumerate(it.faces):
        groups[known].append(at)
    heads = np.array([group[0] for group in groups.values()], dtype=np.int64)
    twins = [(group[0], other) for group in groups.values() for other in group[1:]]
    distinct = [it.faces[at] for at in heads]
    keys_ = table(distinct)
    a, b = pairs(keys_, _order(distinct))
    strong = shared(keys_, a, b)
    a, b = heads[a], heads[b]
    worth = _worth(it.columns, a, b, strong)
    a, b = a[worth], b[worth]
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


def _worth(columns: Columns, a: Ints, b: Ints, strong: Flags) -> Flags:
    """Whether pairs can be anything but apart: of most that only share words of a title that is seen at once."""
    alike = ratios([it.words for it in columns.faces], a, b, _SIMILAR)
    author = (columns.author[a] == columns.author[b]) & (columns.author[a] != 0)
    page = (columns.first[a] == columns.first[b]) & (columns.first[a] != 0)
    nobody = (columns.author[a] == 0) | (columns.author[b] == 0)
    numbers = columns.parts[a] == columns.parts[b]
    worth: Flags = strong | ((alike >= _SIMILAR) & (author | page)) | ((alike >= _ALIKE) & (numbers | nobody))
    return worth
