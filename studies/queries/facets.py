"""What the list of citations can be narrowed to, with how many citations of the whole review each choice holds."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q

from reviews.models import Review, User
from studies.models import Batch, CitationLabel, Record, Stage, State
from studies.models.citations import STANDS
from studies.models.retrieval import without_text
from studies.models.searching import ClusterElement, Source
from studies.queries.excluding import reasons
from studies.queries.listing import DATABASES, NO, NONE, YES
from studies.queries.votes import reached

STATES = {
    State.UNDECIDED: "to screen",
    State.AWAITING: "awaiting a second vote",
    State.CONFLICT: "in conflict",
    State.INCLUDED: "included",
    State.EXCLUDED: "excluded",
}
ORIGINS = {
    DATABASES: "databases",
    Source.REGISTERS.value: "registers",
    Source.WEBSITES.value: "websites",
    Source.ORGANISATIONS.value: "organisations",
    Source.CITATIONS.value: "citation searching",
    Source.HAND.value: "hand searching",
    Source.PEOPLE.value: "experts and other people",
    **{value: label for value, label in ClusterElement.choices if value != Source.CITATIONS},
    Source.OTHER.value: "other methods",
}
FOUND = {YES: "found, or not read yet", NO: "not found, still sought"}
UNLIKE = {stage.value: f"at {stage.label}" for stage in Stage}
GIVEN = {YES: "there", NO: "missing"}
KEYS = ("type_key", "language_key", "has_abstract", "has_doi")
MOST = 60
PIECE = 5000
Choices = list[tuple[str, str]]


def facets(review: Review, viewer: User) -> dict[str, Choices]:
    """By the name of a filter its choices, each a value and the words for it with the count.

    A constant number of queries, each answered by an index.
    """
    return {
        **_of_citations(review, viewer),
        **_of_exclusions(review),
        **_of_batches(review),
        "label": _labels(review),
        "unlike": list(UNLIKE.items()),
    }


def _of_citations(review: Review, viewer: User) -> dict[str, Choices]:
    """One pass over the index that lists are narrowed by; there are few combinations of these values."""
    shown = [f"shown_{stage}" for stage in Stage.values]
    seen = review.citations.standing().as_seen_by(viewer).order_by()
    counts: dict[str, Counter[Any]] = {name: Counter() for name in (*KEYS, *shown)}
    for row in seen.values(*KEYS, *shown).annotate(n=Count("*")):
        for name in (*KEYS, *shown):
            if name != "shown_full_text" or row["shown_title_abstract"] == State.INCLUDED:
                counts[name][row[name]] += row["n"]
    given = {
        name: Counter({YES: counts[f"has_{name}"][True], NO: counts[f"has_{name}"][False]})
        for name in ("abstract", "doi")
    }
    return {
        "state": _counted(STATES, counts["shown_title_abstract"]),
        "full_text": _counted(STATES, counts["shown_full_text"]),
        "type": _frequent(counts["type_key"]),
        "language": _frequent(counts["language_key"]),
        "abstract": _counted(GIVEN, given["abstract"]),
        "doi": _counted(GIVEN, given["doi"]),
    }


def _of_exclusions(review: Review) -> dict[str, Choices]:
    titles, texts = (reasons(review, stage) for stage in Stage.values)
    sought = reached(review.citations.standing(), Stage.FULL_TEXT)
    all_sought, missing = sought.count(), sought.filter(without_text()).count()
    return {
        "reason": _frequent(titles),
        "full_text_reason": _frequent(texts),
        "found": _counted(FOUND, Counter({YES: all_sought - missing, NO: missing})),
    }


def _of_batches(review: Review) -> dict[str, Choices]:
    """A citation counts once for each batch, round, database and origin that brought it."""
    batches = list(review.batches.standing().select_related("round"))
    brought: dict[int, set[int]] = {each.pk: set() for each in batches}
    # The pairs are read once and united here: faster than to let a database count distinct ones four times.
    pairs = Record.objects.filter(batch__in=batches, citation__isnull=False).order_by()
    for batch, citation in pairs.values_list("batch", "citation").iterator(PIECE):
        brought[batch].add(citation)

    def count(value: Callable[[Batch], Any]) -> Counter[Any]:
        groups: dict[Any, set[int]] = defaultdict(set)
        for each in batches:
            groups[value(each)] |= brought[each.pk]
        return Counter({name: len(citations) for name, citations in groups.items()})

    rounds = count(lambda each: each.round.number)
    origins = count(lambda each: each.origin)
    names = {each.number: f"{each.number}: {each.file_name}" for each in batches}
    return {
        "batch": _counted(names, count(lambda each: each.number)),
        "round": _counted({number: f"round {number}" for number in sorted(rounds)}, rounds),
        "database": _frequent(count(lambda each: each.database)),
        "origin": [each for each in _counted(ORIGINS, origins) if origins[each[0]]],
    }


def _labels(review: Review) -> Choices:
    counts = Q(citation__standing=True) | Q(citation__into__standing=True)
    bearing = CitationLabel.objects.standing().filter(counts, label__review=review)
    bearing = bearing.annotate(bearer=STANDS).order_by("label__key")
    rows = bearing.values_list("label", "label__name").annotate(n=Count("bearer", distinct=True))
    return [(str(key), f"{name} ({count:,})") for key, name, count in rows]


def _counted(words: dict[Any, str], counts: Counter[Any]) -> Choices:
    return [(str(value), f"{word} ({counts[value]:,})") for value, word in words.items()]


def _frequent(counts: Counter[Any]) -> Choices:
    """The most frequent first; those that say nothing last."""
    silent = counts.pop("", 0)
    found = [(value, f"{value} ({count:,})") for value, count in counts.most_common(MOST)]
    return [*found, *([(NONE, f"not said ({silent:,})")] if silent else [])]
