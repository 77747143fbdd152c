"""Conflicts: those that wait, those that were settled, and one of them with what each reviewer said."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.models import Review, User
from studies.models import Citation, Decision, Proposal, Resolution, ScreeningPolicy, Stage, State
from studies.queries.criteria import Wording, in_force
from studies.queries.policies import in_force as policy_in_force
from studies.queries.policies import rules_of
from studies.queries.votes import ballots, in_stage, may_agree, may_settle, state_column
from studies.queries.words import Words


@dataclass(frozen=True)
class Conflict:
    """One citation at one stage, as the list names it; `outcome` is empty until it is settled."""

    citation: Citation
    stage: str
    outcome: str

    @property
    def key(self) -> tuple[str, int]:
        return self.stage, self.citation.number

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)


def waiting(review: Review) -> list[Conflict]:
    """Titles and abstracts first, each stage in the order of the numbers."""
    return [
        Conflict(citation, stage, "")
        for stage in Stage.values
        for citation in _light(in_stage(review, stage).filter(**{state_column(stage): State.CONFLICT}))
    ]


def settled(review: Review) -> list[Conflict]:
    found = []
    for stage in Stage.values:
        said = Q(citation=OuterRef("pk")) | Q(citation__into=OuterRef("pk"))
        resolved = Resolution.objects.filter(said, stage=stage)
        for citation in _light(review.citations.standing().filter(Exists(resolved))):
            found.append(Conflict(citation, stage, getattr(citation, state_column(stage))))
    return found


def _light(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    columns = ("review", "number", "title", "authors", "year", *map(state_column, Stage.values))
    return citations.only(*columns).order_by("number")


class Dispute:
    """One conflict before whoever settles it; both sides have voted, so everybody may read them."""

    def __init__(self, review: Review, stage: str, citation: Citation) -> None:
        self.review, self.stage, self.citation = review, stage, citation
        self.ballot = ballots(rules_of(review, stage), [citation.pk])[citation.pk]
        self.wording: Wording = in_force(review)

    @property
    def stands(self) -> bool:
        """Is there anything to settle, or was there?"""
        return bool(self.ballot.resolutions) or self.waits

    @property
    def waits(self) -> bool:
        return self.ballot.outcome.state == State.CONFLICT

    @cached_property
    def votes(self) -> list[Decision]:
        """What each reviewer says now, in the order in which they said it."""
        keys = [vote.id for vote in self.ballot.said]
        return list(Decision.objects.filter(pk__in=keys).select_related("reviewer", "criteria", "citation"))

    @cached_property
    def words(self) -> Words:
        return Words(self.citation, self.wording)

    @property
    def reasons(self) -> list[str]:
        return self.wording.reasons[self.stage]

    @property
    def revision(self) -> int:
        return len(self.ballot.resolutions)

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @cached_property
    def policy(self) -> ScreeningPolicy:
        return policy_in_force(self.review, self.stage)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """How reviewers would settle it, the last of each, where they do it by agreement."""
        last: dict[int, Proposal] = {}
        since = max((each.resolved_at for each in self.ballot.resolutions), default=None)
        rows = Proposal.objects.filter(citation=self.citation, stage=self.stage).select_related("proposed_by")
        for each in rows.order_by("pk") if self.waits else ():
            if each.proposed_by_id in self.ballot.votes and (since is None or each.proposed_at > since):
                last[each.proposed_by_id] = each
        return list(last.values())

    def may_be_agreed_by(self, user: User) -> bool:
        return self.waits and may_agree(self.review, user, self.ballot, self.stage)

    def may_be_settled_by(self, user: User) -> bool:
        return may_settle(self.review, user, self.ballot, self.stage)
