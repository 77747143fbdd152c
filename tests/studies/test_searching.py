"""The search page: rounds, and batches whose every number links to the rows it counts."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.models import Review, TheoryStatement
from reviews.revisions import Stale
from studies.actions.searching import edit_round, open_round
from tests.make import batch, ris_file, search_round
from tests.world import World


@pytest.fixture
def adam(world: World) -> Client:
    return world.client(world.adam)


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_round_says_why_where_and_which_gap_asked_for_it(world: World, adam: Client) -> None:
    gap = TheoryStatement.objects.create(review=world.review, number=1, if_text="peers meet", then_text="they talk")
    form = {"why": "Nobody wrote on rural clinics", "where": "CINAHL", "gap": gap.pk, "revision": 1}
    response = adam.post(world.url("search/rounds/open/"), form | {"cluster_element": "theories"}, follow=True)
    for told in ("Round 1", "Nobody wrote on rural clinics", "CINAHL", "If peers meet, then they talk", "theories"):
        assert told in words(response)
    event = world.review.events.first()
    assert (event.verb, event.actor, event.reason) == ("opened", world.adam, "Nobody wrote on rural clinics")


def test_a_wrong_form_keeps_what_was_typed(world: World, adam: Client) -> None:
    response = adam.post(world.url("search/rounds/open/"), {"why": "", "where": "Only typed here", "revision": 1})
    assert response.status_code == 422
    assert "Only typed here" in response.content.decode()
    assert not world.review.search_rounds.exists()


def test_the_gap_of_another_review_cannot_be_named(world: World, adam: Client) -> None:
    other = Review.objects.create(slug="other", title="Other")
    foreign = TheoryStatement.objects.create(review=other, number=1, if_text="a", then_text="b")
    form = {"why": "w", "where": "x", "gap": foreign.pk, "revision": 1}
    assert adam.post(world.url("search/rounds/open/"), form).status_code == 422


def test_the_second_to_save_a_round_sees_both_texts(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    edit_round(search_round=opened, revision=1, by=world.alice, why="What Alice wrote", where="Embase")
    url = world.url(f"search/rounds/{opened.number}/edit/")
    response = adam.post(url, {"why": "What Adam wrote", "where": "PubMed", "revision": 1})
    assert response.status_code == 409
    page = response.content.decode()
    assert "What Alice wrote" in page
    assert "What Adam wrote" in page
    assert 'name="revision" value="2"' in page
    assert adam.post(url, {"why": "What Adam wrote", "where": "PubMed", "revision": 2}).status_code == 302
    opened.refresh_from_db()
    assert (opened.why, opened.revision) == ("What Adam wrote", 3)


def test_an_edit_tells_before_and_after(world: World) -> None:
    opened = search_round(world.review, world.adam)
    edit_round(search_round=opened, revision=1, by=world.alice, why="Now known better", where="Embase")
    event = world.review.events.first()
    assert event.before["why"] == "Illustrative: to test the theory"
    assert event.after["why"] == "Now known better"
    with pytest.raises(Stale):
        edit_round(search_round=opened, revision=1, by=world.alice, why="x", where="y")


def test_each_number_of_a_batch_links_to_as_many_rows(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    file = ris_file([1, 2, 2, 3])
    file.lines += ["TY  - JOUR", "ER  - "]
    batch(opened, file, world.adam)
    page = adam.get(world.url("search/")).content.decode()
    for show, count in (("", 4), ("?show=new", 3), ("?show=joined", 1), ("?show=rejected", 1)):
        href = world.url(f"search/batches/1/{show}")
        assert re.search(rf'href="{re.escape(href)}">{count}</a>', page)
        listed = adam.get(href).context["page"]
        assert listed.paginator.count == count


def test_rejected_entries_can_be_downloaded_and_the_file_as_it_was(world: World, adam: Client) -> None:
    file = ris_file([1])
    file.lines += ["TY  - JOUR", "ER  - "]
    batch(search_round(world.review, world.adam), file, world.adam)
    table = adam.get(world.url("search/batches/1/rejected.csv")).content.decode("utf-8-sig").splitlines()
    assert table[0] == "line,reason,raw"
    assert table[1].startswith(f'{len(file.lines) - 1},"This entry is empty')
    sent = adam.get(world.url("search/batches/1/file/"))
    assert b"".join(sent.streaming_content) == file.data


def test_an_observer_sees_the_rounds_and_no_way_to_change_them(world: World) -> None:
    batch(search_round(world.review, world.adam), ris_file([1]), world.adam)
    page = world.client(world.omar).get(world.url("search/")).content.decode()
    assert "illustrative.ris" in page
    assert '<input type="file"' not in page
    assert world.url("search/rounds/open/") not in page


def test_lists_ask_as_often_for_many_rows_as_for_few(world: World, adam: Client) -> None:
    """One row and twenty: batches in rounds of their own on the search page, records on the page of a batch."""
    pages = (
        "search/",
        "search/log/",
        *(f"search/batches/{{}}/?show={show}" for show in ("records", "joined", "rejected")),
    )
    opened = search_round(world.review, world.adam)
    file = ris_file([1, 1])
    file.lines += ["TY  - JOUR", "ER  - ", ""]
    batch(opened, file, world.adam)
    few = [queries(adam, world.url(path.format(1))) for path in pages]
    for at in range(2, 21):
        batch(search_round(world.review, world.adam), ris_file([at, at, 1], f"{at}.ris"), world.adam)
    many = ris_file([*range(100, 120), *range(100, 120)], "many.ris")
    many.lines += ["TY  - JOUR", "ER  - ", ""] * 20
    batch(opened, many, world.adam)
    assert [queries(adam, world.url(path.format(21))) for path in pages] == few


def test_the_log_tells_every_search(world: World, adam: Client) -> None:
    made = batch(search_round(world.review, world.adam), ris_file([1, 2, 2]), world.adam, database="Embase")
    said = {"database": "Embase", "platform": "Ovid", "query": "talk* and nurs*", "searched_on": "2026-11-02"}
    assert adam.post(f"{made.get_absolute_url()}edit/save/", {**said, "revision": 1}).status_code == 302
    shown = words(adam.get(world.url("search/log/")))
    assert "3 entries found, 2 of them new citations, 1 joined into others, 0 not read" in shown
    assert "1 Embase Ovid 2 Nov 2026 talk* and nurs* Adam 3 2 1 0" in shown
    event = world.review.events.first()
    assert (event.verb, event.before["platform"], event.after["platform"]) == ("described", "", "Ovid")
    late = adam.post(f"{made.get_absolute_url()}edit/save/", {**said, "query": "Typed too late", "revision": 1})
    assert late.status_code == 409
    assert "Typed too late" in late.content.decode()
    assert "talk* and nurs*" in late.content.decode()


def test_an_empty_search_page_says_what_to_do(world: World, adam: Client) -> None:
    assert "Open the first round" in words(adam.get(world.url("search/")))
    assert "A lead or an admin opens a round" in words(world.client(world.omar).get(world.url("search/")))


def test_open_round_is_an_action_of_its_own(world: World) -> None:
    one = open_round(review=world.review, by=world.adam, why="a", where="b")
    two = open_round(review=world.review, by=world.adam, why="a", where="b")
    assert (one.number, two.number) == (1, 2)
