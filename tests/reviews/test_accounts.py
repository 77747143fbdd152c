"""Signing in and out, the password, and the lock after five wrong ones."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.world import PASSWORD, World

LOGIN = "/accounts/login/"


def sign_in(client: Client, email: str, password: str):
    return client.post(LOGIN, {"login": email, "password": password})


def test_sign_in_leads_home_and_sign_out_ends_it(world: World) -> None:
    client = Client()
    answer = sign_in(client, "ALICE@example.org", PASSWORD)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").headers["Location"] == f"{LOGIN}?next=/"


def test_forms_at_the_door_speak_as_the_site_does(world: World) -> None:
    client = Client()
    pages = [client.get(path).content.decode() for path in (LOGIN, "/accounts/password/reset/")]
    client.force_login(world.bob)
    pages.append(client.get("/accounts/password/change/").content.decode())
    for page in pages:
        assert "placeholder" not in page
        assert "Email" not in page
    assert all(label in pages[-1] for label in (">Current password<", ">New password<", ">New password again<"))


def test_nobody_signs_up_at_the_door(world: World) -> None:
    data = {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post("/accounts/signup/", data).status_code == 200
    assert sign_in(Client(), "eve@example.org", PASSWORD).status_code == 200


def test_five_wrong_passwords_lock_the_right_one_out(world: World) -> None:
    client = Client()
    for attempt in range(5):
        answer = sign_in(client, "bob@example.org", f"wrong {attempt}")
        assert "No account has this e-mail address with this password" in answer.content.decode()
    answer = sign_in(client, "bob@example.org", PASSWORD)
    assert answer.status_code == 200
    assert "Too many wrong passwords. Signing in is locked for five minutes" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_lock_is_for_one_account_from_anywhere(world: World) -> None:
    for attempt in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{attempt}"), "bob@example.org", "wrong")
    assert sign_in(Client(REMOTE_ADDR="192.0.2.99"), "Bob@example.org", PASSWORD).status_code == 200
    assert sign_in(Client(), "dana@example.org", PASSWORD).status_code == 302


def test_four_wrong_passwords_do_not_lock(world: World) -> None:
    for _ in range(4):
        sign_in(Client(), "bob@example.org", "wrong")
    assert sign_in(Client(), "bob@example.org", PASSWORD).status_code == 302


def test_lock_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    for _ in range(5):
        sign_in(Client(), "bob@example.org", "wrong")
    assert sign_in(Client(), "bob@example.org", PASSWORD).status_code == 200
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 301)
    assert sign_in(Client(), "bob@example.org", PASSWORD).status_code == 302
    cache.clear()


def test_forgotten_password_is_set_by_a_link_which_also_unlocks(world: World) -> None:
    for _ in range(5):
        sign_in(Client(), "bob@example.org", "wrong")
    client, new = Client(), "another illustrative passphrase"
    client.post("/accounts/password/reset/", {"email": "bob@example.org"})
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/accounts/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(Client(), "bob@example.org", new).status_code == 302


def test_forgotten_password_tells_nobody_who_has_an_account(world: World) -> None:
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": email}) for email in ("bob@example.org", "eve@example.org")
    )
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [letter.to for letter in mail.outbox] == [["bob@example.org"]]


@pytest.mark.parametrize("door", ["email/", "confirm-email/", "login/code/confirm/"])
def test_doors_that_lead_nowhere_are_closed(world: World, door: str) -> None:
    assert world.client(world.bob).get(f"/accounts/{door}").status_code == 404


def test_password_change_asks_for_the_old_one_and_keeps_the_session(world: World) -> None:
    client = Client()
    sign_in(client, "bob@example.org", PASSWORD)
    new = "another illustrative passphrase"
    url = "/accounts/password/change/"
    wrong = client.post(url, {"oldpassword": "wrong", "password1": new, "password2": new})
    assert wrong.status_code == 200
    client.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/").status_code == 200
    assert sign_in(Client(), "bob@example.org", PASSWORD).status_code == 200
    assert sign_in(Client(), "bob@example.org", new).status_code == 302
