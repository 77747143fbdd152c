"""The included documents with what stands of each: its text, its passages, the configurations they speak to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from cmo.models import Configuration, DocumentText, Evidence, Passage
from reviews.models import Review
from studies.models import Citation, Document
from studies.models.documents import Priority
from studies.search import ask
from studies.search_index import matching

_STANDING = Q(texts__passages__evidence__isnull=False, texts__passages__evidence__configuration__removed_at=None)


@dataclass(frozen=True)
class Totals:
    """Of all included documents, whatever the filter."""

    documents: int
    priorities: Counter[str]
    with_text: int

    @property
    def by_priority(self) -> list[tuple[str, str, int]]:
        """Value, words and number of each answer."""
        return [(value, words, self.priorities[value]) for value, words in Priority.choices]

    @property
    def without_text(self) -> int:
        return self.documents - self.with_text


def documents(review: Review) -> QuerySet[Document]:
    """With `latest` (version of the newest text, None without one), `passages` and `configurations`; one query."""
    return (
        review.documents.standing()
        .select_related("citation")
        .annotate(
            latest=Max("texts__version"),
            passages=Count("texts__passages", filter=_STANDING, distinct=True),
            configurations=Count("texts__passages__evidence__configuration", filter=_STANDING, distinct=True),
        )
        .order_by("number")
    )


def narrowed(rows: QuerySet[Document], asked: Mapping[str, str]) -> QuerySet[Document]:
    """By `priority`, its `reason`, `text` and `coded` (yes, no), and `q`: words of the citation, as in its list."""
    if asked.get("priority"):
        rows = rows.filter(priority=asked["priority"])
    if asked.get("reason"):
        rows = rows.filter(priority_reason=asked["reason"])
    if asked.get("text"):
        rows = rows.filter(latest__isnull=asked["text"] == "no")
    if asked.get("coded"):
        rows = rows.filter(passages=0) if asked["coded"] == "no" else rows.filter(passages__gt=0)
    if tree := ask(asked.get("q", "")).tree:
        rows = rows.filter(citation__in=matching(Citation.objects.all(), tree))
    return rows


def totals(review: Review) -> Totals:
    standing = review.documents.standing()
    rows = standing.order_by().values("priority").annotate(n=Count("*"))
    priorities = Counter({row["priority"]: row["n"] for row in rows})
    with_text = standing.exclude(texts=None).distinct().count()
    return Totals(priorities.total(), priorities, with_text)


def texts_of(document: Document) -> QuerySet[DocumentText]:
    """Newest first, with the number of standing passages; the words themselves stay in the database."""
    standing = Q(passages__evidence__isnull=False, passages__evidence__configuration__removed_at=None)
    return (
        document.texts.select_related("source", "added_by")
        .defer("text")
        .annotate(count=Count("passages", filter=standing, distinct=True), pages=Max("blocks__page"))
        .order_by("-version")
    )


def configurations_of(document: Document) -> QuerySet[Configuration]:
    """Those that a passage of the document speaks to."""
    speaking = Evidence.objects.filter(passage__text__document=document).values("configuration")
    return document.review.configurations.standing().filter(pk__in=speaking)


def passages_by_document(review: Review) -> Sequence[Passage]:
    """All standing passages of the review in reading order."""
    return (
        Passage.objects.filter(review=review)
        .standing()
        .select_related("review", "coder", "text__document__citation")
        .order_by("text__document__number", "text__version", "start", "end")
    )
