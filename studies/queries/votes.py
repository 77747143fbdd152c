"""Votes as the rule of screening reads them, and as one viewer may read them: the room where blinding lives."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from reviews.models import Review, User
from reviews.models.review import Role
from reviews.trail import veil
from studies.models import Citation, Decision, Reopening, Resolution, Settles, Stage, State
from studies.models.retrieval import without_text
from studies.policies import Outcome, Settlement, Vote, current, derive, is_open_to, said, settling
from studies.queries.policies import Rules, in_force
from studies.queries.sharing import falls_to

OPEN = (State.UNDECIDED, State.AWAITING)
CLOSED = (State.CONFLICT, State.INCLUDED, State.EXCLUDED)
PIECE = 1000


@dataclass
class Ballot:
    """All that counts of what was said on one citation at one stage, and on those joined into it.

    `needed` is how many reviewers decide on it; `joined` are the keys of those joined into it.
    """

    needed: int
    joined: list[int] = field(default_factory=list)
    rows: list[Vote] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)

    @property
    def votes(self) -> dict[int, Vote]:
        return current(self.rows)

    @property
    def said(self) -> list[Vote]:
        """What the reviewers say now: one vote each, unless one voted on several citations that were joined since."""
        return said(self.rows)

    @property
    def resolution(self) -> Resolution | None:
        return self.resolutions[-1] if self.resolutions else None

    @property
    def settled_as(self) -> str | None:
        return self.resolution.outcome if self.resolution else None

    @property
    def settlements(self) -> list[Settlement]:
        return settling(map(as_settlement, self.resolutions))

    @property
    def outcome(self) -> Outcome:
        return derive(self.said, self.settlements, self.needed)

    @property
    def voters(self) -> str:
        """Who has voted while others are awaited, as it is stored: ",3,8,"."""
        waits = self.outcome.state == State.AWAITING
        return "".join(f",{voter}" for voter in sorted(self.votes)) + "," if waits else ""

    def is_open_to(self, reviewer: int) -> bool:
        return not self.resolutions and is_open_to(reviewer, self.votes, self.outcome.state)


def ballots(rules: Rules, citations: Iterable[int]) -> dict[int, Ballot]:
    """By citation (its key); those without any vote have an empty one. A constant number of queries a thousand."""
    found: dict[int, Ballot] = {}
    stage = rules.policy.stage
    for keys in pieces(citations):
        needed = rules.votes_needed(keys)
        found |= {key: Ballot(needed[key]) for key in keys}
        joined = dict(Citation.objects.filter(into__in=keys).order_by("pk").values_list("pk", "into"))
        for key, into in joined.items():
            found[into].joined.append(key)
        said = {"citation__in": [*keys, *joined], "stage": stage}
        for row in Decision.objects.filter(**said).order_by("pk"):
            found[joined.get(row.citation_id, row.citation_id)].rows.append(as_vote(row))
        resolutions = list(Resolution.objects.filter(**said).select_related("adjudicator").order_by("pk"))
        opened = Reopening.objects.filter(**said, closes=None, closed_by=None) if resolutions else ()
        for resolution in resolutions:
            if not any(passed_over(resolution, each) for each in opened):
                found[joined.get(resolution.citation_id, resolution.citation_id)].resolutions.append(resolution)
    return found


def passed_over(resolution: Resolution, reopening: Reopening) -> bool:
    """Was what it settled opened again since?"""
    reached = resolution.citation_id in (reopening.citation_id, *reopening.spoke_for)
    return reached and resolution.resolved_at <= reopening.reopened_at


def pieces(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Few enough at a time to be named in one query."""
    every = list(keys)
    return (every[at : at + PIECE] for at in range(0, len(every), PIECE))


def as_vote(row: Decision) -> Vote:
    words = (row.verdict, row.reason, row.note)
    reach = frozenset(row.spoke_for)
    return Vote(row.pk, row.reviewer_id, *words, row.undoes_id, row.citation_id, reach, row.decided_at.timestamp())


