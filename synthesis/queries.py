"""The theory as rows: every standing configuration in its place, with what speaks for and against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from cmo.completeness import Part, statement
from cmo.completeness import roles as template_roles
from cmo.models import Configuration, Evidence, Role, Stance
from reviews.models import Review
from synthesis.charts import HUES
from synthesis.graph import Configuration as Plain
from synthesis.models import Explanation
from synthesis.support import Support, support


@dataclass(frozen=True)
class Source:
    """A document that a configuration has passages from."""

    number: int
    label: str
    passages: int


@dataclass(frozen=True)
class Row:
    """One configuration. `roles` maps a role to its element texts in order; `sources` are in document order.

    `backing` are the numbers of the documents that support it.
    """

    configuration: Configuration
    explanation: Explanation | None
    place: int
    roles: dict[str, list[str]]
    sources: list[Source]
    backing: list[int]
    support: Support

    @property
    def url(self) -> str:
        return self.configuration.get_absolute_url()

    @property
    def cells(self) -> list[list[str]]:
        """The element texts of each role of the review's template, in its order."""
        return [self.roles[role.id] for role in template_roles(self.configuration.review.template)]

    @property
    def statement(self) -> str:
        return statement([Part(role, text) for role, texts in self.roles.items() for text in texts])


@dataclass(frozen=True)
class Group:
    """An explanation with its rows in order; without explanation, the configurations that are in none.

    `hue` is its colour everywhere, as `data-hue` knows it: of the drive, or one of those for the review's own.
    """

    explanation: Explanation | None
    hue: str
    rows: list[Row]


def explanations(review: Review) -> list[Explanation]:
    return list(review.explanations.filter(removed_at=None))


def theory_rows(review: Review) -> list[Row]:
    """By explanation, then place; those without an explanation last, by number. Six queries however many rows."""
    configurations = (
        review.configurations.standing()
        .select_related("membership__explanation")
        .prefetch_related("elements", "evidence__passage__text__document__citation")
    )
    return sorted(map(_row, configurations), key=_where)


def theory_groups(review: Review) -> list[Group]:
    rows = theory_rows(review)
    own = cycle(HUES[2:])
    groups = [
        Group(each, _hue(each, own), [row for row in rows if row.explanation == each]) for each in explanations(review)
    ]
    loose = [row for row in rows if row.explanation is None]
    return [*groups, Group(None, "", loose)] if loose else groups


def plain(groups: list[Group]) -> list[Plain]:
    """The configurations as `synthesis.graph` takes them; numbers on screen are the ids."""
    return [_plain(group, row) for group in groups for row in group.rows]


def _plain(group: Group, row: Row) -> Plain:
    return Plain(
        id=row.configuration.number,
        number=row.configuration.number,
        title=row.configuration.title,
        explanation=group.explanation.number if group.explanation else None,
        elements=[
            {"id": order, "role": role, "text": text, "order": order}
            for role, texts in row.roles.items()
            for order, text in enumerate(texts, 1)
        ],
        documents=row.backing,
    )


def _hue(explanation: Explanation, own: Iterator[str]) -> str:
    return explanation.drive if explanation.drive in HUES[:2] else next(own)


def _row(configuration: Configuration) -> Row:
    membership = getattr(configuration, "membership", None)
    explanation = membership.explanation if membership and not membership.explanation.removed_at else None
    evidence = list(configuration.evidence.all())
    roles: dict[str, list[str]] = {role: [] for role in Role.values}
    for element in sorted(configuration.elements.all(), key=lambda each: each.order):
        roles[element.role].append(element.text)
    return Row(
        configuration=configuration,
        explanation=explanation,
        place=membership.order if membership and explanation else 0,
        roles=roles,
        sources=_sources(evidence),
        backing=sorted({each.passage.text.document.number for each in evidence if each.stance == Stance.SUPPORTS}),
        support=_support(configuration.pk, evidence),
    )


def _support(key: int, evidence: list[Evidence]) -> Support:
    rows = [(key, each.passage.text.document_id, each.passage_id, each.stance) for each in evidence]
    return support([key], rows)[key]


def _sources(evidence: list[Evidence]) -> list[Source]:
    passages: dict[int, set[int]] = {}
    labels: dict[int, str] = {}
    for each in evidence:
        document = each.passage.text.document
        passages.setdefault(document.number, set()).add(each.passage_id)
        labels[document.number] = document.citation.short
    return [Source(number, labels[number], len(passages[number])) for number in sorted(passages)]


def _where(row: Row) -> tuple[bool, int, int, int]:
    explanation = row.explanation
    return (
        explanation is None,
        explanation.order if explanation else 0,
        row.place,
        row.configuration.number,
    )
