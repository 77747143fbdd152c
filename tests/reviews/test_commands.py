"""What scripts lean on: names, keys of the JSON, exit statuses and bytes."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from reviews import exports, verification
from reviews.actions.people import take_out
from reviews.actions.theory import write_statement
from reviews.models import Counter, Review, User
from reviews.models.review import Role
from tests import append_only
from tests.world import PASSWORD, World


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    """`answer("command", …)`: the JSON objects it printed, one a line."""

    def ask(*words: str) -> list[dict[str, Any]]:
        call_command(*words, "--json")
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def refusal(*words: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*words)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_create_user_with_a_link(db: None, answer: Any) -> None:
    (first,) = answer("create_user", "Eve@Example.org", "--name", "Eve")
    assert (first["email"], first["created"]) == ("eve@example.org", True)
    (second,) = answer("create_user", "eve@example.org")
    assert (second["created"], second["link"] != first["link"]) == (False, True)
    path = second["link"].removeprefix("http://localhost:8000")
    Client().post(f"{path}join/", {"name": "Eve", "password": PASSWORD})
    assert User.objects.get(email="eve@example.org").check_password(PASSWORD)
    assert answer("create_user", "eve@example.org") == [{"email": "eve@example.org", "created": False, "link": ""}]


def test_create_user_with_a_password_from_the_environment(
    db: None, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_WORD", PASSWORD)
    (told,) = answer("create_user", "eve@example.org", "--admin", "--password-env", "SECRET_WORD")
    assert told == {"email": "eve@example.org", "created": True, "link": ""}
    eve = User.objects.get()
    assert (eve.check_password(PASSWORD), eve.is_staff, eve.is_superuser) == (True, True, True)


def test_create_user_refuses_what_cannot_be(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "valid email" in refusal("create_user", "nobody")
    assert "NOWHERE is empty" in refusal("create_user", "eve@example.org", "--password-env", "NOWHERE")
    monkeypatch.setenv("SHORT", "eve")
    assert "too short" in refusal("create_user", "eve@example.org", "--password-env", "SHORT")
    assert not User.objects.exists()


def test_create_review(world: World, answer: Any) -> None:
    words = ("create_review", "walk", "--title", "Illustrative review of walking", "--lead", "cleo@example.org")
    assert answer(*words, "--template", "ICAMO") == [{"slug": "walk"}]
    review = Review.objects.get(slug="walk")
    assert (review.template, review.members.get().user) == ("ICAMO", world.cleo)
    assert "Another review has the address “walk”" in refusal(*words)
    assert "There is no account for eve@example.org" in refusal(*words[:-1], "eve@example.org")
    assert "is no address" in refusal("create_review", "a b", *words[2:])


def test_add_member(world: World, answer: Any) -> None:
    words = ("add_member", "talk", "cleo@example.org", "--role")
    assert answer(*words, "observer") == [{"email": "cleo@example.org", "role": "observer"}]
    assert answer(*words, "reviewer") == [{"email": "cleo@example.org", "role": "reviewer"}]
    assert answer(*words, "reviewer") == [{"email": "cleo@example.org", "role": "reviewer"}]
    assert world.review.members.get(user=world.cleo).role == Role.REVIEWER
    assert "only lead" in refusal("add_member", "talk", "alice@example.org", "--role", "observer")
    assert "Only a lead" in refusal(*words, "lead", "--by", "adam@example.org")
    assert "There is no review “nowhere”; the reviews here are: talk." in refusal(
        "add_member", "nowhere", *words[2:], "lead"
    )
    assert "bob@example.org may not invite people" in refusal(*words, "observer", "--by", "bob@example.org")
    assert "ada@example.org is not a member of talk" in refusal(*words, "lead", "--by", "ada@example.org")


def test_export_to_stdout_is_the_bytes_of_the_page(world: World, capfdbinary: Any) -> None:
    call_command("export", "talk", "events", "--to", "-")
    printed = capfdbinary.readouterr().out
    assert printed.startswith(b"\xef\xbb\xbfevent,at,")
    assert printed == world.client(world.alice).get(world.url("report/events.csv")).getvalue()


def test_export_to_a_file_of_that_ending(world: World, answer: Any, tmp_path: Path) -> None:
    write_statement(review=world.review, if_text="=a", then_text="b", by=world.alice)
    path = tmp_path / "table.XLSX"
    assert answer("export", "talk", "theory_statements", "--to", str(path)) == [
        {"name": "theory_statements", "file": str(path), "rows": 1}
    ]
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]][:4] == [1, "initial", "=a", "b"]


def test_export_refuses_what_cannot_be(world: World, tmp_path: Path) -> None:
    target = str(tmp_path / "a.csv")
    assert "There is no table “nonsense”; the tables are:" in refusal("export", "talk", "nonsense", "--to", target)
    assert "must end in one of: csv, xlsx, docx" in refusal("export", "talk", "events", "--to", str(tmp_path / "a.exe"))
    assert "cannot be written" in refusal("export", "talk", "events", "--to", str(tmp_path / "none" / "a.csv"))
    assert "Say which review" in refusal("export", "talk")
    assert list(tmp_path.iterdir()) == []


def test_export_list(db: None, answer: Any) -> None:
    told = answer("export", "--list")
    assert [each["name"] for each in told] == [each.name for each in exports.exports()]
    events = next(each for each in told if each["name"] == "events")
    assert events["label"] == "Trail of events"
    assert {"csv", "xlsx", "docx"} <= set(events["formats"])
    assert events["columns"][:4] == ["event", "at", "actor", "verb"]


def test_verify_finds_nothing_where_nothing_is_wrong(world: World, answer: Any) -> None:
    for _ in range(3):
        write_statement(review=world.review, if_text="a", then_text="b", by=world.alice)
    (told,) = answer("verify", "talk")
    assert [each for each in told["checks"] if not each["ok"]] == []
    assert {"name", "expected", "found", "ok"} == set(told["checks"][0])


def failed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as status:
        call_command("verify", "talk", "--json")
    assert status.value.code == 1
    return [each["name"] for each in json.loads(capsys.readouterr().out)["checks"] if not each["ok"]]


def test_verify_finds_a_gap_in_the_numbers(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        write_statement(review=world.review, if_text="a", then_text="b", by=world.alice)
    world.review.statements.filter(number=2).update(number=9)
    assert failed(capsys) == ["statement numbers"]
    Counter.objects.filter(kind="statement").update(last=9)
    assert failed(capsys) == ["statement numbers"]


def test_verify_finds_a_lifted_trigger(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with append_only.lifted(connection):
        assert {"reviews_event is append-only", "reviews_theoryversion is append-only"} <= set(failed(capsys))


def test_verify_hears_what_apps_register(world: World, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    wrong = verification.Check("illustrative sums", 2, 3)
    monkeypatch.setattr(verification, "_registry", [lambda review: [wrong]])
    assert failed(capsys) == ["illustrative sums"]


def test_command_acts_as_the_first_lead_or_says_whom_to_name(world: World) -> None:
    take_out(member=world.review.members.get(user=world.dana), by=world.alice, reason="moved")
    assert "dana@example.org is not a member" in refusal(
        "add_member", "talk", "cleo@example.org", "--role", "lead", "--by", "dana@example.org"
    )
    world.review.members.filter(user=world.alice).update(role=Role.OBSERVER)
    assert "has no lead; say who acts with --by" in refusal("add_member", "talk", "cleo@example.org", "--role", "lead")
