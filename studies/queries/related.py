"""Links that entries bring along: PubMed's records name their errata, comments and retractions by PMID or DOI."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from reviews.models import Review
from studies.models import Record
from studies.queries.votes import pieces


@dataclass(frozen=True)
class Named:
    """Record `a` names record `b`, as what (`rule`, such as "erratum_in"), in whose words."""

    a: int
    b: int
    rule: str
    words: str


def related_pairs(review: Review, new: Sequence[int]) -> Iterator[Named]:
    """Of all that entries name, the pairs of which one is `new` and the other is in the review too."""
    naming = review.records.filter(~Q(related=[])).values_list("pk", "related")
    names = [(pk, each) for pk, related in naming for each in related if each.get("pmid") or each.get("doi")]
    if not names:
        return
    fresh = set(new)
    by_pmid = _by(review, "pmid", {each["pmid"] for _, each in names if each.get("pmid")})
    by_doi = _by(review, "doi", {each["doi"] for _, each in names if each.get("doi")})
    for pk, each in names:
        for other in by_pmid.get(each.get("pmid"), ()) or by_doi.get(each.get("doi"), ()):
            if other != pk and (pk in fresh or other in fresh):
                yield Named(pk, other, each["kind"].lower().replace(" ", "_"), f"{each['kind']}: {each['text']}"[:500])


def _by(review: Review, name: str, values: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for some in pieces(sorted(values)):
        for pk, value in Record.objects.filter(review=review, **{f"{name}__in": some}).values_list("pk", name):
            found[value].append(pk)
    return found
