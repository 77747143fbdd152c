"""The rules: which agreement of fields joins two records, which is a question, which a link, and their words.

They were written from what differs between true and false pairs of five labelled sets (docs/performance.md tells how
they do); each can be read aloud, and each that joins asks for two kinds of evidence beside the title.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studies.matching.comparing import Compared
from studies.matching.view import Flags, View


class Rule(NamedTuple):
    """A rule: its name, outcome ("join", "ask", "link"), words on screen, and the test; the first that holds counts."""

    name: str
    outcome: str
    words: str
    holds: Callable[[View], Flags]
    unlinked: str = ""  # the outcome where different versions of a work are not to be linked
    corrects: bool = False  # holds also where one of the two corrects or answers the other


def same_id(v: View) -> Flags:
    little = (v.other_volume | v.generic) & v.other_pages
    sure = v.titled & (v.hint | v.no_authors | v.told | v.range) & ~little
    changed = v.alike & v.some_authors & v.about_year & ~v.other_pages
    placed = v.similar & v.authors & v.this_year & v.start & ~v.other_volume
    retitled = (changed | placed) & ~v.crowded & ~v.other_abstract & (~v.supplement | v.abstracts | v.contained)
    return v.ids & (sure | retitled | (v.untitled & v.authors & v.this_year & ~v.crowded))


def same_place(v: View) -> Flags:
    known = v.journal & (v.some_authors | v.no_authors) & (v.pages | ~v.other_id)
    named = v.journal & v.hint & v.pages & v.this_year
    elsewhere = v.authors & v.pages & v.about_year & ~v.other_id
    little = v.generic & (v.other_id | (v.other_issue & ~v.told) | ~v.start)
    return v.titled & v.volume & v.near & v.near_year & (known | named | elsewhere) & ~little


def same_range(v: View) -> Flags:
    changed = v.similar & (v.journal & (v.some_authors | v.no_authors) | v.same_authors & v.alike)
    translated = v.journal & v.same_authors & (v.issue & ~v.single | v.several)
    here = v.volume & v.near & v.this_year & v.journal & v.same_authors & ~v.other_abstract
    single = here & v.alike & (v.told | v.ranged)
    cut = here & v.contained & v.start & (~v.supplement | v.abstracts)
    return ((v.range & (changed | translated)) | single | cut) & ~v.other_id & ~v.generic


def same_pages(v: View) -> Flags:
    unplaced = ~v.other_volume & v.any_journal & (v.some_authors | (v.no_authors & v.journal & v.equal))
    elsewhere = ~v.other_volume & v.authors & v.this_year & (v.ranged | v.told)
    wrong = v.journal & v.authors & v.this_year
    changed = v.alike & v.no_volume & v.ranged & v.pages & v.journal & v.some_authors & v.this_year
    found = v.titled & v.start & v.long & v.about_year & (unplaced | elsewhere | wrong) & ~v.other_id
    told = v.titled & v.pages & v.told & v.journal & v.same_authors & v.this_year
    return found | told | (changed & ~v.other_id & ~v.generic)


def same_volume(v: View) -> Flags:
    named = v.journal | (v.equal & v.same_authors & (v.issue | v.any_journal & v.this_year))
    by_authors = v.long & v.about_year & v.authors & v.open & named
    by_words = v.journal & v.this_year & v.told & (v.same_authors | v.no_authors) & ~v.other_pages
    unnumbered = v.other_issue & v.no_pages & ~v.told & ~v.lengthy  # a column of that name, perhaps, in each issue
    return v.titled & v.volume & ~v.other_id & ~unnumbered & (by_authors | by_words)


def same_words(v: View) -> Flags:
    journal = (
        v.journal
        & (v.this_year & v.open | v.meeting & v.about_year & (v.no_pages | v.odd))
        & (v.authors | v.some_authors & v.equal)
    )
    meeting = v.meeting & v.this_year & (v.same_authors | v.told) & (v.no_pages | v.odd)
    bare = v.equal & v.same_authors & v.any_journal & v.this_year & v.no_pages
    return v.titled & v.long & v.no_volume & ~v.other_id & ~v.other_abstract & (journal | meeting | bare)


def same_isbn(v: View) -> Flags:
    """A chapter has the ISBN of its book, with other pages or in a container that the book has not."""
    whole = v.no_pages | v.pages
    return v.isbn & v.titled & v.same_authors & v.about_year & v.any_journal & whole & ~v.other_id & ~v.generic


def contradictory(v: View) -> Flags:
    """What no chain of joins may bring together: two works by their numbers, whatever a third record says."""
    elsewhere = v.other_volume & v.other_pages & ~v.told
    named = v.other_id & ~(v.told & v.pages) & (v.other_pages | v.other_volume | ~v.similar)
    little = v.generic & (v.other_volume | v.other_pages | (v.other_issue & v.other_id))
    numbered = v.clash & ~v.told & ~v.overlap
    return (elsewhere | named | little | numbered) & ~v.ids


def doubtful_id(v: View) -> Flags:
    return v.ids & ~v.crowded & (v.similar | v.untitled | v.hint | (v.volume & v.start))


def doubtful_place(v: View) -> Flags:
    return (
        v.volume
        & v.pages
        & v.about_year
        & ~v.generic
        & ((v.journal & v.similar) | (v.journal & v.ranged & v.authors & ~v.single) | (v.titled & v.hint))
    )


def doubtful_words(v: View) -> Flags:
    twice = v.other_volume & ~v.pages & ~v.told
    known = v.titled & (v.some_authors & v.journal | (v.some_authors | v.told) & ~v.other_volume & ~v.other_pages)
    changed = v.alike & v.some_authors & v.this_year & ~v.other_volume & ~v.other_pages & ~v.other_id & v.any_journal
    told = v.told & v.alike & v.some_authors & v.journal
    nobody = v.equal & v.no_authors & ~v.other_volume & ~v.other_pages & ~v.other_issue & v.any_journal
    placed = v.other_volume | v.other_pages | v.other_issue | v.other_id | v.other_abstract
    short = v.short & v.equal & (v.some_authors | v.no_authors) & v.any_journal & ~placed
    return v.about_year & (v.long & (known | changed | told | nobody) & ~twice | short)


def elsewhere(v: View) -> Flags:
    return v.titled & v.long & v.some_authors & v.near_year


TABLE = (
    Rule(
        "correction",
        "link",
        "one corrects or answers the other",
        lambda v: v.kinds & v.alike & (v.hint | v.no_authors),
        "ask",
        corrects=True,
    ),
    Rule(
        "version",
        "link",
        "versions of a review that is kept up to date",
        lambda v: v.cochrane & v.titled & v.hint & ~v.ids & (~v.this_year | v.other_id),
        "join",
    ),
    Rule("same_doi", "join", "same DOI, titles agree", lambda v: v.doi & same_id(v)),
    Rule("same_pmid", "join", "same PMID, titles agree", lambda v: v.pmid & same_id(v)),
    Rule("same_accession", "join", "same number in a database, titles agree", same_id),
    Rule("same_place", "join", "same journal, volume and pages, titles agree", same_place),
    Rule("same_range", "join", "same pages of a volume, titles alike", same_range),
    Rule("same_pages", "join", "same pages, titles and authors agree", same_pages),
    Rule("same_volume", "join", "same journal and volume, titles and authors agree", same_volume),
    Rule("same_words", "join", "titles, authors, journal and year agree", same_words),
    Rule("same_isbn", "join", "same ISBN, titles and authors agree", same_isbn),
    Rule("doubtful_id", "ask", "same DOI, PMID or number in a database, but other fields leave it open", doubtful_id),
    Rule("doubtful_place", "ask", "same volume and pages, but other fields leave it open", doubtful_place),
    Rule("doubtful_words", "ask", "titles agree, but other fields leave it open", doubtful_words),
    Rule("elsewhere", "link", "the same title and authors elsewhere: an abstract, or published again", elsewhere),
)


def decided(compared: Compared) -> NDArray[np.int8]:
    """Return for each pair the place in TABLE of the first rule that holds, -1 where none does: these stay apart."""
    view = View(compared)
    found = np.full(len(compared.a), -1, dtype=np.int8)
    for place, rule in reversed(list(enumerate(TABLE))):
        found[rule.holds(view) & (rule.corrects | ~view.kinds)] = place
    return found


def contradictions(compared: Compared) -> Flags:
    """Return for each pair whether no chain of other joins may bring it together."""
    return contradictory(View(compared))


_WEIGHTS = (
    ("title", 4.0, 5),
    ("authors", 2.0, 5),
    ("year", 1.0, 4),
    ("container", 1.0, 3),
    ("volume", 1.5, 2),
    ("pages", 2.5, 6),
    ("doi", 3.0, 2),
    ("pmid", 3.0, 2),
    ("abstract", 2.0, 4),
)


def scores(compared: Compared) -> NDArray[np.int64]:
    """Return for each pair from 0 to 100 how much of what both records say agrees: the order of joining and asking."""
    points, total = np.zeros(len(compared.a)), np.zeros(len(compared.a))
    for name, weight, best in _WEIGHTS:
        level = getattr(compared, name).astype(np.float64)
        total += weight * (level > 0)
        points += weight * np.maximum(level - 1, 0) / (best - 1)
    return np.rint(100 * points / np.maximum(total, 1)).astype(np.int64)
