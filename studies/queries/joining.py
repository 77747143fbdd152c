"""What matching reads of each record: enough to compare it, little enough for a million of them."""

from typing import Any

from django.db.models import Q

from reviews.models import Review
from studies.models import FIELDS
from studies.models.searching import BatchState

HEAVY = {"abstract", "keywords", "url", "language"}
COMPARED = tuple(name for name in FIELDS if name not in HEAVY)


def standing_rows(review: Review) -> list[dict[str, Any]]:
    """Records that stand in a citation or belong to a loaded batch, in the order of their numbers.

    The digest stands for the raw entry: equal digests are equal entries.
    """
    standing = Q(citation__isnull=False) | Q(batch__state=BatchState.LOADED)
    columns = ("id", "citation", "join_rule", "join_reasons", "digest", *COMPARED)
    rows = list(review.records.filter(standing).order_by("number").values(*columns))
    for row in rows:
        row["raw"] = row.pop("digest")
    return rows
