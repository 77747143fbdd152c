"""What every page knows: the review it belongs to and what its reader may do there."""

from typing import Any

from reviews.access import CAPABILITIES, Capability
from reviews.models.review import Role


def workbench(request: Any) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {}
    held = CAPABILITIES[Role(member.role)]
    return {
        "review": member.review,
        "member": member,
        "may": {each.name: each in held for each in Capability},
    }
