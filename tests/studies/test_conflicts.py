"""Conflicts: who may settle what, races between leads, and both sides staying readable."""

import pytest

from reviews.actions.people import change_role
from reviews.models.review import Role
from reviews.revisions import Stale
from reviews.trail import ReasonMissing
from studies.actions.resolving import NotAConflict, OwnVote, resolve_conflict
from studies.models import Citation, Resolution, Stage
from tests.studies.screened import cast, citations, settle
from tests.world import World

SETTLE = "conflicts/title-abstract/1/settle/"


@pytest.fixture
def conflict(world: World) -> Citation:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="exclude")
    return citation


def state() -> str:
    return Citation.objects.get().state_title_abstract


def test_the_lead_settles_and_it_can_be_settled_anew(world: World, conflict: Citation) -> None:
    settle(conflict, by=world.alice, outcome="include")
    assert state() == "included"
    assert world.review.documents.count() == 1
    settle(conflict, by=world.alice, outcome="exclude", revision=1)
    assert state() == "excluded"
    assert list(Resolution.objects.values_list("outcome", flat=True)) == ["include", "exclude"]
    assert not world.review.documents.standing().exists()


def test_a_settlement_says_why(world: World, conflict: Citation) -> None:
    with pytest.raises(ReasonMissing):
        resolve_conflict(
            citation=conflict, stage=Stage.TITLE_ABSTRACT, by=world.alice, outcome="include", reason=" ", revision=0
        )


def test_what_is_agreed_is_no_conflict(world: World, conflict: Citation) -> None:
    cast(conflict, dana="include")
    with pytest.raises(NotAConflict):
        settle(conflict, by=world.alice)


def test_the_second_of_two_leads_sees_what_the_first_said(world: World, conflict: Citation) -> None:
    first = settle(conflict, by=world.alice)
    with pytest.raises(Stale) as race:
        settle(conflict, by=world.alice, outcome="exclude")
    assert race.value.current == first
    answer = world.client(world.alice).post(
        world.url(SETTLE), {"outcome": "exclude", "reason": "My reason", "revision": "0"}
    )
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Illustrative reason" in body
    assert "My reason</textarea>" in body
    assert 'name="revision" value="1"' in body


def test_nobody_settles_a_conflict_of_ones_own_vote_while_another_lead_could(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, alice="include", dana="exclude")
    member = world.review.members.get(user=world.bob)
    change_role(member=member, role=Role.LEAD, by=world.alice)
    with pytest.raises(OwnVote):
        settle(citation, by=world.alice)
    form = {"outcome": "include", "reason": "Because", "revision": "0"}
    answer = world.client(world.alice).post(world.url(SETTLE), form)
    assert answer.status_code == 409
    assert "somebody else has to settle it" in answer.content.decode()
    change_role(member=member, role=Role.REVIEWER, by=world.alice)
    settle(citation, by=world.alice)
    assert state() == "included"


def test_the_page_shows_both_sides(world: World, conflict: Citation) -> None:
    body = world.client(world.alice).get(world.url("conflicts/")).content.decode()
    for words in ("1 to settle", "Bob · include", "Dana · exclude", "Illustrative reason", "criteria 1"):
        assert words in body
    answer = world.client(world.alice).post(world.url(SETTLE), {"outcome": "include", "reason": "", "revision": "0"})
    assert answer.status_code == 422
    answer = world.client(world.alice).post(
        world.url(SETTLE), {"outcome": "include", "reason": "It explains why", "revision": "0"}
    )
    assert answer.status_code == 302
    assert "No conflicts to settle" in world.client(world.alice).get(world.url("conflicts/")).content.decode()
    settled = world.client(world.bob).get(world.url("conflicts/?show=settled")).content.decode()
    for words in ("1 settled", "Bob · include", "Dana · exclude", "It explains why"):
        assert words in settled


def test_only_a_lead_settles(world: World, conflict: Citation) -> None:
    form = {"outcome": "include", "reason": "Because", "revision": "0"}
    assert world.client(world.omar).post(world.url(SETTLE), form).status_code == 403
    refused = world.client(world.bob).post(world.url(SETTLE), form)
    assert (refused.status_code, "One of these votes is yours" in refused.content.decode()) == (409, True)
    assert state() == "conflict"


def test_what_never_was_a_conflict_has_no_page(world: World) -> None:
    citations(world, 1)
    assert world.client(world.alice).get(world.url("conflicts/title-abstract/1/")).status_code == 404
