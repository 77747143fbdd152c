"""What matching reads of records: enough to compare them, little enough for a million of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from reviews.models import Review
from studies.holding import holding
from studies.matching import BEGINNING, VERSION, Pair, near
from studies.models import FIELDS, Batch, Citation, Document, MatchKey, MatchVerdict, ParkedJoin, Record
from studies.models.documents import Priority
from studies.models.matching import PUT_TOGETHER, Judgement, MatchVerdictQuerySet
from studies.models.searching import BatchState
from studies.partings import Tied
from studies.queries.votes import pieces

COMPARED = [name for name in FIELDS if name not in ("abstract", "keywords", "language")]
JUDGED = "judged"
BY_PEOPLE = (JUDGED, PUT_TOGETHER)
Row = dict[str, Any]
HELD = 4
TURN = "joining"  # a number of the review that every change of what stands together takes, one after the other


def rows(records: QuerySet[Record]) -> list[Row]:
    """In the order of their numbers. The digest stands for the raw entry: equal digests are equal entries."""
    columns = ("id", "number", "citation", "join_rule", "digest", *COMPARED)
    found = list(records.order_by("number").values(*columns, beginning=Left("abstract", BEGINNING)))
    for row in found:
        row["raw"], row["abstract"] = row.pop("digest"), row.pop("beginning")
    return found


def unplaced(review: Review) -> QuerySet[Record]:
    """Records of loaded batches that stand in no citation yet."""
    return review.records.filter(citation=None, batch__state=BatchState.LOADED)


def placed(review: Review) -> QuerySet[Record]:
    """Those of withdrawn batches are among them: what brings them again brings their citations back."""
    return review.records.filter(citation__isnull=False)


def counting() -> QuerySet[Record]:
    return Record.objects.filter(batch__state=BatchState.LOADED)


def silent(review: Review) -> set[int]:
    """Records of withdrawn batches: they bring nothing together that counts."""
    withdrawn = list(review.batches.filter(state=BatchState.WITHDRAWN).values_list("pk", flat=True))
    return set(review.records.filter(batch__in=withdrawn).values_list("pk", flat=True)) if withdrawn else set()


def tied(citations: Collection[int]) -> Iterator[tuple[int, Tied]]:
    """The records of these citations, with the citation of each, in the order of their numbers."""
    columns = ("pk", "citation", "home", "citation__first", "joined_to", "join_rule", "batch__state")
    found = Record.objects.filter(citation__in=citations).order_by("number").values_list(*columns)
    for key, citation, home, first, to, rule, state in found:
        beside = (to or first) if rule else None
        yield citation, Tied(key, beside, state == BatchState.LOADED, rule in BY_PEOPLE, home == citation)


def waiting_for(batch: Batch) -> int:
    """How many joins are made again when the batch is brought back."""
    if batch.state != BatchState.WITHDRAWN:
        return 0
    return ParkedJoin.objects.filter(Q(record__batch=batch) | Q(to__batch=batch)).count()


def beside(review: Review, keys: Sequence[bytes]) -> list[Row]:
    """Placed records that have a key in common with these, and all others of their citations."""
    stored = list(MatchKey.objects.filter(review=review, version=VERSION).values_list("record", "keys"))
    found = near(keys, [bytes(packed) for _, packed in stored])
    citations = set[int]()
    for some in pieces(stored[at][0] for at in found):
        citations.update(placed(review).filter(pk__in=some).values_list("citation", flat=True))
    return [row for some in pieces(sorted(citations)) for row in rows(review.records.filter(citation__in=some))]


def ordered(found: Iterable[Row]) -> list[Row]:
    return sorted(found, key=lambda row: int(row["number"]))


def without_keys(review: Review) -> QuerySet[Record]:
    """Placed records whose keys are missing, or of other rules than today's."""
    kept = MatchKey.objects.filter(review=review, version=VERSION).values("record")
    return placed(review).exclude(pk__in=kept)


def groups(found: Iterable[Row]) -> list[list[int]]:
    """The ids of records that stand together."""
    together: dict[int, list[int]] = {}
    for row in found:
        if row["citation"] is not None:
            together.setdefault(row["citation"], []).append(row["id"])
    return [ids for ids in together.values() if len(ids) > 1]


def judged_different(review: Review) -> list[tuple[int, int, str]]:
    verdicts = MatchVerdict.objects.standing().filter(review=review, verdict=Judgement.DIFFERENT)
    return [(a, b, Judgement.DIFFERENT.value) for a, b in verdicts.values_list("a", "b")]


def judged_same(citations: Collection[int]) -> list[Pair]:
    """Pairs of records of these citations that people said are the same."""
    said = MatchVerdict.objects.standing().filter(verdict=Judgement.SAME).select_related("judged_by")
    return [
        Pair(each.a_id, each.b_id, PUT_TOGETHER if each.rule == PUT_TOGETHER else JUDGED, each.score, (each.words,))
        for some in pieces(citations)
        for each in said.filter(a__citation__in=some)
    ]


def verdicts_between(one: Citation, other: Citation) -> MatchVerdictQuerySet:
    """What was judged of any record of the one and any of the other, and stands."""
    crossing = Q(a__citation=one, b__citation=other) | Q(a__citation=other, b__citation=one)
    return MatchVerdict.objects.standing().filter(crossing)


def weights(citations: Collection[int]) -> dict[int, int]:
    """Of citations that become one, the weightiest stays: a document that people work on is HELD, then any document.

    Votes weigh nothing: they travel, and which of two stays must not tell that somebody has voted.
    """
    found: dict[int, int] = dict.fromkeys(holding(citations), 2 * HELD)
    for some in pieces(sorted(citations)):
        wanted = set(some)
        # By their range: there are few documents, and a thousand keys take longer to name than to look through.
        documents = Document.objects.filter(citation__gte=some[0], citation__lte=some[-1]).order_by()
        for key, priority in documents.values_list("citation", "priority"):
            if key in wanted:
                found[key] = found.get(key, 0) | 1 | (0 if priority == Priority.OPEN else HELD)
    return found


def worked_on(citations: Collection[int]) -> set[int]:
    """Those that a rule alone never brings together: their documents hold texts, or people gave them a priority."""
    return {key for key, weight in weights(citations).items() if weight >= HELD}


def hanging(record: Record) -> list[int]:
    """The record and those that stand in its citation because of it, by their keys."""
    below: dict[int | None, list[int]] = {}
    for pk, to in Record.objects.filter(citation=record.citation_id).values_list("pk", "joined_to"):
        below.setdefault(to, []).append(pk)
    found = [record.pk]
    for pk in found:
        found += below.get(pk, ())
    return found


def hung_on_first(first: Record) -> QuerySet[Record]:
    """Those that stand in the citation beside its first record; of old joins it is not known beside which."""
    others = Record.objects.filter(citation=first.citation_id).exclude(pk=first.pk)
    return others.filter(Q(joined_to=first) | Q(joined_to=None)).order_by("number")
