"""Screening labels in the file of a batch: whose they are in the other program, and what was made of them here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.models import Review, User
from studies.models import Batch, CarriedLabels, Decision, Record, Stage, Verdict
from studies.models.citations import STANDS
from studies.queries.votes import visible

VERDICTS = (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE)


@dataclass
class Labelled:
    """The labels of one reviewer of the other program; `stage` is empty where the file does not tell it."""

    tool: str
    reviewer: str
    stage: str
    counts: Counter[str] = field(default_factory=Counter)
    carried: CarriedLabels | None = None

    @property
    def votes(self) -> int:
        return sum(self.counts[verdict] for verdict in VERDICTS)

    @property
    def said(self) -> list[tuple[str, int]]:
        return [(Verdict(verdict).label, self.counts[verdict]) for verdict in VERDICTS if self.counts[verdict]]

    @property
    def stage_label(self) -> str:
        return Stage(self.stage).label if self.stage else ""


def labelled(batch: Batch) -> list[Labelled]:
    """By program, reviewer and stage, with the carrying over that stands; from the summary that the batch keeps."""
    carried = {
        (each.tool, each.labelled_by, each.stage): each
        for each in batch.carried_labels.filter(taken_back_at=None).select_related("member", "carried_by")
    }
    found = []
    for (tool, reviewer, stage), rows in groupby(sorted(batch.labels), lambda row: tuple(row[:3])):
        each = Labelled(tool, reviewer, stage, Counter({verdict: count for *_, verdict, count in rows}))
        stages = [stage] if stage else Stage.values
        each.carried = next((carried[key] for s in stages if (key := (tool, reviewer, s)) in carried), None)
        found.append(each)
    return found


def labels_of_records(batch: Batch) -> Iterator[tuple[int, int, dict[str, str]]]:
    """The number of the citation and the line, with each label; of records that stand in a citation."""
    rows = batch.records.exclude(labels=[]).exclude(citation=None).order_by("position")
    for number, line, labels in rows.values_list("citation__number", "line", "labels").iterator(2000):
        for label in labels:
            yield number, line, label


def kept_back(review: Review, viewer: User) -> QuerySet[Record, Record]:
    """Records whose own words name a vote, carried over from their labels, that this viewer may not read yet.

    Their raw entry, their notes and their file are kept from everybody but the voter until both have decided.
    """
    carried = Decision.objects.filter(review=review, carried__isnull=False, carried__taken_back_at=None)
    if not carried.exists():
        return review.records.none()
    hidden = carried.exclude(pk__in=visible(carried, viewer).values("pk"))
    stands = hidden.annotate(stands=STANDS).values("stands")
    told = Q(citation__in=stands) | (Q(batch__in=hidden.values("carried__batch")) & ~Exists(_made_here()))
    return review.records.exclude(labels=[]).filter(told)


def _made_here() -> QuerySet[Decision]:
    """Votes made of labels of the record's file where it stands: taken apart since, it may have left them behind."""
    here = Q(citation=OuterRef("citation")) | Q(citation__into=OuterRef("citation"))
    return Decision.objects.filter(here, carried__batch=OuterRef("batch"))
