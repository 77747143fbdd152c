"""Records of standing batches by where they came from, and the duplicates among them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from reviews.models import Review
from studies.models import Record
from studies.models.searching import BatchState, Source, of_origin
from studies.queries.facets import ORIGINS
from studies.queries.judging import OWN_RULES, rule_words
from studies.queries.listing import NONE, YES

SEARCHED = (Source.DATABASES.value, Source.REGISTERS.value)
TOGETHER = "searched"  # databases and registers
OTHERS = "others"  # any other origin
PEOPLE = "people"  # in place of a rule: joined by what somebody judged
WORDS = {**ORIGINS, TOGETHER: "databases and registers", OTHERS: "other methods than databases and registers"}
DUPLICATES = {YES: "duplicates", PEOPLE: "duplicates that people found"}


@dataclass
class Sources:
    """How many records each source brought: by (origin, database); and how many are duplicates: by rule."""

    brought: Counter[tuple[str, str]] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    unplaced: int = 0

    @property
    def by_people(self) -> int:
        return sum(count for rule, count in self.joined.items() if rule in OWN_RULES)


def standing(review: Review) -> QuerySet[Record]:
    return Record.objects.filter(batch__in=list(review.batches.standing())).order_by("number")


def duplicates() -> Q:
    """One record of each citation is kept: the first, or where that is withdrawn the first that counts."""
    kept = Record.objects.filter(citation=OuterRef("citation"), batch__state=BatchState.LOADED)
    before = kept.filter(Q(join_rule="") | Q(number__lt=OuterRef("number")))
    return ~Q(join_rule="") & Q(citation__isnull=False) & Q(Exists(before))


def _duplicates_by_rule(rows: QuerySet[Record]) -> Counter[str]:
    """Of all standing ones. An index counts those beside the first of their citation, which is nearly all."""
    joined = rows.filter(~Q(join_rule=""), citation__isnull=False)
    first = Q(citation__in=rows.filter(join_rule="", citation__isnull=False).values("citation"))
    others = Record.objects.filter(duplicates(), pk__in=joined.exclude(first).values("pk")).order_by()
    found: Counter[str] = Counter()
    for some in (joined.filter(first), others):
        found.update(dict(some.values_list("join_rule").annotate(n=Count("*"))))
    return found


def sources(review: Review) -> Sources:
    found, batches = Sources(), {each.pk: each for each in review.batches.standing().select_related("round")}
    rows = Record.objects.filter(batch__in=list(batches)).order_by()
    # Not the key, which is in no index of PostgreSQL.
    for batch, count, placed in rows.values_list("batch").annotate(n=Count("*"), placed=Count("citation")):
        each = batches[batch]
        found.brought[each.origin, each.database] += count
        found.unplaced += count - placed
    found.joined = _duplicates_by_rule(rows)
    return found


def narrowed(review: Review, wanted: Mapping[str, str]) -> QuerySet[Record]:
    """Those of standing batches that fit all that is asked for (the names of NARROW), without their long texts."""
    found = standing(review)
    for name, narrow in NARROW.items():
        if wanted.get(name):
            found = found.filter(narrow(wanted[name]))
    light = ("number", "title", "authors", "year", "join_rule", "batch__database", "batch__file_name")
    return found.select_related("batch", "citation").only(*light, "batch__number", "citation__number")


def _origin(value: str) -> Q:
    if value in (OTHERS, TOGETHER):
        searched = of_origin(*SEARCHED, of="batch__")
        return searched if value == TOGETHER else ~searched
    return of_origin(value, of="batch__")


def _duplicate(value: str) -> Q:
    """All of them, those that people found, or those of a rule."""
    if value == YES:
        return duplicates()
    return duplicates() & (Q(join_rule__in=OWN_RULES) if value == PEOPLE else Q(join_rule=value))


NARROW: dict[str, Callable[[Any], Q]] = {
    "origin": _origin,
    "database": lambda value: Q(batch__database="" if value == NONE else value),
    "duplicate": _duplicate,
    "unplaced": lambda _: Q(citation=None),
}


def wording(wanted: Mapping[str, str]) -> list[str]:
    """What is asked for, in words."""
    told = {
        "origin": lambda value: WORDS.get(value, value),
        "database": lambda value: "no source said" if value == NONE else value,
        "duplicate": lambda value: DUPLICATES.get(value) or rule_words(value),
        "unplaced": lambda _: "still being joined",
    }
    return [told[name](value) for name, value in wanted.items()]
