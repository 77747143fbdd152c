"""What the list of citations can be narrowed to, with how many citations of the whole review each choice holds."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from reviews.models import Review, User
from studies.models import CitationLabel, Record, Stage, State
from studies.models.searching import ClusterElement
from studies.queries.listing import DATABASES, NO, NONE, YES

STATES = {
    State.UNDECIDED: "to screen",
    State.AWAITING: "awaiting a second vote",
    State.CONFLICT: "in conflict",
    State.INCLUDED: "included",
    State.EXCLUDED: "excluded",
}
ORIGINS = {DATABASES: "databases and websites", **dict(ClusterElement.choices)}
GIVEN = {YES: "there", NO: "missing"}
KEYS = ("type_key", "language_key", "has_abstract", "has_doi")
MOST = 60
Choices = list[tuple[str, str]]


def facets(review: Review, viewer: User) -> dict[str, Choices]:
    """By the name of a filter its choices, each a value and the words for it with the count.

    A constant number of queries, each answered by an index.
    """
    return {**_of_citations(review, viewer), **_of_batches(review), "label": _labels(review)}


def _of_citations(review: Review, viewer: User) -> dict[str, Choices]:
    """One pass over the index that lists are narrowed by; there are few combinations of these values."""
    shown = [f"shown_{stage}" for stage in Stage.values]
    seen = review.citations.standing().as_seen_by(viewer).order_by()
    counts: dict[str, Counter[Any]] = {name: Counter() for name in (*KEYS, *shown)}
    for row in seen.values(*KEYS, *shown).annotate(n=Count("pk")):
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


def _of_batches(review: Review) -> dict[str, Choices]:
    """A citation counts once for each batch, round, database and origin that brought it."""
    brought = Record.objects.filter(batch__in=list(review.batches.standing())).order_by()

    def count(column: str) -> Counter[Any]:
        return Counter(dict(brought.values_list(column).annotate(n=Count("citation", distinct=True))))

    batches, rounds = count("batch__number"), count("batch__round__number")
    names = dict(review.batches.standing().values_list("number", "file_name"))
    origins = count("batch__round__cluster_element")
    origins[DATABASES] = origins.pop("", 0)
    return {
        "batch": _counted({number: f"{number}: {name}" for number, name in names.items()}, batches),
        "round": _counted({number: f"round {number}" for number in sorted(rounds)}, rounds),
        "database": _frequent(count("batch__database")),
        "origin": [each for each in _counted(ORIGINS, origins) if origins[each[0]]],
    }


def _labels(review: Review) -> Choices:
    counts = Q(citation__standing=True) | Q(citation__into__standing=True)
    bearing = CitationLabel.objects.standing().filter(counts, label__review=review)
    bearing = bearing.annotate(bearer=Coalesce("citation__into", "citation")).order_by("label__key")
    rows = bearing.values_list("label", "label__name").annotate(n=Count("bearer", distinct=True))
    return [(str(key), f"{name} ({count:,})") for key, name, count in rows]


def _counted(words: dict[Any, str], counts: Counter[Any]) -> Choices:
    return [(str(value), f"{word} ({counts[value]:,})") for value, word in words.items()]


def _frequent(counts: Counter[Any]) -> Choices:
    """The most frequent first; those that say nothing last."""
    silent = counts.pop("", 0)
    found = [(value, f"{value} ({count:,})") for value, count in counts.most_common(MOST)]
    return [*found, *([(NONE, f"not said ({silent:,})")] if silent else [])]
