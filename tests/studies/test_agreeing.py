"""Who settles conflicts, as the policy has it: a lead, a third person, or the reviewers by agreement."""

import pytest

from reviews.actions.people import add_member, change_role
from reviews.models import User
from reviews.models.review import Role
from studies.actions.agreeing import Superseded, agree, propose
from studies.actions.policies import set_policy
from studies.actions.resolving import NotAConflict, NotYours, OwnVote
from studies.models import Citation, Proposal, Stage
from tests.studies.screened import cast, citations, settle
from tests.world import World, person

TITLES = Stage.TITLE_ABSTRACT.value
HERE = "conflicts/title-abstract/1/"


@pytest.fixture
def conflict(world: World) -> Citation:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="exclude")
    return citation


def settles(world: World, how: str, **more: bool) -> None:
    set_policy(review=world.review, stage=TITLES, mode="dual", settles=how, by=world.alice, **more)


def proposed(citation: Citation, by: User, outcome: str = "include") -> Proposal:
    return propose(citation=citation, stage=TITLES, outcome=outcome, reason="We talked", by=by)


def state(citation: Citation) -> str:
    citation.refresh_from_db()
    return citation.state_title_abstract


def test_a_third_reviewer_settles_where_the_policy_says_so(world: World, conflict: Citation) -> None:
    third = person("finn")
    add_member(review=world.review, user=third, role=Role.REVIEWER, by=world.alice)
    with pytest.raises(NotYours):
        settle(conflict, by=third)
    settles(world, "third")
    with pytest.raises(OwnVote):
        settle(conflict, by=world.bob)
    answer = world.client(third).post(world.url(f"{HERE}settle/"), {"outcome": "include", "reason": "Read twice"})
    assert answer.status_code == 302
    assert state(conflict) == "included"


def test_a_reviewer_is_refused_where_leads_settle(world: World, conflict: Citation) -> None:
    answer = world.client(world.bob).post(world.url(f"{HERE}settle/"), {"outcome": "include", "reason": "Mine"})
    assert answer.status_code == 409
    assert state(conflict) == "conflict"


def test_reviewers_agree_one_proposing_and_the_other_confirming(world: World, conflict: Citation) -> None:
    settles(world, "agreement")
    bob, dana = world.client(world.bob), world.client(world.dana)
    bob.post(world.url(f"{HERE}propose/"), {"outcome": "include", "reason": "It has a mechanism after all"})
    body = dana.get(world.url(HERE)).content.decode()
    assert "Bob proposes to include: It has a mechanism after all" in body
    assert "agree/" not in bob.get(world.url(HERE)).content.decode()
    key = Proposal.objects.get().pk
    assert dana.post(world.url(f"{HERE}agree/{key}/")).status_code == 302
    assert state(conflict) == "included"
    settled = conflict.resolutions.get()
    assert (settled.adjudicator, settled.proposal.proposed_by) == (world.dana, world.bob)
    assert settled.reason == "Bob: It has a mechanism after all"
    assert conflict.decisions.count() == 2


def test_who_confirms_may_say_why_too(world: World, conflict: Citation) -> None:
    settles(world, "agreement")
    key = proposed(conflict, world.bob).pk
    world.client(world.dana).post(world.url(f"{HERE}agree/{key}/"), {"reason": "Page 3 says so"})
    assert conflict.resolutions.get().reason == "Bob: We talked Dana: Page 3 says so"


def test_nobody_confirms_the_own_proposal_or_that_of_a_conflict_of_others(world: World, conflict: Citation) -> None:
    with pytest.raises(OwnVote, match="Only those"):
        proposed(conflict, world.bob)
    settles(world, "agreement")
    mine = proposed(conflict, world.bob)
    with pytest.raises(OwnVote, match="your own"):
        agree(proposal=mine, by=world.bob)
    with pytest.raises(OwnVote, match="Only those"):
        agree(proposal=mine, by=world.alice)


def test_a_later_proposal_takes_the_place_of_an_earlier_one(world: World, conflict: Citation) -> None:
    settles(world, "agreement")
    first, last = proposed(conflict, world.bob), proposed(conflict, world.bob, "exclude")
    with pytest.raises(Superseded, match="otherwise by now"):
        agree(proposal=first, by=world.dana)
    agree(proposal=last, by=world.dana)
    assert state(conflict) == "excluded"
    with pytest.raises(NotAConflict):
        agree(proposal=last, by=world.dana)


def test_a_lead_ends_what_reviewers_cannot(world: World, conflict: Citation) -> None:
    settles(world, "agreement")
    settle(conflict, by=world.alice)
    assert state(conflict) == "included"


def test_own_conflicts_may_be_allowed(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, alice="include", dana="exclude")
    change_role(member=world.review.members.get(user=world.bob), role=Role.LEAD, by=world.alice)
    with pytest.raises(OwnVote):
        settle(citation, by=world.alice)
    settles(world, "lead", own_conflicts=True)
    settle(citation, by=world.alice)
    assert state(citation) == "included"
