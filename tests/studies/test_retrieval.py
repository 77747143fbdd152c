"""Full texts that were not found: who says so, what is owed meanwhile, and how it comes back."""

import html
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from cmo.actions.texts import paste_text
from reviews.models import Event
from reviews.trail import ReasonMissing
from reviews.verification import verify
from reviews.waiting import waiting_for
from studies.actions.judging import put_together
from studies.actions.recording import Brought, record_decisions
from studies.actions.retrieval import CannotBeMissing, report_found, report_missing
from studies.actions.screening import NotInStage, decide
from studies.models import Citation, Document, MissingText, Stage
from studies.queries.queue import Desk
from tests.make import batch, ris_file, search_round
from tests.studies.screened import cast, citations
from tests.world import World

TEXTS = Stage.FULL_TEXT


@pytest.fixture
def rows(world: World) -> list[Citation]:
    """Four included by title and abstract; at full text bob said include of the first, the fourth is included."""
    made = citations(world, 5)
    for each in made[:4]:
        cast(each, bob="include", dana="include")
    cast(made[0], TEXTS, bob="include")
    cast(made[3], TEXTS, bob="include", dana="include")
    return made


def listed(world: World, query: str) -> list[int]:
    page = world.client(world.omar).get(world.url(f"citations/?{query}"))
    return [each.number for each in page.context["rows"]]


def owed(world: World, name: str) -> tuple[int, int, int]:
    """Left in the queue, in the queue at all, and what home says."""
    who = getattr(world, name)
    progress = Desk(world.review, TEXTS, who).progress
    home = [each.count for each in waiting_for(who, [world.review])[world.review.pk] if "full text" in each.label]
    return progress.left, progress.total, sum(home)


def test_what_is_not_found_is_not_owed_until_it_is(world: World, rows: list[Citation]) -> None:
    assert (owed(world, "dana"), owed(world, "bob")) == ((3, 4, 3), (2, 4, 2))
    report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    assert (owed(world, "dana"), owed(world, "bob")) == ((2, 3, 2), (1, 3, 1))
    assert list(Document.objects.standing().values_list("citation__number", flat=True)) == [1, 3, 4]
    assert (listed(world, "found=no"), listed(world, "found=yes")) == ([2], [1, 3, 4])
    report_found(citation=rows[1], by=world.bob, reason="The author sent it")
    assert (owed(world, "dana"), owed(world, "bob")) == ((3, 4, 3), (2, 4, 2))
    assert (listed(world, "found=no"), listed(world, "found=yes")) == ([], [1, 2, 3, 4])
    told = Event.objects.filter(object_id=rows[1].pk, object_type="citation", verb__contains="full text of")
    assert [(each.actor, each.reason) for each in told.order_by("pk")] == [
        (world.dana, "Asked the library"),
        (world.bob, "The author sent it"),
    ]


def test_numbers_of_the_stage_lead_to_as_many_while_one_is_missing(world: World, rows: list[Citation]) -> None:
    report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    client = world.client(world.omar)
    page = client.get(world.url("screen/workload/")).content.decode()
    links = re.findall(r'href="([^"]*found=yes[^"]*)" aria-label="(\d+) ', page)
    assert [int(count) for _, count in links] == [3, 2, 0, 1, 0, 0]
    for url, count in links:
        assert len(client.get(html.unescape(url)).context["rows"]) == int(count)
    policy = client.get(world.url("screen/policy/")).content.decode()
    assert re.search(r'citations/\?found=yes">3</a>', policy)


def test_the_list_says_of_each_whether_it_was_found(world: World, rows: list[Citation]) -> None:
    report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    page = world.client(world.dana).get(world.url("citations/?state=included")).content.decode()
    told = re.findall(r'<td data-label="Full text">(.*?)</td>', page, re.S)
    assert ["not found" in each for each in told] == [False, True, False, False]


def test_nobody_votes_on_what_is_not_found(world: World, rows: list[Citation]) -> None:
    report_missing(citation=rows[0], reason="Asked the library", by=world.dana)
    with pytest.raises(NotInStage, match="not found"):
        decide(citation=rows[0], stage=TEXTS, by=world.dana, verdict="include")
    brought = record_decisions(review=world.review, stage=TEXTS, rows=[Brought(2, "1", "", "include")], by=world.dana)
    assert brought.rejected == [(2, "the full text of citation 1 was not found")]
    report_found(citation=rows[0], by=world.dana)
    cast(rows[0], TEXTS, dana="include")
    rows[0].refresh_from_db()
    assert rows[0].state_full_text == "included"


def test_it_is_said_of_what_waits_to_be_read_and_with_a_reason(world: World, rows: list[Citation]) -> None:
    for number in (4, 5):
        with pytest.raises(CannotBeMissing):
            report_missing(citation=rows[number - 1], reason="Asked", by=world.bob)
    with pytest.raises(ReasonMissing):
        report_missing(citation=rows[1], reason=" ", by=world.bob)
    assert not MissingText.objects.exists()


