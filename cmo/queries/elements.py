"""Elements in the order in which a configuration is told, with their short names: C1, M2, O1."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from cmo.completeness import LETTERS, Part, Role, codes, roles
from cmo.models import Configuration, Element
from reviews.models.review import Template

_TOLD = list(LETTERS)
_KNOWN = {role.id: role for template in Template for role in roles(template)}
_KNOWN = {name: _KNOWN[name] for name in _TOLD}


def roles_of(configuration: Configuration) -> list[Role]:
    """Those of the review's template, and those it has from before the template was changed."""
    asked = [role.id for role in roles(configuration.review.template)]
    held = set(configuration.elements.values_list("role", flat=True))
    return [role for name, role in _KNOWN.items() if name in held or name in asked]


def told(elements: Iterable[Element]) -> list[Element]:
    return sorted(elements, key=lambda each: (_TOLD.index(each.role), each.order))


def named(elements: Iterable[Element]) -> list[tuple[str, Element]]:
    """The elements of one configuration as they are told, each with its short name."""
    ordered = told(elements)
    return list(zip(codes([Part(each.role, each.text) for each in ordered]), ordered, strict=True))


def element_codes(configurations: Collection[int]) -> dict[int, str]:
    """The short name of every element of these configurations, by the keys of both; one query."""
    elements: dict[int, list[Element]] = defaultdict(list)
    for element in Element.objects.filter(configuration__in=configurations):
        elements[element.configuration_id].append(element)
    return {element.pk: code for each in elements.values() for code, element in named(each)}
