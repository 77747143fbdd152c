"""One citation beside the records that it was made of, and the citations that it is linked to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from studies.canonical import canonical, chosen_from
from studies.matching import RULES
from studies.models import FIELDS, Citation, MatchPair, Record
from studies.models.matching import PairOutcome
from studies.models.searching import BatchState

LONG = 300


@dataclass(frozen=True)
class Cell:
    value: str
    differs: bool

    @property
    def repeats(self) -> bool:
        """A long text that says what stands above already."""
        return not self.differs and len(self.value) > LONG


@dataclass(frozen=True)
class Comparison:
    """One field: its words in the citation, from which record, and in each record, marked where they differ.

    `source` is None where somebody corrected the field (`edited`), or where no record that counts has it.
    """

    name: str
    label: str
    chosen: str
    source: Record | None
    edited: bool
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


def records_of(citation: Citation) -> list[Record]:
    """In the order of their numbers, each with the words of the rule that it was joined by (`rule_words`)."""
    records = list(citation.records.select_related("batch__round").order_by("number"))
    for record in records:
        record.rule_words = RULES.get(record.join_rule, record.join_rule)
    return records


def compared(citation: Citation, records: Sequence[Record]) -> list[Comparison]:
    """Fields that some record or a correction fills; a record that is silent does not differ."""
    rows, sources = [], _sources(records)
    for name in FIELDS:
        chosen, values = getattr(citation, name), [getattr(record, name) for record in records]
        edited = name in citation.edited
        if any(values) or edited:
            cells = [Cell(value, bool(value) and _folded(value) != _folded(chosen)) for value in values]
            label = str(Citation._meta.get_field(name).verbose_name)
            source = None if edited else sources[name]
            rows.append(Comparison(name, label[0].upper() + label[1:], chosen, source, edited, cells))
    return rows


def _sources(records: Sequence[Record]) -> dict[str, Record | None]:
    counting = [record for record in records if record.batch.state == BatchState.LOADED]
    chosen = chosen_from([_words(record) for record in counting], FIELDS)
    return {name: None if at is None else counting[at] for name, at in chosen.items()}


def words_of_records(citation: Citation) -> Mapping[str, str]:
    """What the rule chooses from the records that count, whatever was corrected."""
    counting = citation.records.filter(batch__state=BatchState.LOADED).order_by("number")
    return canonical(list(counting.values(*FIELDS)), FIELDS)


def _words(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name in FIELDS}


def _folded(value: str) -> str:
    """Case, spaces and a last full stop are no differences that a reader would want marked."""
    return " ".join(value.split()).casefold().rstrip(".")


@dataclass(frozen=True)
class Related:
    """Another citation that is not the same work, and what ties the two, in words."""

    citation: Citation
    reasons: str


def related(citation: Citation) -> list[Related]:
    """Errata, versions, replies and abstracts of it, or what it is one of, each citation once."""
    links = MatchPair.objects.filter(Q(a__citation=citation) | Q(b__citation=citation), outcome=PairOutcome.LINK)
    found: dict[int, Related] = {}
    for pair in links.select_related("a__citation__review", "b__citation__review"):
        for other in (pair.a.citation, pair.b.citation):
            if other is not None and other.pk != citation.pk:
                found.setdefault(other.pk, Related(other, pair.reasons or pair.rule))
    return list(found.values())
