"""What `verify` recomputes of batches, records and citations."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, F

from reviews.models import Review
from reviews.verification import Check, append_only, numbers_run, verifies
from studies.canonical import canonical
from studies.models import FIELDS, Record
from studies.models.searching import BatchState
from studies.queries.searching import tallies

PIECE, SHOWN = 2000, 20


@verifies
def searching(review: Review) -> Iterator[Check]:
    yield numbers_run(review, "search_round", review.search_rounds.all())
    yield numbers_run(review, "batch", review.batches.all())
    yield numbers_run(review, "record", review.records.all())
    yield _entries(review)
    yield _placed(review)
    yield _first_records(review)
    yield _canonical(review)
    yield from append_only(Record)


def _entries(review: Review) -> Check:
    """Entries in = records + rejected: as the batch's event told when it was loaded, and as they stand now."""
    batches = {batch.pk: batch for batch in review.batches.filter(state=BatchState.LOADED)}
    told = {}
    for key, after in review.events.filter(object_type="batch", verb="loaded").values_list("object_id", "after"):
        told[key] = [after["records"], after["rejected"]]
    found = tallies(batches)
    return Check(
        "records and rejected entries of each loaded batch",
        {batches[key].number: told.get(key) for key in batches},
        {batches[key].number: [found[key].records, found[key].rejected] for key in batches},
    )


def _placed(review: Review) -> Check:
    """Every record of a loaded batch stands in a citation."""
    loaded = review.records.filter(batch__state=BatchState.LOADED)
    return Check("loaded records without a citation", 0, loaded.filter(citation=None).count())


def _first_records(review: Review) -> Check:
    """Each citation has one record that founded it; all others say by which rule they were joined."""
    founding = review.records.filter(citation__isnull=False, join_rule="")
    counted = founding.aggregate(records=Count("pk"), citations=Count("citation", distinct=True))
    citations = review.citations.count()
    return Check("citations and their founding records", [citations] * 2, list(counted.values()))


def _canonical(review: Review) -> Check:
    """The words of each citation are those that the rule chooses from its records."""
    chosen = {f"chosen_{name}": F(f"citation__{name}") for name in FIELDS}
    records = review.records.filter(citation__isnull=False).order_by("citation__number", "number")
    rows = records.values("citation__number", *FIELDS, **chosen).iterator(PIECE)
    wrong = [number for number, group in groupby(rows, itemgetter("citation__number")) if _differ(list(group))]
    return Check("citations whose words are not those of the rule", [], wrong[:SHOWN])


def _differ(rows: list[dict[str, str]]) -> bool:
    return any(rows[0][f"chosen_{name}"] != value for name, value in canonical(rows, FIELDS).items())
