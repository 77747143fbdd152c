"""The words of a citation as they are read while deciding: sections told apart, the criteria's terms marked."""

from collections.abc import Sequence
from functools import cached_property

from studies.abstracts import Piece, Section, compile_terms, mark, read
from studies.models import Citation, Record
from studies.queries.criteria import Wording


class Words:
    def __init__(self, citation: Citation, wording: Wording) -> None:
        self.citation = citation
        self._terms = compile_terms(wording.terms_for, wording.terms_against)

    @cached_property
    def title(self) -> Sequence[Piece]:
        return mark(self.citation.title, self._terms)

    @cached_property
    def sections(self) -> Sequence[Section]:
        return read(self.citation.abstract, self._terms)

    @cached_property
    def records(self) -> list[Record]:
        return list(self.citation.records.select_related("batch").order_by("number"))

    @property
    def sources(self) -> list[str]:
        """The databases that brought it, each once."""
        return list(dict.fromkeys(record.batch.database for record in self.records if record.batch.database))
