"""Which explanation a configuration belongs to: known by the layer above, which tells it here when the site starts."""

from collections.abc import Callable

from reviews.models import Review

Lookup = Callable[[Review], dict[int, str]]
_lookups: list[Lookup] = []


def explains(lookup: Lookup) -> Lookup:
    """Register `lookup(review)`: the name of the explanation by the key of each configuration that is in one."""
    _lookups.append(lookup)
    return lookup


def explanation_names(review: Review) -> dict[int, str]:
    names: dict[int, str] = {}
    for lookup in _lookups:
        names.update(lookup(review))
    return names
