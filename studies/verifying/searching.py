"""Batches and the words of citations, recomputed from their records."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F

from reviews.models import Review
from reviews.verification import Check, append_only, numbers_run, verifies
from studies.canonical import canonical
from studies.intake import Labels, as_rows
from studies.models import FIELDS, Record
from studies.models.searching import MENDED, BatchState
from studies.queries.searching import tallies
from studies.search_index import unindexed

PIECE, SHOWN = 2000, 20


@verifies
def searching(review: Review) -> Iterator[Check]:
    yield numbers_run(review, "search_round", review.search_rounds.all())
    yield numbers_run(review, "batch", review.batches.all())
    yield numbers_run(review, "record", review.records.all())
    yield _entries(review)
    yield _mended(review)
    yield _labels(review)
    yield _canonical(review)
    missing = unindexed(review.citations.all()).values_list("number", flat=True)
    yield Check("citations that the search does not know", [], list(missing[:SHOWN]))
    yield from append_only(Record)


def _entries(review: Review) -> Check:
    """Entries in = records + rejected: counted while the file was read, told by its event, and as they stand now."""
    batches = {batch.pk: batch for batch in review.batches.filter(state=BatchState.LOADED)}
    told = {}
    for key, after in review.events.filter(object_type="batch", verb="loaded").values_list("object_id", "after"):
        told[key] = [after["records"], after["rejected"]]
    found = tallies(list(batches))
    return Check(
        "records and rejected entries of each loaded batch",
        {batches[key].number: [*told.get(key, []), batches[key].entries] for key in batches},
        {batches[key].number: [found[key].from_file, found[key].rejected, found[key].entries] for key in batches},
    )


def _mended(review: Review) -> Check:
    """Records made of rejected entries are as many as their events told, each in the batch of its entry."""
    told: dict[int, int] = defaultdict(int)
    for key, after in review.events.filter(object_type="batch", verb=MENDED).values_list("object_id", "after"):
        told[key] += after["records"]
    repaired = review.records.filter(mends__isnull=False, mends__batch=F("batch")).order_by().values("batch")
    return Check("mended entries", dict(told), dict(repaired.annotate(n=Count("pk")).values_list("batch", "n")))


def _labels(review: Review) -> Check:
    """The screening labels that a batch tells of are those of its records."""
    kept = {batch.pk: batch.labels for batch in review.batches.exclude(labels=[])}
    found: dict[int, Labels] = defaultdict(Counter)
    rows = review.records.filter(batch__in=kept).exclude(labels=[]).values_list("batch", "labels")
    for batch, labels in rows.iterator(PIECE):
        found[batch].update((each["tool"], each["reviewer"], each["stage"], each["verdict"]) for each in labels)
    return Check("screening labels of each batch", kept, {key: as_rows(found[key]) for key in kept})


def _canonical(review: Review) -> Check:
    """The words of each citation are those that the rule chooses from records that count, or that somebody gave it."""
    chosen = {f"chosen_{name}": F(f"citation__{name}") for name in FIELDS}
    counting = review.records.filter(citation__standing=True, batch__state=BatchState.LOADED)
    records = counting.order_by("citation__number", "number")
    rows = records.values("citation__number", "citation__edited", *FIELDS, **chosen).iterator(PIECE)
    wrong = [number for number, group in groupby(rows, itemgetter("citation__number")) if _differ(list(group))]
    return Check("citations whose words are not those of the rule", [], wrong[:SHOWN])


def _differ(rows: list[dict[str, Any]]) -> bool:
    words = canonical(rows, FIELDS, rows[0]["citation__edited"])
    return any(rows[0][f"chosen_{name}"] != value for name, value in words.items())
