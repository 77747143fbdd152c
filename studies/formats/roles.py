"""Which tags of a tagged format hold what: one table a dialect, read by one mapping."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from studies.formats import kinds
from studies.formats.tokens import Block

Tags = dict[str, list[str]]
Codes = tuple[str, ...]
Ready = Callable[[Block, Tags, list[str]], None]


def _as_it_is(_block: Block, _tags: Tags, _said: list[str]) -> None:
    """Most dialects need nothing done to their tags."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roles:
    """The tags of a dialect by what they hold; of several the first with a value counts, save where all do.

    `ready` is asked first: it may add tags of its own, which begin with "=" and stand for something that the file
    holds under other tags (a volume inside a source line), and sentences about the entry. Tags without a role are
    kept as unknown.
    """

    ready: Ready = _as_it_is
    kind: Codes = ()
    kinds: Callable[[str], str] = kinds.from_ris
    title: Codes = ()
    book: Codes = ()  # the title too, where the entry is a book
    short: Codes = ()  # the title only where there is no other
    translated: Codes = ()  # the title where there is none in the original language
    authors: Codes = ()  # all of them
    editors: Codes = ()  # all of them, where nobody else is named
    dates: Codes = ()
    container: Codes = ()
    volume: Codes = ()
    issue: Codes = ()
    misc: Codes = ()  # an issue only where it looks like one
    start: Codes = ()  # first page, or all pages
    end: Codes = ()
    doi: Codes = ()
    doi_in: Codes = ()  # may hold a DOI among other things
    doi_named: Codes = ()  # of these, such as hold one only where they say so
    pmid: Codes = ()  # a bare number here is PubMed's
    pmid_named: Codes = ()  # holds a PubMed number where it says so
    pmid_from: tuple[tuple[re.Pattern[str], Codes], ...] = ()  # a bare number is PubMed's in such databases
    databases: Codes = ()
    numbers: Codes = ()  # ISSN and ISBN, all of them
    abstract: Codes = ()  # all of them
    keywords: Codes = ()  # all of them
    language: Codes = ()  # all of them
    urls: Codes = ()  # all of them
    id: Codes = ()
    noted: Codes = ()  # where other programs leave screening labels
    related: Mapping[str, str] = field(default_factory=dict)  # tag -> "Erratum in"
    shown: Codes = ()  # wholly shown by what `ready` makes of them
