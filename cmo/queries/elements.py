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
    """The short name of every element of these configurations, by the keys of both; one query, no objects."""
    elements: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    rows = Element.objects.filter(configuration__in=configurations)
    for configuration, role, order, key in rows.values_list("configuration", "role", "order", "pk"):
        elements[configuration].append((_TOLD.index(role), order, key, role))
    named: dict[int, str] = {}
    for each in elements.values():
        each.sort()
        short = codes([Part(role, "") for *_, role in each])
        named.update((key, code) for (*_, key, _), code in zip(each, short, strict=True))
    return named
