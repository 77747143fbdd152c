"""Citations that were joined into others: which they are, where they count, and where they went in words."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from studies.models import Citation, Record
from studies.models.searching import BatchState
from studies.queries.votes import pieces


def counts() -> Case:
    """Does a citation count? It must not be joined into another, and a batch that counts must have brought it."""
    brought = Record.objects.filter(citation=OuterRef("pk"), batch__state=BatchState.LOADED)
    return Case(
        When(Q(Exists(brought), into=None), then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def whereabouts(citation: Citation) -> str:
    """A sentence; empty for one that stands."""
    if citation.into:
        return f"Citation {citation.number} was joined into citation {citation.into.number}."
    return "" if citation.standing else f"Citation {citation.number} came with batches that were withdrawn."


def joined_into(keys: Sequence[int]) -> dict[int, list[int]]:
    """By citation those that were joined into it: what is said of it speaks for them."""
    found: dict[int, list[int]] = defaultdict(list)
    for some in pieces(keys):
        for key, into in Citation.objects.filter(into__in=some).order_by("pk").values_list("pk", "into"):
            found[into].append(key)
    return found


def standing_for(keys: Sequence[int]) -> list[int]:
    """A vote that is taken back may lie on a citation that was joined into another: there it counts."""
    into = {
        key: root
        for some in pieces(keys)
        for key, root in Citation.objects.filter(pk__in=some, into__isnull=False).values_list("pk", "into")
    }
    return list(dict.fromkeys(into.get(key, key) for key in keys))
