"""The document flow as far as screening goes: every number derived, nobody's open vote in any of it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from reviews.models import Review, User
from studies.models import Stage, State
from studies.models.documents import Priority
from studies.models.retrieval import without_text
from studies.queries.excluding import reasons
from studies.queries.records import Sources, sources


@dataclass(frozen=True)
class Screened:
    """Citations of one stage by the state that the viewer sees, and the excluded ones by reason.

    `stopped`: the team stopped screening there, and did not resume.
    """

    states: Counter[str]
    reasons: Counter[str]
    stopped: bool

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def left(self) -> int:
        return self.total - self.states[State.INCLUDED] - self.states[State.EXCLUDED]


@dataclass(frozen=True)
class Flow:
    """`left` are the reasons why documents were left unprioritised.

    `texts` are of what could be read; `not_found` is how many full texts were sought and not found.
    """

    sources: Sources
    titles: Screened
    texts: Screened
    priorities: Counter[str]
    left: Counter[str]
    not_found: int

    @property
    def sought(self) -> int:
        return self.texts.total + self.not_found


def flow(review: Review, viewer: User) -> Flow:
    """A constant number of queries, however large the review."""
    stops = review.screening_stops.filter(resumes=None, resumed_by=None)
    stopped = set(stops.order_by().values_list("stage", flat=True))
    seen = review.citations.standing().as_seen_by(viewer).order_by()
    states: dict[str, Counter[str]] = {stage: Counter() for stage in Stage.values}
    for title, text, count in seen.values_list("shown_title_abstract", "shown_full_text").annotate(n=Count("*")):
        states[Stage.TITLE_ABSTRACT][title] += count
        states[Stage.FULL_TEXT][text] += count if title == State.INCLUDED else 0
    missing = dict(seen.filter(without_text()).values_list("shown_full_text").annotate(n=Count("*")))
    states[Stage.FULL_TEXT].subtract(missing)
    documents = review.documents.standing().order_by()
    left = documents.filter(priority=Priority.LEFT).values_list("priority_reason")
    return Flow(
        sources(review),
        *(Screened(states[stage], reasons(review, stage), stage in stopped) for stage in Stage.values),
        Counter(dict(documents.values_list("priority").annotate(n=Count("*")))),
        Counter(dict(left.annotate(n=Count("*")))),
        sum(missing.values()),
    )
