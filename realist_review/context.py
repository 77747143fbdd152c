"""What every page knows: the review it belongs to, what its reader may do there, and where the method goes next."""

from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from reviews.access import CAPABILITIES, Capability
from reviews.models.review import Review, Role

# URL name and word of each step, in the order of the method.
STEPS = [
    ("overview", "Overview"),
    ("theory", "Theory"),
    ("search", "Search"),
    ("screen_title_abstract", "Screen"),
    ("documents", "Documents"),
    ("configurations", "Configurations"),
    ("explanations", "Explanations"),
    ("report", "Report"),
    ("people", "People"),
]

# Screens that have an address of their own and belong to a step all the same.
BELONGS = {"citations": "search", "duplicates": "search", "conflicts": "screen", "agreement": "screen"}


@dataclass(frozen=True)
class Tab:
    """One entry of the navigation; current on every screen below the same first part of the address."""

    name: str
    label: str
    url: str
    current: bool


def workbench(request: Any) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {}
    held = CAPABILITIES[Role(member.role)]
    return {
        "review": member.review,
        "member": member,
        "may": {each.name: each in held for each in Capability},
        "theory_word": member.review.get_spelling_display(),
        "nav": navigation(member.review, request.path),
    }


def navigation(review: Review, path: str) -> list[Tab]:
    home = review.get_absolute_url()
    here = _step(path, home)
    urls = [(name, label, reverse(name, args=[review.slug])) for name, label in STEPS if _stands(name)]
    return [Tab(name, label, url, _step(url, home) == here) for name, label, url in urls]


def _step(path: str, home: str) -> str:
    first = path.removeprefix(home).partition("/")[0]
    return BELONGS.get(first, first)


def _stands(name: str) -> bool:
    """While the screens are being built side by side; gone when all of them stand."""
    return name in get_resolver().reverse_dict or any(name in each.reverse_dict for each in _includes())


def _includes() -> list[URLResolver]:
    return [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
