"""What every page knows: the review it belongs to, what its reader may do there, and where the method goes next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

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
BELONGS = {
    "citations": "search",
    "duplicates": "search",
    "conflicts": "screen",
    "agreement": "screen",
    "trail": "report",
    "flow": "report",
    "records": "search",
    "settings": "",
}


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
    urls = [(name, label, reverse(name, args=[review.slug])) for name, label in STEPS]
    return [Tab(name, label, url, _step(url, home) == here) for name, label, url in urls]


def _step(path: str, home: str) -> str:
    first = path.removeprefix(home).partition("/")[0]
    return BELONGS.get(first, first)
