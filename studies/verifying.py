"""What `verify` recomputes of batches, records, citations and the votes on them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F

from reviews.models import Review
from reviews.verification import Check, append_only, numbers_run, verifies
from studies.canonical import canonical
from studies.models import FIELDS, Criteria, Decision, Record, Resolution, Stage, State
from studies.models.searching import MENDED, BatchState
from studies.queries.searching import tallies
from studies.queries.votes import ballots, pieces, state_column, voter_column
from studies.search_index import unindexed

PIECE, SHOWN = 2000, 20


@verifies
def searching(review: Review) -> Iterator[Check]:
    yield numbers_run(review, "search_round", review.search_rounds.all())
    yield numbers_run(review, "batch", review.batches.all())
    yield numbers_run(review, "record", review.records.all())
    yield _entries(review)
    yield _mended(review)
    yield _placed(review)
    yield _first_records(review)
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
    """The words of each citation are those that the rule chooses from its records, or that somebody gave it."""
    chosen = {f"chosen_{name}": F(f"citation__{name}") for name in FIELDS}
    records = review.records.filter(citation__isnull=False).order_by("citation__number", "number")
    rows = records.values("citation__number", "citation__edited", *FIELDS, **chosen).iterator(PIECE)
    wrong = [number for number, group in groupby(rows, itemgetter("citation__number")) if _differ(list(group))]
    return Check("citations whose words are not those of the rule", [], wrong[:SHOWN])


def _differ(rows: list[dict[str, Any]]) -> bool:
    words = canonical(rows, FIELDS, rows[0]["citation__edited"])
    return any(rows[0][f"chosen_{name}"] != value for name, value in words.items())


@verifies
def screening(review: Review) -> Iterator[Check]:
    for stage in Stage.values:
        yield _states(review, stage)
        yield _last_words(review, stage)
    included = review.citations.filter(state_title_abstract=State.INCLUDED)
    missing = included.filter(document=None).values_list("number", flat=True)
    yield Check("included citations without a document", [], list(missing[:SHOWN]))
    yield numbers_run(review, "document", review.documents.all())
    versions = list(review.criteria.order_by("version").values_list("version", flat=True))
    yield Check("criteria versions", list(range(1, len(versions) + 1)), versions)
    yield from append_only(Decision, Resolution, Criteria)


def _states(review: Review, stage: str) -> Check:
    """The stored states, and whose vote stands alone, are those that the votes and resolutions amount to."""
    wrong: list[int] = []
    columns = ("pk", "number", state_column(stage), voter_column(stage))
    for rows in pieces(review.citations.order_by("number").values_list(*columns)):
        found = ballots([key for key, *_ in rows], stage)
        for key, number, state, voter in rows:
            if (found[key].outcome.state, found[key].voter) != (state, voter):
                wrong.append(number)
    return Check(f"citations whose state at {Stage(stage).label} is not that of their votes", [], wrong[:SHOWN])


def _last_words(review: Review, stage: str) -> Check:
    """A row that takes a vote back says again what stood before it: the last row is always what the reviewer says."""
    rows = review.decisions.filter(stage=stage).order_by("pk").values_list("citation", "reviewer", "verdict")
    last = {(citation, reviewer): verdict for citation, reviewer, verdict in rows}
    keys = list(dict.fromkeys(citation for citation, _ in last))
    said = {
        (citation, reviewer): vote.verdict
        for citation, ballot in ballots(keys, stage).items()
        for reviewer, vote in ballot.votes.items()
    }
    differ = [citation for (citation, by), verdict in last.items() if said.get((citation, by), "none") != verdict]
    return Check(f"votes taken back at {Stage(stage).label} that left another verdict", [], differ[:SHOWN])
