"""Statements that change with a reason, and versions that no longer change."""

import pytest
from django.db import DatabaseError, transaction

from reviews.actions.theory import (
    NothingToFreeze,
    bring_back_statement,
    edit_statement,
    freeze_version,
    retire_statement,
    write_statement,
)
from reviews.models import TheoryStatement, TheoryVersion
from reviews.models.theory import Stage
from reviews.revisions import Stale
from reviews.trail import ReasonMissing
from tests.world import World

WORDS = {"if_text": "officials meet researchers often", "then_text": "they use evidence", "because_text": "they trust"}
CHANGED = {**WORDS, "then_text": "they ask for evidence", "kind": "initial"}


def write(world: World, **words: str) -> TheoryStatement:
    return write_statement(review=world.review, **{**WORDS, **words}, by=world.alice)


def test_statements_are_numbered_within_the_review(world: World) -> None:
    assert [write(world).number, write(world, kind="rival").number] == [1, 2]
    event = world.review.events.first()
    assert (event.verb, event.after["kind"], event.after["if"]) == ("wrote", "rival", WORDS["if_text"])


def test_edit_leaves_before_after_and_reason(world: World) -> None:
    statement = edit_statement(statement=write(world), revision=1, **CHANGED, reason="too strong", by=world.alice)
    assert statement.revision == 2
    event = world.review.events.first()
    assert (event.before["then"], event.after["then"]) == ("they use evidence", "they ask for evidence")
    assert event.reason == "too strong"


def test_edit_without_reason_or_from_an_old_text_writes_nothing(world: World) -> None:
    statement = write(world)
    with pytest.raises(ReasonMissing):
        edit_statement(statement=statement, revision=1, **CHANGED, reason=" ", by=world.alice)
    edit_statement(statement=statement, revision=1, **CHANGED, reason="first", by=world.alice)
    with pytest.raises(Stale) as stale:
        edit_statement(statement=statement, revision=1, **{**CHANGED, "if_text": "lost"}, reason="second", by=world.bob)
    assert stale.value.current.then_text == "they ask for evidence"
    statement.refresh_from_db()
    assert (statement.if_text, statement.revision) == (WORDS["if_text"], 2)


def test_saving_the_same_words_leaves_no_event(world: World) -> None:
    statement, before = write(world), world.review.events.count()
    edit_statement(statement=statement, revision=1, **WORDS, kind="initial", reason="none", by=world.alice)
    assert world.review.events.count() == before


def test_retired_statement_comes_back(world: World) -> None:
    statement = write(world)
    with pytest.raises(ReasonMissing):
        retire_statement(statement=statement, reason="", by=world.alice)
    retire_statement(statement=statement, reason="refuted", by=world.alice)
    assert not world.review.statements.standing().exists()
    retire_statement(statement=statement, reason="again", by=world.alice)
    bring_back_statement(statement=statement, reason="not refuted after all", by=world.alice)
    assert world.review.statements.standing().get() == statement
    assert list(world.review.events.values_list("verb", flat=True)[:3]) == ["brought back", "retired", "wrote"]


def test_version_keeps_the_statements_as_they_were(world: World) -> None:
    statement, retired = write(world), write(world, if_text="nobody meets")
    retire_statement(statement=retired, reason="out of scope", by=world.alice)
    first = freeze_version(review=world.review, narrative="Meeting makes use.", by=world.alice)
    edit_statement(statement=statement, revision=1, **CHANGED, reason="too strong", by=world.alice)
    second = freeze_version(review=world.review, stage=Stage.REFINED, by=world.alice)
    first.refresh_from_db()
    assert (first.number, second.number, second.parent) == (1, 2, first)
    assert [each["then"] for each in first.snapshot["statements"]] == ["they use evidence"]
    assert [each["then"] for each in second.snapshot["statements"]] == ["they ask for evidence"]


