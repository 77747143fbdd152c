"""Who is asked to screen what, drawn again from the shares in force."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from reviews.models import Review
from reviews.verification import Check, append_only, verifies
from studies.models import ShareOut, Stage
from studies.queries.policies import in_force, rule
from studies.queries.sharing import drawn, is_short, shares_in_force

SHOWN = 20


@verifies
def workload(review: Review) -> Iterator[Check]:
    for stage in Stage.values:
        yield _spread(review, stage)
        yield _known(review, stage)
    yield from append_only(ShareOut)


def _known(review: Review, stage: str) -> Check:
    """A citation knows whether anybody is asked by name."""
    asked = Exists(review.assignments.filter(citation=OuterRef("pk"), stage=stage))
    wrong = review.citations.standing().annotate(asked=asked).exclude(**{f"asked_{stage}": F("asked")})
    numbers = wrong.order_by("number").values_list("number", flat=True)
    told = f"citations that know otherwise than the assignments who is asked, at {Stage(stage).label}"
    return Check(told, [], list(numbers[:SHOWN]))


def _spread(review: Review, stage: str) -> Check:
    """What the shares in force draw beside the lists is there, and nothing else; nobody is asked alone for two."""
    share, policy = shares_in_force(review).get(stage), rule(in_force(review, stage))
    named: dict[int, set[int]] = defaultdict(set)
    shared: dict[int, set[tuple[int, int]]] = defaultdict(set)
    rows = review.assignments.filter(stage=stage, citation__standing=True).order_by()
    for number, reviewer, of in rows.values_list("citation__number", "reviewer", "share_out"):
        if of is None:
            named[number].add(reviewer)
        else:
            shared[number].add((reviewer, of))
    wrong = []
    for number in review.citations.standing().order_by("number").values_list("number", flat=True):
        wanted = drawn(share, policy, number, named[number])
        asked = {(reviewer, share.pk) for reviewer in wanted} if share else set()
        if shared[number] != asked or is_short(policy, number, [*named[number], *wanted]):
            wrong.append(number)
    return Check(f"citations not asked of whom the shares draw, at {Stage(stage).label}", [], wrong[:SHOWN])
