"""Invitations by link: used once, for two weeks, by somebody new or by somebody with an account."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from reviews.actions.accounts import open_account
from reviews.actions.invitations import (
    AccountExists,
    InvitationClosed,
    Sent,
    accept_invitation,
    invite,
    invite_to_account,
    join,
    withdraw_invitation,
)
from reviews.actions.people import AlreadyMember, LeadsOnly, take_out
from reviews.models import Invitation, User
from reviews.models.review import Role, hash_of
from tests.world import PASSWORD, World

NEW = "eve@example.org"


def token(sent: Sent) -> str:
    return sent.link.rstrip("/").rpartition("/")[2]


def path(sent: Sent) -> str:
    return f"/invitation/{token(sent)}/"


@pytest.fixture
def sent(world: World) -> Sent:
    return invite(review=world.review, email=NEW, role=Role.REVIEWER, by=world.alice)


def test_database_keeps_the_hash_alone(sent: Sent) -> None:
    kept = Invitation.objects.get()
    assert kept.token_hash == hash_of(token(sent))
    assert token(sent) not in str(vars(kept))


def test_letter_has_the_link_of_this_site(
    world: World, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.SITE_URL = "https://workbench.example.org"
    with django_capture_on_commit_callbacks(execute=True):
        sent = invite(review=world.review, email=f" {NEW.upper()} ", role=Role.OBSERVER, by=world.alice)
    letter = mail.outbox[0]
    assert letter.to == [NEW]
    assert sent.link.startswith("https://workbench.example.org/invitation/")
    assert sent.link in letter.body
    assert "Alice invites you" in letter.body
    assert "as observer" in letter.body


def test_link_is_shown_though_the_letter_is_lost(
    world: World, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.EMAIL_BACKEND = "nowhere.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        answer = world.client(world.alice).post(world.url("people/invite/"), {"email": NEW, "role": "observer"})
    assert "/invitation/" in answer.content.decode()


def test_link_is_shown_once_to_the_inviter(world: World) -> None:
    client = world.client(world.adam)
    answer = client.post(world.url("people/invite/"), {"email": NEW, "role": "observer"})
    assert answer.status_code == 200
    assert "/invitation/" in answer.content.decode()
    later = client.get(world.url("people/")).content.decode()
    assert NEW in later
    assert "/invitation/" not in later


def test_somebody_new_sets_a_password_and_is_inside(world: World, sent: Sent) -> None:
    client = Client()
    assert "Choose a name and a password" in client.get(path(sent)).content.decode()
    answer = client.post(f"{path(sent)}join/", {"name": "Eve", "password": PASSWORD})
    assert answer.headers["Location"] == world.url()
    assert client.get(world.url("people/")).status_code == 200
    eve = User.objects.get(email=NEW)
    assert (str(eve), eve.check_password(PASSWORD), eve.is_staff) == ("Eve", True, False)
    assert world.review.members.get(user=eve).role == Role.REVIEWER


def test_weak_password_is_refused_and_the_name_kept(world: World, sent: Sent) -> None:
    answer = Client().post(f"{path(sent)}join/", {"name": "Eve", "password": "eve"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "too short" in text
    assert 'value="Eve"' in text
    assert not User.objects.filter(email=NEW).exists()


def test_link_works_once(world: World, sent: Sent) -> None:
    join(token=token(sent), name="Eve", password=PASSWORD)
    answer = Client().get(path(sent))
    assert answer.status_code == 410
    assert "It was used on" in answer.content.decode()
    with pytest.raises(InvitationClosed):
        accept_invitation(token=token(sent), by=world.cleo)
    assert not world.review.members.filter(user=world.cleo).exists()


def test_link_ends_after_two_weeks(world: World, sent: Sent) -> None:
    assert sent.invitation.expires_at - sent.invitation.created_at >= timedelta(days=14) - timedelta(seconds=5)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "It was open until" in Client().get(path(sent)).content.decode()
    with pytest.raises(InvitationClosed):
        join(token=token(sent), name="Eve", password=PASSWORD)


def test_withdrawn_link_is_closed(world: World, sent: Sent) -> None:
    client = world.client(world.adam)
    assert client.post(world.url(f"people/invitations/{sent.invitation.pk}/withdraw/")).status_code == 302
    assert Client().get(path(sent)).status_code == 410
    with pytest.raises(InvitationClosed):
        withdraw_invitation(invitation=sent.invitation, by=world.alice)


def test_unknown_link_is_not_found(world: World) -> None:
    assert Client().get("/invitation/nonsense/").status_code == 404
    assert Client().post("/invitation/nonsense/join/", {"name": "Eve", "password": PASSWORD}).status_code == 404


def test_newer_invitation_replaces_the_older(world: World, sent: Sent) -> None:
    again = invite(review=world.review, email=NEW, role=Role.OBSERVER, by=world.alice)
    assert Client().get(path(sent)).status_code == 410
    assert Client().get(path(again)).status_code == 200
    assert world.review.invitations.open().count() == 1


def test_somebody_with_an_account_signs_in_first(world: World) -> None:
    sent = invite(review=world.review, email=world.cleo.email, role=Role.REVIEWER, by=world.alice)
    client = Client()
    assert f"/accounts/login/?next={path(sent)}" in client.get(path(sent)).content.decode()
    with pytest.raises(AccountExists):
        join(token=token(sent), name="Not Cleo", password="somebody else's passphrase")
    assert client.post(f"{path(sent)}accept/").status_code == 302
    answer = client.post(f"/accounts/login/?next={path(sent)}", {"login": world.cleo.email, "password": PASSWORD})
    assert answer.headers["Location"] == path(sent)
    assert client.post(f"{path(sent)}accept/").headers["Location"] == world.url()
    assert world.review.members.get(user=world.cleo).role == Role.REVIEWER


def test_other_account_joins_knowingly_and_the_trail_tells(world: World, sent: Sent) -> None:
    client = world.client(world.cleo)
    assert "You are signed in as cleo@example.org, another address" in client.get(path(sent)).content.decode()
    client.post(f"{path(sent)}accept/")
    assert world.review.events.first().after == {"role": "reviewer", "invited": NEW}


def test_who_left_is_invited_back_to_the_same_row(world: World) -> None:
    row = world.review.members.get(user=world.dana)
    take_out(member=row, by=world.alice, reason="moved")
    sent = invite(review=world.review, email=world.dana.email, role=Role.OBSERVER, by=world.alice)
    accept_invitation(token=token(sent), by=world.dana)
    row.refresh_from_db()
    assert (row.role, row.left_at) == (Role.OBSERVER, None)


def test_members_are_not_invited_and_admins_invite_no_lead(world: World) -> None:
    with pytest.raises(AlreadyMember):
        invite(review=world.review, email="BOB@example.org", role=Role.REVIEWER, by=world.alice)
    with pytest.raises(LeadsOnly):
        invite(review=world.review, email=NEW, role=Role.LEAD, by=world.adam)
    answer = world.client(world.adam).post(world.url("people/invite/"), {"email": NEW, "role": "lead"})
    assert answer.status_code == 422
    assert "Only a lead can make somebody a lead" in answer.content.decode()
    assert f'value="{NEW}"' in answer.content.decode()


def test_account_without_password_is_completed_by_its_link(db: None) -> None:
    user = open_account(email="frank@example.org", by=None)
    first, second = invite_to_account(user=user, by=None), invite_to_account(user=user, by=None)
    assert Client().get(path(first)).status_code == 410
    client = Client()
    answer = client.post(f"{path(second)}join/", {"name": "Frank", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_link_of_an_account_is_not_for_another(world: World) -> None:
    sent = invite_to_account(user=open_account(email="frank@example.org", by=None), by=None)
    answer = world.client(world.cleo).post(f"{path(sent)}accept/")
    assert answer.status_code == 422
    assert "completes another account" in answer.content.decode()
