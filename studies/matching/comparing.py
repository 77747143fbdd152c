"""Compares faces, many pairs at once: for each field of each pair a level, how far it agrees."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from studies.matching import fields
from studies.matching.columns import Columns, Flags, Ints
from studies.matching.fields import Abstract, Authors, Container, Exact, Pages, Title, Year
from studies.matching.wording import reworded

Levels = NDArray[np.int8]
Scores = NDArray[np.float32]
_PIECE = 100_000  # pairs whose texts are held at once


@dataclass(slots=True)
class Compared:
    """Pairs of faces (`a`, `b`: their places) and the level of each field, one number a pair."""

    a: Ints
    b: Ints
    ratio: Scores  # of the titles, 0 to 100
    title: Levels
    contained: Flags  # one title is the beginning or the end of the other
    clash: Flags  # numbers in the titles differ
    kinds: Flags  # one corrects or answers, the other does not
    length: Ints  # of the shorter title
    authors: Levels
    year: Levels
    container: Levels
    volume: Levels
    issue: Levels
    pages: Levels
    doi: Levels
    pmid: Levels
    accession: Flags  # the same number in a database
    abstract: Levels
    isbn: Flags  # an ISBN in common
    crowded: Flags  # their DOI has many titles: that of a whole supplement
    generic: Flags  # a title that says little: "Editorial"
    ranged: Flags  # several pages of an article, not one of a supplement
    supplement: Flags  # one of the two is on a page of a supplement
    meeting: Flags  # both in proceedings, whose names are never written twice the same way
    single: Flags  # both by one author
    several: Flags  # both by three and more
    cochrane: Flags  # two versions of a review that is kept up to date have the same title and place


def compare(columns: Columns, a: Ints, b: Ints) -> Compared:
    """Compare the faces at `a` with those at `b`."""
    ratio = ratios([it.words for it in columns.faces], a, b)
    title, contained = _titles(columns, a, b, ratio)
    return Compared(
        a=a,
        b=b,
        ratio=ratio,
        title=title,
        contained=contained,
        clash=columns.parts[a] != columns.parts[b],
        kinds=columns.kind[a] != columns.kind[b],
        length=np.minimum(columns.length[a], columns.length[b]),
        authors=_authors(columns, a, b),
        year=_years(columns, a, b),
        container=_containers(columns, a, b),
        volume=_volumes(columns, a, b),
        issue=exact(columns.issue, a, b),
        pages=_pages(columns, a, b),
        doi=_dois(columns, a, b),
        pmid=exact(columns.pmid, a, b),
        accession=exact(columns.accession, a, b) == Exact.EQUAL,
        abstract=_abstracts(columns, a, b),
        isbn=_isbns(columns, a, b),
        **{name: getattr(columns, name)[a] & getattr(columns, name)[b] for name in ("crowded", "meeting", "cochrane")},
        supplement=columns.supplement[a] | columns.supplement[b],
        generic=columns.generic[a] | columns.generic[b],
        ranged=columns.ranged[a] & columns.ranged[b],
        several=np.minimum(columns.count[a], columns.count[b]) > 2,
        single=np.maximum(columns.count[a], columns.count[b]) < 2,
    )


def ratios(texts: Sequence[str], a: Ints, b: Ints, cutoff: float = 0.0) -> Scores:
    """Return for each pair of texts how far they agree, 0 to 100; 0 for less than `cutoff`."""
    found = np.empty(len(a), dtype=np.float32)
    for at in range(0, len(a), _PIECE):
        one, other = (list(map(texts.__getitem__, side[at : at + _PIECE].tolist())) for side in (a, b))
        found[at : at + _PIECE] = cpdist(
            one, other, scorer=fuzz.ratio, score_cutoff=cutoff, dtype=np.float32, workers=1
        )
    return found


def exact(codes: Ints, a: Ints, b: Ints) -> Levels:
    """The levels of a field that agrees or does not."""
    said = (codes[a] != 0) & (codes[b] != 0)
    return np.where(said, np.where(codes[a] == codes[b], Exact.EQUAL, Exact.DIFFER), Exact.ABSENT).astype(np.int8)


def _titles(columns: Columns, a: Ints, b: Ints, ratio: Scores) -> tuple[Levels, Flags]:
    one, other = columns.words[a], columns.words[b]
    level = np.full(len(a), Title.DIFFER, dtype=np.int8)
    level[ratio >= fields.NEAR] = Title.NEAR
    level[one == other] = Title.EQUAL
    level[(one == 0) | (other == 0)] = Title.ABSENT
    contained = np.zeros(len(a), dtype=np.bool_)
    for at in np.flatnonzero(level == Title.DIFFER).tolist():
        x, y = columns.faces[a[at]], columns.faces[b[at]]
        contained[at] = fields.contained(x, y)
        level[at] = Title.ALIKE if contained[at] else fields.title(x, y, float(ratio[at]))
    for at in np.flatnonzero(level == Title.NEAR).tolist():
        if reworded(columns.faces[a[at]].title.text, columns.faces[b[at]].title.text):
            level[at] = Title.ALIKE
    return level, contained


def _authors(columns: Columns, a: Ints, b: Ints) -> Levels:
    one, other = columns.families[a], columns.families[b]
    level = np.where(one == other, Authors.SAME, Authors.DIFFER).astype(np.int8)
    level[(one == 0) | (other == 0)] = Authors.ABSENT
    for at in np.flatnonzero(level == Authors.DIFFER).tolist():
        level[at] = fields.authors(columns.faces[a[at]], columns.faces[b[at]])
    return level


def _years(columns: Columns, a: Ints, b: Ints) -> Levels:
    one, other = columns.year[a], columns.year[b]
    level = np.array((Year.EQUAL, Year.NEXT, Year.CLOSE, Year.DIFFER), dtype=np.int8)[
        np.minimum(np.abs(one - other), 3)
    ]
    return np.where((one == 0) | (other == 0), Year.ABSENT, level).astype(np.int8)


def _containers(columns: Columns, a: Ints, b: Ints) -> Levels:
    """Each two names are compared once; an ISSN in common is looked for where they differ."""
    one, other = columns.container[a], columns.container[b]
    level = np.where(one == other, Container.EQUAL, Container.DIFFER).astype(np.int8)
    level[(one == 0) | (other == 0)] = Container.ABSENT
    known: dict[tuple[int, int], bool] = {}
    for at in np.flatnonzero(level == Container.DIFFER).tolist():
        x, y = columns.faces[a[at]], columns.faces[b[at]]
        names = (int(one[at]), int(other[at]))
        if names not in known:
            known[names] = fields.containers_agree(x, y)
        if known[names] or not set(x.serials).isdisjoint(y.serials):
            level[at] = Container.AGREE
    return level


def _volumes(columns: Columns, a: Ints, b: Ints) -> Levels:
    """A year in place of a volume says nothing against one."""
    level = exact(columns.volume, a, b)
    level[(level == Exact.DIFFER) & (columns.yearly[a] != columns.yearly[b])] = Exact.ABSENT
    return level


def _pages(columns: Columns, a: Ints, b: Ints) -> Levels:
    """START: one gives no last page; NEAR: same first page, another last; OTHER: an article number against pages."""
    first, last = exact(columns.first, a, b), exact(columns.last, a, b)
    one, other = columns.from_[a], columns.from_[b]
    ends = np.maximum(columns.to[a], one), np.maximum(columns.to[b], other)
    strange = (one == 0) | (other == 0) | (columns.lettered[a] != columns.lettered[b]) | _sizes_differ(one, other)
    both = (columns.to[a] == columns.to[b]) & (columns.to[a] != 0)
    level = np.full(len(a), Pages.DIFFER, dtype=np.int8)
    for which, found in (
        (np.maximum(one, other) <= np.minimum(*ends), Pages.OVERLAP),
        (strange, Pages.OTHER),
        (both, Pages.OVERLAP),
        ((one == other) & (one != 0), Pages.NEAR),
        (columns.ahead[a] != columns.ahead[b], Pages.OTHER),
        (first == Exact.EQUAL, Pages.NEAR),
        ((first == Exact.EQUAL) & (last == Exact.ABSENT), Pages.START),
        ((first == Exact.EQUAL) & (columns.last[a] == columns.last[b]), Pages.SAME),
        (first == Exact.ABSENT, Pages.ABSENT),
    ):
        level[which] = found
    for at in np.flatnonzero((columns.dated[a] | columns.dated[b]) & (first != Exact.ABSENT)).tolist():
        level[at] = fields.dated_pages(columns.faces[a[at]], columns.faces[b[at]])
    return level


def _sizes_differ(one: Ints, other: Ints) -> Flags:
    """Whether two numbers are so far apart in length that they cannot count the same."""
    found: Flags = np.maximum(one, other) >= 1000 * np.maximum(np.minimum(one, other), 1)
    return found


def _dois(columns: Columns, a: Ints, b: Ints) -> Levels:
    """A DOI from an address speaks for, never against."""
    level = exact(columns.doi, a, b)
    any_doi = exact(columns.any_doi, a, b)
    level[(level == Exact.ABSENT) & (any_doi == Exact.EQUAL)] = Exact.EQUAL
    return level


def _isbns(columns: Columns, a: Ints, b: Ints) -> Flags:
    found = columns.book[a] & columns.book[b]
    for at in np.flatnonzero(found).tolist():
        found[at] = not set(columns.faces[a[at]].books).isdisjoint(columns.faces[b[at]].books)
    return found


def _abstracts(columns: Columns, a: Ints, b: Ints) -> Levels:
    """The levels of the abstracts, of which the beginnings are compared; other numbers in them are other findings."""
    level = np.where(columns.abstract[a] == columns.abstract[b], Abstract.SAME, Abstract.DIFFER).astype(np.int8)
    level[(columns.abstract[a] == 0) | (columns.abstract[b] == 0)] = Abstract.ABSENT
    open_ = np.flatnonzero(level == Abstract.DIFFER)
    score = ratios([it.abstract for it in columns.faces], a[open_], b[open_])
    level[open_] = np.digitize(score, (50, 80, 93)) + 1
    for at in open_[level[open_] == Abstract.SAME].tolist():
        if fields.renumbered(columns.faces[a[at]].abstract, columns.faces[b[at]].abstract):
            level[at] = Abstract.ALIKE
    return level
