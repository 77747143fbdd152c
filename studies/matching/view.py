"""What the rules speak of: levels of agreement turned into words, each a flag for each pair."""

import numpy as np
from numpy.typing import NDArray

from studies.matching.comparing import Compared
from studies.matching.fields import Abstract, Authors, Container, Exact, Pages, Title, Year

Flags = NDArray[np.bool_]


class View:
    """What the rules speak of, in their own words; each a flag a pair."""

    def __init__(self, c: Compared) -> None:
        self._titles(c)
        self._people_and_years(c)
        self._places(c)
        self._others(c)

    def _titles(self, c: Compared) -> None:
        self.equal: Flags = c.title == Title.EQUAL
        self.titled: Flags = (c.title >= Title.NEAR) & ~(c.clash & (c.abstract < Abstract.SAME))
        self.alike: Flags = (c.title >= Title.ALIKE) & ~(c.clash & (c.abstract < Abstract.SAME))
        self.contained: Flags = c.contained & ~c.clash
        self.similar: Flags = c.title >= Title.SIMILAR
        self.untitled: Flags = c.title == Title.ABSENT
        self.short: Flags = (c.length < 30) & ~c.generic
        self.long: Flags = (c.length >= 30) & ~c.generic
        self.lengthy: Flags = (c.length >= 60) & ~c.generic
        self.generic: Flags = c.generic
        self.clash: Flags = c.clash

    def _others(self, c: Compared) -> None:
        self.crowded: Flags = c.crowded
        self.cochrane: Flags = c.cochrane
        self.isbn: Flags = c.isbn
        self.told: Flags = c.abstract == Abstract.SAME
        self.abstracts: Flags = c.abstract >= Abstract.ALIKE
        self.other_abstract: Flags = c.abstract == Abstract.DIFFER
        self.doi: Flags = c.doi == Exact.EQUAL
        self.pmid: Flags = c.pmid == Exact.EQUAL
        self.ids: Flags = self.doi | self.pmid | c.accession
        self.other_id: Flags = (c.doi == Exact.DIFFER) | ((c.pmid == Exact.DIFFER) & (c.doi != Exact.EQUAL))

    def _people_and_years(self, c: Compared) -> None:
        self.same_authors: Flags = c.authors == Authors.SAME
        self.authors: Flags = c.authors >= Authors.FIRST
        self.some_authors: Flags = c.authors >= Authors.SHARE
        self.hint: Flags = c.authors >= Authors.HINT
        self.no_authors: Flags = c.authors == Authors.ABSENT
        self.single: Flags = c.single
        self.several: Flags = c.several
        self.this_year: Flags = c.year == Year.EQUAL
        self.about_year: Flags = (c.year >= Year.NEXT) | (c.year == Year.ABSENT)
        self.near_year: Flags = (c.year >= Year.CLOSE) | (c.year == Year.ABSENT)

    def _places(self, c: Compared) -> None:
        self.journal: Flags = c.container >= Container.AGREE
        self.meeting: Flags = c.meeting
        self.any_journal: Flags = c.container != Container.DIFFER
        self.volume: Flags = c.volume == Exact.EQUAL
        self.no_volume: Flags = c.volume == Exact.ABSENT
        self.other_volume: Flags = c.volume == Exact.DIFFER
        self.issue: Flags = c.issue == Exact.EQUAL
        self.other_issue: Flags = c.issue == Exact.DIFFER
        self.pages: Flags = c.pages == Pages.SAME
        self.start: Flags = c.pages >= Pages.START
        self.near: Flags = c.pages >= Pages.NEAR
        self.overlap: Flags = c.pages >= Pages.OVERLAP
        self.odd: Flags = c.pages == Pages.OTHER
        self.no_pages: Flags = c.pages == Pages.ABSENT
        self.other_pages: Flags = c.pages == Pages.DIFFER
        self.ranged: Flags = c.ranged
        self.range: Flags = self.volume & self.pages & self.ranged & self.this_year  # all but names the article
        self.supplement: Flags = c.supplement  # where one page holds many abstracts
        self.kinds: Flags = c.kinds & ~(self.volume & self.pages & self.this_year & self.hint)
        self.open: Flags = self.no_pages | self.odd | self.overlap