def as_settlement(row: Resolution) -> Settlement:
    return Settlement(row.pk, row.outcome, row.citation_id, frozenset(row.spoke_for), row.resolved_at.timestamp())


def state_column(stage: str) -> str:
    return f"state_{stage}"


def is_in(stage: str, states: Collection[str]) -> Q:
    """Citations in these states at the stage. The index by both states wants the first one named, whatever it is."""
    found = Q(**{f"{state_column(stage)}__in": states})
    return found & Q(state_title_abstract__in=State.values) if stage == Stage.FULL_TEXT else found


def voted(stage: str, reviewer: User) -> Q:
    """Citations that await more votes, the reviewer having given his or hers."""
    return Q(**{state_column(stage): State.AWAITING, f"voters_{stage}__contains": f",{reviewer.pk},"})


def in_stage(review: Review, stage: str) -> QuerySet[Citation]:
    """What this stage of the review is about."""
    return at_stage(review.citations.standing(), stage)


def at_stage(citations: QuerySet[Citation], stage: str) -> QuerySet[Citation]:
    """All of them at the first stage; at the second those that titles and abstracts let through and can be read."""
    return reached(citations, stage).exclude(without_text()) if stage == Stage.FULL_TEXT else citations


def reached(citations: QuerySet[Citation], stage: str) -> QuerySet[Citation]:
    """The same with those whose full text was not found."""
    return citations.filter(state_title_abstract=State.INCLUDED) if stage == Stage.FULL_TEXT else citations


def votes_of(review: Review, stage: str, reviewer: User) -> QuerySet[Decision]:
    """What the reviewer said and did not take back."""
    return Decision.objects.standing().filter(review=review, stage=stage, reviewer=reviewer)


def unscreened(citations: QuerySet[Citation], stage: str, reviewer: User) -> tuple[QuerySet[Citation], ...]:
    """Of these, what waits for the reviewer: untouched ones, and those that await another vote, his or hers.

    Where people are asked to screen by share or list, only what falls to this one.
    """
    return open_to(citations.filter(falls_to(reviewer, stage)), stage, reviewer)


def open_to(citations: QuerySet[Citation], stage: str, reviewer: User) -> tuple[QuerySet[Citation], ...]:
    """The same of citations that all fall to the reviewer.

    Two parts, because a database finds the first of each by its index, and of both together only by looking at all.
    """
    column = state_column(stage)
    awaiting = citations.filter(~voted(stage, reviewer), **{column: State.AWAITING})
    return citations.filter(**{column: State.UNDECIDED}), awaiting


def waits(stage: str, reviewer: User) -> Q:
    """The same in one part, to be asked of few citations."""
    column = state_column(stage)
    return Q(**{column: State.UNDECIDED}) | Q(~voted(stage, reviewer), **{column: State.AWAITING})


def visible(rows: QuerySet[Any], viewer: User) -> QuerySet[Any]:
    """Of decisions those that the viewer may read: his or her own, and the others' once all have decided.

    Those on a citation that was joined into another are as open as that one. What was decided and then opened again
    stays readable.
    """
    # Named by a query of their own: joined to what undid them, all decisions would be walked through.
    set_aside = Decision.objects.filter(undoes__isnull=False, reopening__isnull=False).values("undoes")
    closed = Q(pk__in=set_aside) | Q(undoes__isnull=False, reopening__isnull=False)
    for stage in Stage.values:
        column = state_column(stage)
        alone = Q(citation__into=None) & ~Q(**{f"citation__{column}__in": OPEN})
        joined = Q(citation__into__isnull=False) & ~Q(**{f"citation__into__{column}__in": OPEN})
        closed |= Q(stage=stage) & (alone | joined)
    return rows.filter(Q(reviewer=viewer) | closed)