def test_nothing_to_freeze(world: World) -> None:
    with pytest.raises(NothingToFreeze, match="Write one first"):
        freeze_version(review=world.review, by=world.alice)
    write(world)
    freeze_version(review=world.review, by=world.alice)
    with pytest.raises(NothingToFreeze, match="Nothing changed since version 1"):
        freeze_version(review=world.review, by=world.alice)
    freeze_version(review=world.review, narrative="now told", by=world.alice)


def test_database_refuses_to_change_a_version(world: World) -> None:
    write(world)
    freeze_version(review=world.review, by=world.alice)
    for change in (lambda: TheoryVersion.objects.update(narrative="other"), TheoryVersion.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_page_walks_from_nothing_to_a_version(world: World) -> None:
    client = world.client(world.alice)
    empty = client.get(world.url("theory/")).content.decode()
    assert "No statement yet" in empty
    assert 'href="#write"' in empty
    wrong = client.post(world.url("theory/statements/write/"), {"if_text": "only this", "kind": "initial"})
    assert wrong.status_code == 422
    assert "only this" in wrong.content.decode()
    assert client.post(world.url("theory/statements/write/"), {**WORDS, "kind": "initial"}).status_code == 302
    answer = client.post(world.url("theory/freeze/"), {"stage": "initial", "narrative": "Meeting makes use."})
    assert answer.headers["Location"] == world.url("theory/versions/1/")
    version = client.get(world.url("theory/versions/1/")).content.decode()
    assert "Meeting makes use." in version
    assert WORDS["if_text"] in version
    assert "Version 1" in client.get(world.url("theory/")).content.decode()


def test_page_says_when_nothing_can_be_frozen(world: World) -> None:
    answer = world.client(world.alice).post(world.url("theory/freeze/"), {"stage": "initial"})
    assert answer.status_code == 422
    assert "There is no statement to freeze. Write one first." in answer.content.decode()


def test_second_to_save_sees_both_texts(world: World) -> None:
    statement = write(world)
    edit_statement(statement=statement, revision=1, **CHANGED, reason="first", by=world.alice)
    data = {**CHANGED, "then_text": "they ignore it", "revision": "1", "reason": "second"}
    url = world.url("theory/statements/1/edit/")
    client = world.client(world.alice)
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(url, data, headers=headers)
        assert answer.status_code == 409
        text = answer.content.decode()
        assert "then: they ignore it" in text
        assert "then: they ask for evidence" in text
        assert 'name="revision" value="2"' in text
    assert client.post(url, {**data, "revision": "2"}).status_code == 302
    statement.refresh_from_db()
    assert statement.then_text == "they ignore it"


def test_edit_in_place_answers_with_the_row(world: World) -> None:
    write(world)
    client = world.client(world.alice)
    form = client.get(world.url("theory/statements/1/"), headers={"HX-Request": "true"}).content.decode()
    assert form.startswith('\n<article class="stack" id="statement-1"')
    data = {**CHANGED, "revision": "1", "reason": "too strong"}
    row = client.post(world.url("theory/statements/1/edit/"), data, headers={"HX-Request": "true"}).content.decode()
    assert "they ask for evidence" in row
    assert row.strip() in client.get(world.url("theory/")).content.decode()


def test_fragment_stands_in_its_page(world: World) -> None:
    write(world)
    client = world.client(world.omar)
    url = world.url("theory/statements/1/")
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert fragment.content.decode().strip() in client.get(url).content.decode()
    assert "HX-Request" in fragment.headers["Vary"]


def test_spelling_is_the_reviews_own(world: World) -> None:
    client = world.client(world.omar)
    assert "<h1>Programme theory</h1>" in client.get(world.url("theory/")).content.decode()
    world.review.spelling = "program"
    world.review.save()
    assert "<h1>Program theory</h1>" in client.get(world.url("theory/")).content.decode()


def test_statement_page_tells_its_history(world: World) -> None:
    edit_statement(statement=write(world), revision=1, **CHANGED, reason="too strong", by=world.alice)
    text = world.client(world.omar).get(world.url("theory/statements/1/")).content.decode()
    assert "Why: too strong" in text
    assert "<td>they use evidence</td><td>they ask for evidence</td>" in text
