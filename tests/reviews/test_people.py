"""Members: roles, leaving, coming back, and the last lead who stays."""

import threading

import pytest
from django.db import connection

from reviews.access import CAPABILITIES, Capability
from reviews.actions.people import AlreadyMember, LastLead, LeadsOnly, add_member, change_role, take_out
from reviews.models import Member
from reviews.models.review import Role
from reviews.trail import ReasonMissing
from tests.world import World, make_world


def member(world: World, name: str) -> Member:
    return world.review.members.get(user=getattr(world, name))


def test_role_changes_with_before_and_after(world: World) -> None:
    change_role(member=member(world, "bob"), role=Role.LEAD, by=world.alice, reason="Alice is away")
    assert member(world, "bob").role == Role.LEAD
    event = world.review.events.first()
    assert (event.actor, event.verb, event.reason) == (world.alice, "changed the role of", "Alice is away")
    assert (event.before, event.after) == ({"role": "reviewer"}, {"role": "lead"})


def test_last_lead_stays(world: World) -> None:
    with pytest.raises(LastLead, match="Make somebody else a lead first"):
        change_role(member=member(world, "alice"), role=Role.REVIEWER, by=world.alice)
    with pytest.raises(LastLead):
        take_out(member=member(world, "alice"), by=world.alice, reason="leaving")
    change_role(member=member(world, "bob"), role=Role.LEAD, by=world.alice)
    take_out(member=member(world, "alice"), by=world.alice, reason="leaving")
    assert member(world, "alice").left_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_leads_cannot_take_each_other_out_at_once() -> None:
    world = make_world()
    change_role(member=member(world, "bob"), role=Role.LEAD, by=world.alice)
    both, refused = threading.Barrier(2, timeout=10), []

    def take(whom: str, by: str) -> None:
        both.wait()
        try:
            take_out(member=member(world, whom), by=getattr(world, by), reason="a quarrel")
        except (LastLead, LeadsOnly) as refusal:  # by then there is one lead, or who acts is no lead any more
            refused.append(refusal)
        connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in (("alice", "bob"), ("bob", "alice"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert len(refused) == 1
    assert world.review.members.leading().count() == 1


def test_admin_does_not_rise_above_the_leads(world: World) -> None:
    for act in (
        lambda: change_role(member=member(world, "adam"), role=Role.LEAD, by=world.adam),
        lambda: change_role(member=member(world, "alice"), role=Role.OBSERVER, by=world.adam),
        lambda: take_out(member=member(world, "alice"), by=world.adam, reason="I want it"),
        lambda: add_member(review=world.review, user=world.cleo, role=Role.LEAD, by=world.adam),
    ):
        with pytest.raises(LeadsOnly):
            act()
    change_role(member=member(world, "omar"), role=Role.REVIEWER, by=world.adam)
    assert member(world, "omar").role == Role.REVIEWER


def test_who_leaves_keeps_the_row_and_comes_back_to_it(world: World) -> None:
    before = member(world, "dana")
    with pytest.raises(ReasonMissing):
        take_out(member=before, by=world.alice, reason=" ")
    take_out(member=before, by=world.alice, reason="parental leave")
    assert world.client(world.dana).get(world.url("people/")).status_code == 404
    back = add_member(review=world.review, user=world.dana, role=Role.OBSERVER, by=world.alice)
    assert (back.pk, back.role, back.left_at) == (before.pk, Role.OBSERVER, None)
    with pytest.raises(AlreadyMember):
        add_member(review=world.review, user=world.dana, role=Role.REVIEWER, by=world.alice)
    verbs = list(world.review.events.values_list("verb", flat=True)[:2])
    assert verbs == ["took back", "took out"]


def test_page_shows_members_and_the_table_that_decides(world: World) -> None:
    text = world.client(world.omar).get(world.url("people/")).content.decode()
    for user in world.members.values():
        assert user.email in text
    assert text.count('<span class="sr">yes</span>') == sum(map(len, CAPABILITIES.values()))
    assert all(each.value in text for each in Capability)
    assert "Invite somebody" not in text


def test_page_changes_role_takes_out_and_takes_back(world: World) -> None:
    client, dana = world.client(world.alice), member(world, "dana")
    assert client.post(world.url(f"people/{dana.pk}/role/"), {"role": "observer"}).status_code == 302
    assert member(world, "dana").role == Role.OBSERVER
    assert client.post(world.url(f"people/{dana.pk}/take-out/"), {"reason": ""}).status_code == 422
    assert client.post(world.url(f"people/{dana.pk}/take-out/"), {"reason": "moved"}).status_code == 302
    assert "Left the review" in client.get(world.url("people/")).content.decode()
    assert client.post(world.url(f"people/{dana.pk}/take-back/")).status_code == 302
    assert member(world, "dana").left_at is None


def test_page_says_why_the_last_lead_stays(world: World) -> None:
    answer = world.client(world.alice).post(world.url(f"people/{member(world, 'alice').pk}/role/"), {"role": "admin"})
    assert answer.status_code == 422
    assert "Alice is the only lead. Make somebody else a lead first." in answer.content.decode()


def test_role_is_one_of_four_in_the_form_too(world: World) -> None:
    answer = world.client(world.alice).post(world.url(f"people/{member(world, 'bob').pk}/role/"), {"role": "king"})
    assert answer.status_code == 422
    assert member(world, "bob").role == Role.REVIEWER
