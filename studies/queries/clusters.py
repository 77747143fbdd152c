"""What was joined: by which rule, citations of several records, and links between different works."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reviews.models import Review
from studies.models import Batch, Citation, MatchPair, MatchVerdict, ParkedJoin, Record
from studies.models.matching import Judgement, PairOutcome
from studies.models.searching import BatchState
from studies.queries.duplicates import likely_first
from studies.queries.joining import hung_on_first
from studies.queries.judging import rule_words
from studies.queries.listing import record_count


@dataclass(frozen=True)
class KeptApart:
    """A citation that somebody judged different from this one, by a record of each."""

    said: MatchVerdict
    record: Record
    other: Record


@dataclass(frozen=True)
class Waiting:
    """A join with a citation (of the `other` record) that is made again when the batch is brought back."""

    join: ParkedJoin
    other: Record
    batch: Batch


@dataclass(frozen=True)
class Rule:
    """A rule and how many records stand where they do by it."""

    name: str
    count: int

    @property
    def words(self) -> str:
        return rule_words(self.name)


def rules(review: Review) -> list[Rule]:
    """The most used first."""
    joined = review.records.exclude(join_rule="").order_by().values_list("join_rule")
    return [Rule(*each) for each in joined.annotate(n=Count("*")).order_by("-n", "join_rule")]


def joined(review: Review, rule: str) -> QuerySet[Record, int]:
    """Keys of the records that stand where they do by the rule (any, when empty), the last joined first."""
    found = review.records.filter(join_rule=rule) if rule else review.records.exclude(join_rule="")
    return found.order_by("-joined_at", "-number").values_list("pk", flat=True)


def joined_shown(keys: Sequence[int]) -> list[Record]:
    """One page of them, in the order of `keys`, without their long texts."""
    light = ("number", "title", "authors", "year", "join_rule", "join_reasons", "joined_at", "citation", "review")
    by_key = Record.objects.select_related("citation").only(*light, "citation__number").in_bulk(list(keys))
    return [by_key[key] for key in keys]


def with_sides(review: Review) -> QuerySet[Record]:
    """Records with what the page of two of them shows."""
    sides = [f"{side}{more}" for side in ("", "joined_to__") for more in ("batch", "citation__into")]
    return review.records.select_related("home", *sides)


def compared_with(record: Record) -> Record | None:
    """The one that it was joined to; for the first of a citation one that was joined to it."""
    if record.citation is None or record.joined_to:
        return record.joined_to
    return with_sides(record.review).filter(pk__in=hung_on_first(record)[:1].values("pk")).first()


def kept_apart(citation: Citation) -> list[KeptApart]:
    """What people judged different from it or took out of it, once for each other citation, the last first."""
    sides = [f"{side}__{more}" for side in "ab" for more in ("citation__review", "citation__into")]
    said = MatchVerdict.objects.standing().filter(verdict=Judgement.DIFFERENT).select_related("judged_by", *sides)
    crossing = said.filter(Q(a__citation=citation) | Q(b__citation=citation)).order_by("-pk")
    by_other: dict[int | None, KeptApart] = {}
    for each in crossing:
        one, other = (each.a, each.b) if each.a.citation_id == citation.pk else (each.b, each.a)
        by_other.setdefault(other.citation_id, KeptApart(each, one, other))
    return list(by_other.values())


def waiting(citation: Citation) -> list[Waiting]:
    """Joins with other citations that count no more while a batch is withdrawn."""
    sides = [f"{side}__{more}" for side in ("record", "to") for more in ("citation", "batch")]
    joins = ParkedJoin.objects.filter(Q(record__citation=citation) | Q(to__citation=citation)).select_related(*sides)
    found = []
    for join in joins:
        other = join.to if join.record.citation_id == citation.pk else join.record
        batch = next(each.batch for each in (join.to, join.record) if each.batch.state == BatchState.WITHDRAWN)
        if other.citation_id != citation.pk:
            found.append(Waiting(join, other, batch))
    return found


def clusters(review: Review, find: str = "") -> QuerySet[Citation, int]:
    """Keys of standing citations of several records, those of most records first."""
    several = Record.objects.filter(review=review, citation__isnull=False).order_by().values("citation")
    found = review.citations.standing().filter(pk__in=several.annotate(n=Count("*")).filter(n__gt=1).values("citation"))
    if find.isdecimal():
        found = review.citations.standing().filter(number=int(find))
    else:
        for word in find.split():
            found = found.filter(Q(title__icontains=word) | Q(authors__icontains=word))
    # Told by a subquery, because a list is counted without those: the pages take no count of each citation.
    return found.annotate(n=record_count()).order_by("-n", "number").values_list("pk", flat=True)


def clusters_shown(review: Review, keys: Sequence[int]) -> list[Citation]:
    counted = review.citations.annotate(record_count=record_count()).defer("abstract", "keywords")
    by_key = counted.in_bulk(list(keys))
    return [by_key[key] for key in keys]


def members(citation: Citation) -> list[Record]:
    """Its records, the first first, each with the one beside which it was placed."""
    found = citation.records.select_related("batch", "joined_to", "home", "citation").order_by("number")
    return sorted(found, key=lambda record: record.join_rule != "")


def links(review: Review) -> QuerySet[MatchPair, int]:
    """Keys of pairs of standing citations that are different works and belong together."""
    found = review.match_pairs.filter(outcome=PairOutcome.LINK, a__citation__standing=True, b__citation__standing=True)
    return found.order_by("rule", "-score", "pk").values_list("pk", flat=True)


def links_shown(keys: Sequence[int]) -> list[MatchPair]:
    by_key = {pair.pk: pair for pair in likely_first(keys).select_related("a__citation", "b__citation")}
    return [by_key[key] for key in keys]
