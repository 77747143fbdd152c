"""Two people saving one object: the second learns what stands now, and nobody's work vanishes."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Stale(Exception):
    """Somebody saved the object since it was opened; `current` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__("Somebody saved this in the meantime.")
        self.current = current


def opened(objects: QuerySet[M], pk: int, revision: int) -> M:
    """The object locked for writing; raises Stale unless it still stands at `revision`."""
    found = objects.select_for_update().get(pk=pk)
    if found.revision != revision:
        raise Stale(found)
    found.revision += 1
    return found


def changed(target: Model, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set on `target` the values that differ; what they were, and what they are."""
    before = {name: getattr(target, name) for name, value in new.items() if getattr(target, name) != value}
    after = {name: new[name] for name in before}
    for name, value in after.items():
        setattr(target, name, value)
    return before, after
