"""Configurations as lists and pages tell them: parts, completeness, what they lack, what speaks for and against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cmo.completeness import Part, label, lacks, roles, statement
from cmo.explained import explanation_names
from cmo.models import Configuration, Element, Evidence, Stance
from cmo.queries.elements import named
from reviews.models import Review

COMPLETE, PARTIAL, NONE = "complete", "partial", "none"


@dataclass(frozen=True)
class Row:
    """One configuration of a list; `parts` are its elements with their short names."""

    configuration: Configuration
    parts: list[tuple[str, Element]]
    completeness: str
    explanation: str


@dataclass(frozen=True)
class Quoted:
    """One element with the quotations it rests on."""

    code: str
    element: Element
    evidence: list[Evidence]


@dataclass(frozen=True)
class Told:
    """One configuration with all that speaks to it; `whole` is said of it, not of one of its elements."""

    elements: list[Quoted]
    whole: list[Evidence]
    statement: str
    completeness: str
    lacks: list[str]
    documents: int
    explanation: str


def configurations(review: Review, asked: Mapping[str, str]) -> QuerySet[Configuration]:
    """Narrowed by `completeness` (complete, partial), `explanation` (its name, or none), `document` (its number),
    `quoted` (yes, no), `stance`, and `q`, words of title or elements; `removed` asks for those taken away.
    """
    rows = review.configurations.filter(removed_at__isnull=not asked.get("removed"))
    rows = _by_completeness(rows, asked.get("completeness", ""), review)
    if asked.get("document", "").isdecimal():
        rows = rows.filter(pk__in=_speaking(review, passage__text__document__number=asked["document"]))
    if asked.get("stance") in Stance.values:
        rows = rows.filter(pk__in=_speaking(review, stance=asked["stance"]))
    if asked.get("quoted"):
        rows = rows.exclude(evidence=None) if asked["quoted"] == "yes" else rows.filter(evidence=None)
    if asked.get("explanation"):
        rows = _by_explanation(rows, asked["explanation"], review)
    for word in asked.get("q", "").split():
        of_element = Element.objects.filter(text__icontains=word).values("configuration")
        rows = rows.filter(Q(title__icontains=word) | Q(pk__in=of_element))
    return rows


def listed(rows: Iterable[Configuration], review: Review) -> list[Row]:
    """`rows` have their elements prefetched; one query for the explanations."""
    names = explanation_names(review)
    told = []
    for configuration in rows:
        parts = named(configuration.elements.all())
        known = label(review.template, [Part(each.role, each.text) for _, each in parts])
        told.append(Row(configuration, parts, known, names.get(configuration.pk, "")))
    return told


def tell(configuration: Configuration) -> Told:
    """Everything on one configuration; a constant number of queries."""
    review = configuration.review
    evidence = list(
        configuration.evidence.select_related("coder", "passage__review", "passage__text__document__citation").order_by(
            "passage__text__document__number", "passage__start"
        )
    )
    elements = [
        Quoted(code, element, [each for each in evidence if each.element_id == element.pk])
        for code, element in named(configuration.elements.all())
    ]
    parts = [Part(each.element.role, each.element.text, len(each.evidence)) for each in elements]
    documents = len({each.passage.text.document_id for each in evidence if each.stance != Stance.REFUTES})
    return Told(
        elements=elements,
        whole=[each for each in evidence if each.element_id is None],
        statement=statement(parts),
        completeness=label(review.template, parts),
        lacks=lacks(review.template, parts, documents, any(each.stance != Stance.SUPPORTS for each in evidence)),
        documents=documents,
        explanation=explanation_names(review).get(configuration.pk, ""),
    )


def _speaking(review: Review, **of: object) -> QuerySet[Evidence]:
    return Evidence.objects.filter(configuration__review=review, **of).values("configuration")


def _by_completeness(rows: QuerySet[Configuration], asked: str, review: Review) -> QuerySet[Configuration]:
    """Complete is one with a role of every letter of the template."""
    if asked not in (COMPLETE, PARTIAL):
        return rows
    complete = review.configurations.all()
    for letter in {role.letter for role in roles(review.template)}:
        complete = complete.with_roles(*(role.id for role in roles(review.template) if role.letter == letter))
    keys = complete.values("pk")
    return rows.filter(pk__in=keys) if asked == COMPLETE else rows.exclude(pk__in=keys)


def _by_explanation(rows: QuerySet[Configuration], asked: str, review: Review) -> QuerySet[Configuration]:
    names = explanation_names(review)
    if asked == NONE:
        return rows.exclude(pk__in=names)
    return rows.filter(pk__in=[key for key, name in names.items() if name == asked])
