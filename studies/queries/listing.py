"""The list of citations as one person may see it: narrowed in every way that can be asked for, in order, by pages."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from reviews.models import Review, User
from studies.models import (
    Assignment,
    Batch,
    CalibrationRound,
    Citation,
    CitationLabel,
    Decision,
    Label,
    Labelling,
    Record,
    Stage,
    State,
)
from studies.models.citations import STANDS
from studies.models.retrieval import without_text
from studies.models.searching import Source, of_origin
from studies.queries.evidenced import evidenced
from studies.queries.excluding import excluded_for, for_unlike_reasons, with_text
from studies.queries.votes import OPEN, state_column, visible, voted
from studies.search import ask, fold
from studies.search_index import matching

ORDERS = {
    "number": ("number",),
    "-number": ("-number",),
    "title": ("title_key", "number"),
    "-title": ("-title_key", "-number"),
    "authors": ("authors_key", "number"),
    "-authors": ("-authors_key", "-number"),
    "year": ("year_key", "number"),
    "-year": ("-year_key", "-number"),
}
DATABASES = Source.DATABASES.value
NONE = "none"  # a value that nothing has
YES, NO = "yes", "no"
FRESH = timedelta(minutes=10)


def listed(review: Review, viewer: User, wanted: dict[str, Any]) -> QuerySet[Citation]:
    """Citations that match all of what is wanted, ordered by `sort`.

    Wanted are names of NARROW and BROUGHT, `evidence`, and `q`, words. An empty value narrows nothing.
    """
    found = narrowed(review, viewer, wanted)
    return found.order_by(*ORDERS[wanted.get("sort") or "number"])


def narrowed(review: Review, viewer: User, wanted: dict[str, Any]) -> QuerySet[Citation]:
    found = review.citations.standing().order_by()
    for name, narrow in NARROW.items():
        if wanted.get(name):
            found = found.filter(narrow(wanted[name], viewer))
    if brought := [BROUGHT[name](wanted[name]) for name in BROUGHT if wanted.get(name)]:
        found = found.filter(pk__in=brought_by(review.batches.standing().filter(*brought)))
    if wanted.get("evidence"):
        stage, _, part = wanted["evidence"].partition("-")
        found = found.filter(pk__in=evidenced(review, stage, viewer, part).order_by().values("pk"))
    return matching(found, ask(wanted.get("q", "")).tree)


def brought_by(batches: QuerySet[Batch]) -> QuerySet[Record]:
    """The keys of citations that have a record in one of the batches.

    Not EXISTS: SQLite would walk the whole batch once for each citation.
    """
    return Record.objects.filter(batch__in=list(batches), citation__isnull=False).order_by().values("citation")


def _seen(stage: str) -> Callable[[str, User], Q]:
    """The state at the stage as the viewer may know it; said of full texts, it is of what reached that stage."""

    def narrow(state: str, viewer: User) -> Q:
        column = state_column(stage)
        reached = Q(state_title_abstract=State.INCLUDED) if stage == Stage.FULL_TEXT else Q()
        if state == State.UNDECIDED:
            return reached & Q(**{f"{column}__in": OPEN}) & ~voted(stage, viewer)
        return reached & (voted(stage, viewer) if state == State.AWAITING else Q(**{column: state}))

    return narrow


def labelled(label: Any) -> QuerySet[CitationLabel]:
    """The keys of citations that bear the label, or into which one was joined that does."""
    bearing = CitationLabel.objects.standing().filter(label=label)
    return bearing.annotate(bearer=STANDS).values("bearer")


def _of_round(value: CalibrationRound) -> QuerySet[Any]:
    """The keys of its citations, and of those that they were joined into."""
    of = CalibrationRound.citations.through.objects.filter(calibrationround=value).order_by()
    return of.annotate(stands=STANDS).values("stands")


def _assigned(value: str, viewer: User) -> Q:
    """ "full_text-7": what reviewer 7 is asked to screen at that stage, by share or list."""
    stage, _, reviewer = value.partition("-")
    reached = Q(state_title_abstract=State.INCLUDED) if stage == Stage.FULL_TEXT else Q()
    rows = Assignment.objects.filter(stage=stage, reviewer=int(reviewer)).order_by()
    return reached & Q(pk__in=rows.values("citation"))


def _screened(value: str, viewer: User) -> Q:
    """ "full_text-7": what reviewer 7 has a say on at that stage, as far as the viewer may know it."""
    stage, _, reviewer = value.partition("-")
    votes = visible(Decision.objects.standing().filter(stage=stage, reviewer=int(reviewer)), viewer).order_by()
    return Q(pk__in=votes.annotate(stands=STANDS).values("stands"))


NARROW: dict[str, Callable[[Any, User], Q]] = {
    "state": _seen(Stage.TITLE_ABSTRACT),
    "full_text": _seen(Stage.FULL_TEXT),
    "reason": lambda value, _: excluded_for(Stage.TITLE_ABSTRACT, value),
    "full_text_reason": lambda value, _: excluded_for(Stage.FULL_TEXT, value),
    "unlike": lambda value, _: for_unlike_reasons(value),
    "found": lambda value, _: with_text(value == YES),
    "year": lambda value, _: Q(year_key__startswith=value),
    "since": lambda value, _: Q(year_key__gte=f"{value:04}"),
    "until": lambda value, _: Q(year_key__gt="", year_key__lt=f"{value + 1:04}"),
    "type": lambda value, _: Q(type_key="" if value == NONE else value),
    "language": lambda value, _: Q(language_key="" if value == NONE else value),
    "abstract": lambda value, _: Q(has_abstract=value == YES),
    "doi": lambda value, _: Q(has_doi=value == YES),
    "label": lambda value, _: Q(pk__in=labelled(value)),
    "calibration": lambda value, _: Q(pk__in=_of_round(value)),
    "assigned": _assigned,
    "screened": _screened,
}
BROUGHT: dict[str, Callable[[Any], Q]] = {
    "batch": lambda value: Q(pk=value.pk),
    "round": lambda value: Q(round=value),
    "database": lambda value: Q(database="" if value == NONE else value),
    "origin": of_origin,
}


def shown(review: Review, viewer: User, keys: Sequence[int]) -> list[Citation]:
    """One page of them, in the order of `keys`.

    States, counts, `shown_labels` and whether the text is `missing` are worked out for these alone.
    """
    found = review.citations.as_seen_by(viewer).annotate(record_count=record_count())
    keys = list(keys)
    by_key = found.defer("abstract", "keywords").in_bulk(keys)
    labels = labels_of(keys)
    missing = set(review.citations.filter(without_text(), pk__in=keys).order_by().values_list("pk", flat=True))
    for citation in by_key.values():
        citation.shown_labels = labels[citation.pk]
        citation.missing = citation.pk in missing
    return [by_key[key] for key in keys]


def record_count() -> Coalesce:
    """Of a citation: how many records stand in it."""
    counts = Record.objects.filter(citation=OuterRef("pk")).order_by().values("citation").annotate(n=Count("*"))
    return Coalesce(Subquery(counts.values("n")), 0)


def labels_of(citations: Sequence[int]) -> dict[int, list[Label]]:
    """By citation its labels, and those of the citations that were joined into it, each once."""
    found: dict[int, dict[int, Label]] = {key: {} for key in citations}
    rows = CitationLabel.objects.standing().filter(Q(citation__in=citations) | Q(citation__into__in=citations))
    for row in rows.select_related("label", "citation").only("label", "citation__into").order_by("label__key"):
        found[row.citation.into_id or row.citation_id][row.label_id] = row.label
    return {key: list(labels.values()) for key, labels in found.items()}


def label_names(citations: Sequence[int]) -> dict[int, list[str]]:
    """By citation (their keys) the names of its labels."""
    found: dict[int, dict[str, None]] = {}
    rows = CitationLabel.objects.standing().filter(Q(citation__in=citations) | Q(citation__into__in=citations))
    rows = rows.annotate(bearer=STANDS).order_by("label__key")
    for bearer, name in rows.values_list("bearer", "label__name"):
        found.setdefault(bearer, {})[name] = None
    return {key: list(names) for key, names in found.items()}


def label_named(review: Review, name: str) -> Label | None:
    return review.labels.filter(key=" ".join(fold(name).split()) or name).first()


def just_done(review: Review, user: User) -> Labelling | None:
    """What somebody did last with labels, while it is fresh enough to be undone in passing."""
    fresh = review.labellings.filter(by=user, undone_at=None, count__gt=0, at__gt=timezone.now() - FRESH)
    return fresh.select_related("label").first()
