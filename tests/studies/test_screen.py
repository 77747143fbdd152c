"""The screens of screening: what they answer, that a fragment stands in its page, and that they ask a fixed number."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from studies.actions.criteria import write_criteria
from studies.models import Decision, Stage
from studies.queries.criteria import SUGGESTED
from tests.studies.screened import cast, citations, settle
from tests.world import World

HTMX = {"HX-Request": "true"}
SCREEN = "screen/title-abstract/"


def vote(client: Client, world: World, number: int, **said: str):
    headers = said.pop("headers", None)
    return client.post(world.url(f"{SCREEN}{number}/decide/"), said, headers=headers)


def said(world: World) -> list[tuple[int, str, str, str]]:
    rows = Decision.objects.order_by("pk")
    return list(rows.values_list("citation__number", "verdict", "reason", "note"))


def test_the_first_citation_waits_and_a_vote_leads_to_the_next(world: World) -> None:
    citations(world, 3)
    client = world.client(world.bob)
    assert 'data-citation="1"' in client.get(world.url(SCREEN)).content.decode()
    answer = vote(client, world, 1, verdict="include", note="rich")
    assert answer.status_code == 302
    assert answer.headers["Location"] == world.url(f"{SCREEN}2/")
    vote(client, world, 2, verdict="exclude", reason="Wrong setting")
    assert said(world) == [(1, "include", "", "rich"), (2, "exclude", "Wrong setting", "")]
    assert 'data-citation="3"' in client.get(world.url(SCREEN)).content.decode()


def test_htmx_gets_the_next_citation_as_a_fragment(world: World) -> None:
    citations(world, 2)
    answer = vote(world.client(world.bob), world, 1, verdict="unsure", note="typed", headers=HTMX)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["HX-Push-Url"] == world.url(f"{SCREEN}2/")
    assert 'data-citation="2"' in body
    assert "typed" not in body
    assert "<html" not in body


def test_the_fragment_stands_in_its_page(world: World) -> None:
    citations(world, 2)
    client, url = world.client(world.bob), world.url(f"{SCREEN}1/")
    page, fragment = client.get(url).content.decode(), client.get(url, headers=HTMX).content.decode()
    token = lambda text: text.split('name="csrfmiddlewaretoken" value="')[1][:64]  # noqa: E731
    assert fragment.replace(token(fragment), "").strip() in page.replace(token(page), "")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"verdict": "exclude", "note": "kept words"}, "Choose why it is excluded"),
        ({"verdict": "exclude", "reason": "other", "note": "kept words"}, "Choose why it is excluded"),
        ({"verdict": "perhaps", "note": "kept words"}, "Choose include, unsure or exclude."),
        ({"note": "kept words"}, "Choose include, unsure or exclude."),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(world: World, wrong: dict[str, str], sentence: str) -> None:
    citations(world, 1)
    answer = vote(world.client(world.bob), world, 1, **wrong)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "kept words</textarea>" in body
    assert not Decision.objects.exists()


def test_a_reason_in_own_words(world: World) -> None:
    citations(world, 1)
    vote(world.client(world.bob), world, 1, verdict="exclude", reason="other", other="Only a poster")
    assert said(world) == [(1, "exclude", "Only a poster", "")]


def test_who_comes_third_is_told_and_offered_the_next(world: World) -> None:
    first, _ = citations(world, 2)
    cast(first, bob="include", dana="include")
    answer = vote(world.client(world.alice), world, 1, verdict="include")
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Others have decided citation 1" in body
    assert "Go on with citation 2" in body


def test_a_citation_that_left_full_text_is_told(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="include")
    cast(citation, dana="exclude")
    answer = world.client(world.bob).post(world.url("screen/full-text/1/decide/"), {"verdict": "include"})
    assert answer.status_code == 409
    assert "not included at title and abstract" in answer.content.decode()


def test_undo_leads_back_to_its_citation(world: World) -> None:
    citations(world, 2)
    client = world.client(world.bob)
    vote(client, world, 1, verdict="include")
    answer = client.post(world.url(f"{SCREEN}undo/"))
    assert answer.headers["Location"] == world.url(f"{SCREEN}1/")
    assert "taken back" in client.get(answer.headers["Location"]).content.decode()
    nothing = client.post(world.url(f"{SCREEN}undo/"))
    assert nothing.status_code == 409
    assert "There is no vote of yours to take back." in nothing.content.decode()
    assert "not stored" not in nothing.content.decode()


def test_all_screened_says_what_comes_next(world: World) -> None:
    first, second = citations(world, 2)
    for number in (1, 2):
        last = vote(world.client(world.bob), world, number, verdict="include")
    assert last.headers["Location"] == world.url(SCREEN)
    body = world.client(world.bob).get(world.url(SCREEN)).content.decode()
    assert "All screened" in body
    assert world.url("screen/full-text/") in body
    cast(first, dana="include")
    cast(second, dana="exclude")
    world.client(world.alice).get(world.url(SCREEN))
    assert "Settle conflicts" in world.client(world.alice).get(world.url(SCREEN)).content.decode()


def test_nothing_to_screen_offers_to_load(world: World) -> None:
    assert "Load citations" in world.client(world.bob).get(world.url(SCREEN)).content.decode()


def test_the_queue_can_be_searched_and_stays_so(world: World) -> None:
    citations(world, 12)
    client = world.client(world.bob)
    body = client.get(world.url(f"{SCREEN}?find=Author12")).content.decode()
    assert 'data-citation="12"' in body
    answer = client.post(world.url(f"{SCREEN}12/decide/?find=Author1"), {"verdict": "include"})
    assert answer.headers["Location"] == world.url(f"{SCREEN}1/?find=Author1")
    assert client.get(world.url(f"{SCREEN}?show=nonsense")).status_code == 200


def test_terms_are_marked_and_hostile_words_escaped(world: World) -> None:
    [citation] = citations(world, 1)
    type(citation).objects.update(title="<script>alert(1)</script> trusting", abstract="BACKGROUND: <b>animals</b>")
    write_criteria(
        review=world.review,
        text="",
        reasons=SUGGESTED,
        terms_for="trust*",
        terms_against="animal*",
        why="Illustrative",
        revision=1,
        by=world.alice,
    )
    body = world.client(world.bob).get(world.url(SCREEN)).content.decode()
    assert "<mark>trusting</mark>" in body
    assert '<mark class="against">animals</mark>' in body
    assert "<b>Background</b>" in body
    assert "<script>alert" not in body


@pytest.mark.parametrize("path", [SCREEN, f"{SCREEN}1/", "screen/full-text/", "conflicts/", "screen/criteria/"])
def test_twenty_rows_cost_as_many_queries_as_one(world: World, path: str) -> None:
    rows = citations(world, 22)
    client = world.client(world.alice)

    def cost() -> int:
        client.get(world.url(path))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(world.url(path)).status_code == 200
        return len(asked)

    cast(rows[0], bob="include", dana="exclude")
    for row in rows[1:3]:
        cast(row, bob="include", dana="include")
    once = cost()
    for row in rows[3:12]:
        cast(row, bob="include", dana="exclude")
    for row in rows[12:20]:
        cast(row, bob="include", dana="include")
    settle(rows[11], by=world.alice)
    assert cost() == once


def test_two_exclusions_for_unlike_reasons_are_settled_and_flagged(world: World) -> None:
    citations(world, 2)
    vote(world.client(world.bob), world, 1, verdict="exclude", reason="Wrong setting")
    vote(world.client(world.dana), world, 1, verdict="exclude", reason="Duplicate")
    body = world.client(world.bob).get(world.url(f"{SCREEN}1/")).content.decode()
    assert "Both exclude it, for different reasons" in body
    assert "Dana said exclude at title and abstract: Duplicate" in body


def test_labels_are_put_on_and_taken_off_beside_the_decision(world: World) -> None:
    citations(world, 2)
    client, url = world.client(world.bob), world.url(f"{SCREEN}1/label/")
    labels = client.post(url, {"name": "key pearl"}, headers=HTMX).content.decode()
    assert labels.strip().startswith('<div class="row" id="screened-labels">')
    assert "Take off key pearl" in labels
    assert "Take off key pearl" in client.get(world.url(f"{SCREEN}1/")).content.decode()
    assert "Take off key pearl" not in client.get(world.url(f"{SCREEN}2/")).content.decode()
    assert client.post(url, {"name": ""}, headers=HTMX).status_code == 422
    assert client.post(url, {"name": "key pearl", "off": "1"}).headers["Location"] == world.url(f"{SCREEN}1/")
    assert "Take off key pearl" not in client.get(world.url(f"{SCREEN}1/")).content.decode()
    assert not Decision.objects.exists()


def test_the_full_text_is_read_beside_the_form(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="include")
    body = world.client(world.bob).get(world.url("screen/full-text/")).content.decode()
    document = world.review.documents.get()
    assert f'hx-get="{world.url(f"documents/{document.number}/read/")}" hx-trigger="load"' in body
    assert f'href="{world.url(f"documents/{document.number}/")}"' in body


def test_observer_reads_along(world: World) -> None:
    citations(world, 1)
    client = world.client(world.omar)
    body = client.get(world.url(SCREEN)).content.decode()
    assert 'data-citation="1"' in body
    assert 'name="verdict"' not in body
    assert vote(client, world, 1, verdict="include").status_code == 403


def test_criteria_versions_stay_readable_and_races_are_told(world: World) -> None:
    client, url = world.client(world.alice), world.url("screen/criteria/write/")
    form = {
        "text": "Theory of talk",
        "reasons_title_abstract": "No talk\n\nNo talk\nNo theory",
        "reasons_full_text": "No text",
        "terms_for": "talk*",
        "terms_against": "",
        "why": "Piloted",
        "revision": "1",
    }
    assert client.post(url, {**form, "why": ""}).status_code == 422
    assert client.post(url, form).status_code == 302
    late = client.post(url, {**form, "text": "My other theory"})
    body = late.content.decode()
    assert late.status_code == 409
    assert "My other theory</textarea>" in body
    assert "Theory of talk" in body
    assert 'name="revision" value="2"' in body
    assert client.post(url, {**form, "text": "My other theory", "revision": "2"}).status_code == 302
    versions = world.review.criteria.all()
    assert [each.version for each in versions] == [3, 2, 1]
    reasons = versions[1].reasons.filter(stage=Stage.TITLE_ABSTRACT)
    assert list(reasons.values_list("order", "label")) == [(1, "No talk"), (2, "No theory")]
