"""The one owner of who is asked to screen what: what lists name stays, what the shares in force draw is added to it.

`verify` draws again and compares.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from reviews import jobs
from reviews.jobs.kinds import Progress
from reviews.models import Job, Review, User
from studies.models import Assignment, Citation, Stage
from studies.queries.policies import in_force, rule
from studies.queries.sharing import drawn, is_short, shares_in_force
from studies.queries.votes import pieces
from studies.queries.workload import SHARING_OUT

AT_ONCE = 5000


class Spread:
    """Used inside the transaction of an action, on citations (their keys) at one stage."""

    def __init__(self, *, review: Review, stage: str) -> None:
        self.review, self.stage = review, stage
        self.share = shares_in_force(review).get(stage)
        self.rule = rule(in_force(review, stage))

    def over(self, citations: Iterable[int]) -> None:
        for keys in pieces(citations):
            self._piece(keys)

    def _piece(self, keys: Sequence[int]) -> None:
        numbers = self.review.citations.standing().filter(pk__in=keys).order_by("number").values_list("pk", "number")
        rows = Assignment.objects.filter(stage=self.stage, citation__in=keys)
        named: dict[int, list[int]] = defaultdict(list)
        stands: dict[tuple[int, int], tuple[int, int]] = {}
        for row, citation, reviewer, share in rows.values_list("pk", "citation", "reviewer", "share_out"):
            if share is None:
                named[citation].append(reviewer)
            else:
                stands[citation, reviewer] = row, share
        wanted, short = [], []
        for key, number in numbers:
            found = drawn(self.share, self.rule, number, named[key])
            wanted += [(key, reviewer) for reviewer in found]
            if is_short(self.rule, number, [*named[key], *found]):
                short.append(key)
        self._write(stands, wanted)
        rows.filter(citation__in=short).delete()
        self._tell(keys, rows)

    def _write(self, stands: dict[tuple[int, int], tuple[int, int]], wanted: list[tuple[int, int]]) -> None:
        kept = set(wanted)
        gone = [row for pair, (row, _) in stands.items() if pair not in kept]
        for some in pieces(gone):
            Assignment.objects.filter(pk__in=some).delete()
        if self.share is None:
            return
        earlier = [stands[pair][0] for pair in wanted if pair in stands and stands[pair][1] != self.share.pk]
        for some in pieces(earlier):
            Assignment.objects.filter(pk__in=some).update(share_out=self.share)
        said = {"review": self.review, "stage": self.stage, "share_out": self.share}
        missing = [pair for pair in wanted if pair not in stands]
        fresh = [Assignment(citation_id=key, reviewer_id=who, **said) for key, who in missing]
        # Somebody else may have spread the same citation meanwhile: the draw is the same.
        Assignment.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=1000)

    def _tell(self, keys: Sequence[int], rows: QuerySet[Assignment]) -> None:
        """Each citation knows whether anybody is asked by name: a queue need not look for it."""
        column, citations = f"asked_{self.stage}", Citation.objects.filter(pk__in=keys)
        asked = set(rows.order_by().values_list("citation", flat=True))
        known = set(citations.filter(**{column: True}).order_by().values_list("pk", flat=True))
        for some, answer in ((asked - known, True), (known - asked, False)):
            if some:
                Citation.objects.filter(pk__in=some).update(**{column: answer})


class Cover:
    """Citations that are new, or stand again, fall under the shares in force like the others."""

    def __init__(self, *, review: Review) -> None:
        self.review = review

    def over(self, citations: Sequence[int]) -> None:
        shares = shares_in_force(self.review) if citations else {}
        for stage in Stage.values:
            if stage in shares:
                Spread(review=self.review, stage=stage).over(citations)


@transaction.atomic
def spread_all(*, review: Review, stage: str, key: str, by: User | None) -> Job | None:
    """Over every citation: at once, or behind the page when they are many; `key` tells one deed from another."""
    keys = list(review.citations.standing().order_by("number").values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(keys) > AT_ONCE:
        return jobs.start(
            review=review, by=by, kind=SHARING_OUT, payload={"stage": stage}, key=f"{review.pk}-{stage}-{key}"
        )
    Spread(review=review, stage=stage).over(keys)
    return None


@jobs.kind(SHARING_OUT)
def spread_behind(job: Job, progress: Progress) -> dict[str, Any]:
    """In chunks, each by what is in force then: whoever comes last, all of it ends as the last row says.

    It is not stopped half-way.
    """
    review, stage = job.review, job.payload["stage"]
    keys = list(review.citations.standing().order_by("number").values_list("pk", flat=True))
    done = 0
    for some in pieces(keys):
        with transaction.atomic():
            Review.objects.select_for_update(no_key=True).get(pk=review.pk)
            Spread(review=review, stage=stage).over(some)
        done += len(some)
        with suppress(jobs.Cancelled):
            progress(done, len(keys), "sharing out")
    return {"citations": done}
