"""What stands together, recomputed: which citations count, with which record each begins, and where the others went."""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from reviews.models import Review
from reviews.verification import Check, numbers_run, verifies
from studies.models import Citation, ParkedJoin
from studies.models.matching import Judgement
from studies.models.searching import BatchState
from studies.queries.standing import counts

SHOWN = 20


@verifies
def joining(review: Review) -> Iterator[Check]:
    yield numbers_run(review, "citation", review.citations.all())
    loaded = review.records.filter(batch__state=BatchState.LOADED)
    yield Check("loaded records without a citation", 0, loaded.filter(citation=None).count())
    yield _none("citations that count, or do not, against their records", _miscounted(review))
    yield _none("citations that do not begin with their first record", _beginning_otherwise(review))
    yield _none("citations joined into one that was itself joined", review.citations.filter(into__into__isnull=False))
    yield _astray(review)
    yield _against_judgement(review)
    loaded_both = {"record__batch__state": BatchState.LOADED, "to__batch__state": BatchState.LOADED}
    waiting = ParkedJoin.objects.filter(record__review=review, **loaded_both)
    yield Check("joins that wait for a batch although it counts", 0, waiting.count())


def _none(name: str, wrong: QuerySet[Citation]) -> Check:
    return Check(name, [], list(wrong.order_by("number").values_list("number", flat=True)[:SHOWN]))


def _miscounted(review: Review) -> QuerySet[Citation]:
    return review.citations.annotate(counts=counts()).exclude(standing=F("counts"))


def _beginning_otherwise(review: Review) -> QuerySet[Citation]:
    """The first record of a citation is at home there; where it stands it is the only one without a rule."""
    begun = Q(first__home=F("pk")) & (
        Q(into=None, first__citation=F("pk"), first__join_rule="")
        | Q(Q(first__citation=F("into")) & ~Q(first__join_rule=""), into__isnull=False)
    )
    unexplained = review.records.filter(join_rule="", citation__isnull=False).exclude(citation__first=F("pk"))
    return review.citations.filter(~begun | Q(pk__in=unexplained.values("citation")) | Q(first=None))


def _astray(review: Review) -> Check:
    """A record stands where it is at home, or where that citation went; and with the one that it was joined to."""
    placed = review.records.filter(citation__isnull=False)
    astray = placed.exclude(home=F("citation")).exclude(home__into=F("citation"))
    away = placed.filter(joined_to__isnull=False).exclude(joined_to__citation=F("citation"))
    found = [astray.count(), away.count()]
    return Check("records that stand nowhere near their home, or not beside what they were joined to", [0, 0], found)


def _against_judgement(review: Review) -> Check:
    """Judged the same they stand together, judged different they do not."""
    verdicts = review.match_verdicts.standing()
    apart = verdicts.filter(verdict=Judgement.SAME).exclude(a__citation=F("b__citation"))
    together = verdicts.filter(verdict=Judgement.DIFFERENT, a__citation=F("b__citation"))
    return Check("pairs that stand against what was judged", [0, 0], [apart.count(), together.count()])