def visible_at(votes: QuerySet[Decision], review: Review, stage: str, viewer: User) -> QuerySet[Decision]:
    """As `visible`, of votes of the review those that stand at one stage: to count them all.

    What is decided is looked up once: joined to each vote it would be all that the page costs.
    """
    return standing_votes(votes, stage).filter(
        Q(reviewer=viewer.pk) | Q(citation__in=_in_states(review, stage, CLOSED))
    )


def standing_votes(votes: QuerySet[Decision], stage: str) -> QuerySet[Decision]:
    """What was taken back is named by its key, so that an index answers for all other votes; so it is in any review."""
    undoing = Decision.objects.filter(undoes__isnull=False).order_by()
    return votes.filter(stage=stage).exclude(pk__in=undoing.values("pk")).exclude(pk__in=undoing.values("undoes"))


def may_settle(review: Review, user: User, ballot: Ballot, stage: str) -> bool:
    """As the review has it: a lead, or any third person; nobody a conflict of his or her own vote, unless allowed.

    Reviewers who settle by agreement do so among themselves, see `may_agree`; a lead may end what they cannot.
    Where there is no other lead, the one that there is may settle all the same.
    """
    policy = in_force(review, stage)
    mine = user.pk in ballot.votes
    role = review.members.present().filter(user=user).values_list("role", flat=True).first()
    if role != Role.LEAD:
        return policy.settles == Settles.THIRD and role == Role.REVIEWER and not mine
    others = review.members.leading().exclude(user=user)
    return not mine or policy.own_conflicts or not others.exists()


def may_agree(review: Review, user: User, ballot: Ballot, stage: str) -> bool:
    """Where conflicts are settled by agreement, those do it whose votes they are: one proposes, another confirms."""
    return in_force(review, stage).settles == Settles.AGREEMENT and user.pk in ballot.votes


def verb(stage: str, deed: str) -> str:
    """How the trail names what is done to votes: deed is voted, took back a vote, settled or recorded votes."""
    return f"{deed} at {Stage(stage).label}"


VOTED, TOOK_BACK, SETTLED, RECORDED = "voted", "took back a vote", "settled", "recorded votes"
REOPENED, CLOSED_AGAIN, PROPOSED = "re-opened", "closed again", "proposed how to settle"
CARRIED, CARRIED_BACK = "carried over labels", "took back carried labels"


@veil
def open_votes_of_others(review: Review, viewer: User) -> Q:
    """Events of votes on what is not decided yet; of votes recorded together, while any of them is open.

    The verb is asked first. What is open is looked up once for all events, not for each: a review has more events of
    votes than citations.
    """
    hidden = Q()
    for stage in Stage.values:
        votes = Decision.objects.filter(review=review, stage=stage, citation__in=_open(review, stage)).order_by()
        carried = votes.filter(carried__isnull=False)
        hidden |= _verbs(stage, VOTED, TOOK_BACK) & Q(object_id__in=_open(review, stage))
        hidden |= _verbs(stage, RECORDED) & Q(actor__in=votes.values("reviewer"))
        hidden |= Q(verb__in=[CARRIED, CARRIED_BACK]) & Q(object_id__in=carried.values("carried__batch"))
    return ~Q(actor=viewer) & hidden


def _verbs(stage: str, *deeds: str) -> Q:
    return Q(verb__in=[verb(stage, deed) for deed in deeds])


def _open(review: Review, stage: str) -> QuerySet[Any]:
    return _in_states(review, stage, OPEN)


def _in_states(review: Review, stage: str, states: Collection[str]) -> QuerySet[Any]:
    """Keys of what is so at the stage; what was joined into another citation is as that one.

    In parts, because an index answers each of them and none answers all.
    """
    column, citations = f"{state_column(stage)}__in", review.citations.order_by().values("pk")
    gone = citations.filter(standing=False)
    standing = citations.filter(is_in(stage, states), standing=True)
    alone = gone.filter(into=None, **{column: states})
    joined = gone.filter(into__isnull=False, **{f"into__{column}": states})
    return standing.union(alone, joined, all=True)