def test_said_twice_it_is_said_once(world: World, rows: list[Citation]) -> None:
    first = report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    assert report_missing(citation=rows[1], reason="Asked too", by=world.bob) == first
    for _ in range(2):
        report_found(citation=rows[1], by=world.bob)
    assert MissingText.objects.count() == 2
    again = report_missing(citation=rows[1], reason="It was another paper", by=world.bob)
    assert listed(world, "found=no") == [2]
    assert again.pk != first.pk


def test_a_text_that_comes_is_found(world: World, rows: list[Citation]) -> None:
    report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    paste_text(document=rows[1].document, by=world.bob, words="Trust grew. " * 20)
    assert listed(world, "found=no") == []
    assert not Document.objects.get(citation=rows[1]).parked


def test_it_is_said_and_taken_back_from_the_screen_without_javascript(world: World, rows: list[Citation]) -> None:
    client = world.client(world.dana)
    page = client.get(world.url("screen/full-text/2/")).content.decode()
    url = world.url("screen/full-text/2/not-found/")
    assert f'action="{url}"' in page
    answer = client.post(url, {"why": "Asked the library"})
    assert answer.status_code == 302
    assert answer.url != world.url("screen/full-text/2/")
    body = client.get(world.url("screen/full-text/2/")).content.decode()
    assert "Dana did not find the full text" in body
    assert "Asked the library" in body
    assert 'name="verdict" value="include"' not in body
    assert client.post(world.url("screen/full-text/2/found/")).url == world.url("screen/full-text/2/")
    assert 'name="verdict" value="include"' in client.get(world.url("screen/full-text/2/")).content.decode()


def test_a_reason_must_be_given_on_the_screen_too(world: World, rows: list[Citation]) -> None:
    client = world.client(world.dana)
    answer = client.post(world.url("screen/full-text/2/not-found/"), headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Say where it was sought." in answer.content.decode()
    answer = client.post(world.url("screen/full-text/4/not-found/"), {"why": "x"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409


def test_it_is_said_and_taken_back_from_the_citation(world: World, rows: list[Citation]) -> None:
    client, url = world.client(world.alice), reverse("citation", args=["talk", 2])
    told = {"why": "Asked the library", "from_citation": "1"}
    assert client.post(world.url("screen/full-text/2/not-found/"), told).url == url
    body = client.get(url).content.decode()
    assert "not found, still sought" in body
    assert "Alice did not find the full text" in body
    assert client.post(world.url("screen/full-text/2/found/"), {"from_citation": "1"}).url == url
    assert "still sought" not in client.get(url).content.decode()
    assert "Full text not found" in client.get(url).content.decode()
    assert "Full text not found" not in world.client(world.omar).get(url).content.decode()


def test_it_goes_along_when_citations_are_joined(world: World) -> None:
    batch(search_round(world.review, world.adam), ris_file([1, 2]), world.adam)
    one, two = world.review.citations.order_by("number")
    for each in (one, two):
        cast(each, bob="include", dana="include")
    report_missing(citation=two, reason="Asked the library", by=world.dana)
    put_together(one=one, other=two, reason="a translation", by=world.alice)
    assert listed(world, "found=no") == [one.number]
    report_found(citation=one, by=world.dana)
    assert listed(world, "found=no") == []


def test_exclusions_for_that_reason_are_carried_over(world: World, rows: list[Citation]) -> None:
    """What 0030 does to votes from before it: whoever excluded first gives the reason, a settlement has none."""
    said = {
        0: {"dana": "Wrong setting"},
        1: {"bob": "Full text not found", "dana": "Wrong setting"},
        2: {"bob": "Wrong setting", "dana": "Full text not found"},
    }
    cast(rows[0], TEXTS, bob="unsure")
    for at, reasons in said.items():
        for name, reason in reasons.items():
            decide(citation=rows[at], stage=TEXTS, by=getattr(world, name), verdict="exclude", reason=reason)
    import_module("studies.migrations.0025_missing_texts").carry(apps, None)
    assert [(each.citation_id, each.said_by, each.carried) for each in MissingText.objects.all()] == [
        (rows[1].pk, world.bob, True)
    ]
    assert (listed(world, "found=no"), listed(world, "found=yes")) == ([2], [1, 3, 4])
    assert listed(world, "full_text=excluded&found=yes") == [3]
    report_found(citation=rows[1], by=world.dana)
    assert listed(world, "full_text_reason=Full+text+not+found") == [2]


def test_what_is_said_changes_no_derived_state(world: World, rows: list[Citation]) -> None:
    report_missing(citation=rows[1], reason="Asked the library", by=world.dana)
    assert [each for each in verify(world.review) if not each.ok and "MissingText" in each.name] == []


def test_what_anybody_may_say_tells_nothing_of_open_votes(world: World, rows: list[Citation]) -> None:
    """Of the first bob has voted, of the second nobody: dana reads and does the same with both."""
    client = world.client(world.dana)
    answers = [client.post(world.url(f"screen/full-text/{n}/not-found/"), {"why": "x"}) for n in (1, 2)]
    assert [each.status_code for each in answers] == [302, 302]
    bodies = [client.get(world.url(f"screen/full-text/{n}/")).content.decode() for n in (1, 2)]
    assert ["include at full text" in each for each in bodies] == [False, False]
