"""The queue as it comes: in the order that was chosen or learnt, shared by two, with all that the page has by keys."""

from collections.abc import Callable
from threading import Event, Semaphore
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cmo.actions.texts import paste_text
from studies.actions import screening as actions
from studies.actions.agreeing import propose
from studies.actions.policies import set_policy
from studies.models import Decision, OrderChoice, Stage
from tests.browser.at_desk import at, here, read_ahead
from tests.browser.looking import Looker
from tests.browser.traffic import wait_for_silence
from tests.studies.screened import cast, citations
from tests.studies.test_orders import learn
from tests.world import World, make_world

pytestmark = pytest.mark.browser
COUNT = 12


@pytest.fixture
def world(transactional_db: None) -> World:
    made = make_world()
    citations(made, COUNT)
    return made


def test_order_labels_criteria_and_skipping_by_keys(desk: Callable[..., Page], world: World) -> None:
    learn(world, world.bob, [7, 3, *(n for n in range(COUNT, 0, -1) if n not in (3, 7))], learnt_from=214, found=31)
    page = desk("bob", "screen/title-abstract/")
    at(page, 7)
    expect(page.get_by_text("Place 1 of 12 likely first, learnt from 214 decisions, 31 found so far.")).to_be_visible()
    page.keyboard.press("l")
    page.keyboard.type("key pearl")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take off key pearl")).to_be_visible()
    at(page, 7)
    page.get_by_role("article").focus()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Reasons to exclude at title and abstract")).to_be_visible()
    page.keyboard.press("s")
    at(page, 3)
    expect(page.get_by_role("heading", name="Reasons to exclude at title and abstract")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.press("i")
    at(page, COUNT)
    expect(page.get_by_text("1 of 12")).to_be_visible()
    page.keyboard.press("o")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, 1)
    expect(page.get_by_text("Oldest first: in the order")).to_be_visible()
    assert [each.order for each in OrderChoice.objects.all()] == ["oldest"]
    for number in range(1, COUNT + 1):
        if number not in (3, 7):
            at(page, number)
            page.keyboard.press("i")
    at(page, 7)
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="All screened")).to_be_visible()


def test_an_order_learnt_meanwhile_does_not_take_away_what_is_read(desk: Callable[..., Page], world: World) -> None:
    learn(world, world.bob, list(range(1, COUNT + 1)))
    page = desk("bob", "screen/title-abstract/")
    page.wait_for_load_state("networkidle")
    learn(world, world.bob, list(range(COUNT, 0, -1)), learnt_from=1)
    with page.expect_response("**/decide/"):
        page.keyboard.press("i")
        at(page, 2)
    expect(page.get_by_text("1 of 12 · learnt from 1 decision")).to_be_visible()
    at(page, 2)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("i")
    at(page, COUNT)


def test_two_who_share_the_work_never_meet(desk: Callable[..., Page], world: World) -> None:
    set_policy(review=world.review, stage=Stage.TITLE_ABSTRACT, mode="single", by=world.alice)
    pages = [desk("bob", "screen/title-abstract/"), desk("dana", "screen/title-abstract/")]
    came = []
    while len(came) < COUNT:
        for page in pages:
            page.wait_for_load_state("networkidle")
            if number := here(page):
                came.append(number)
                with page.expect_response("**/decide/"):
                    page.keyboard.press("i")
                expect(page.locator(f'#screen[data-citation="{number}"]')).to_have_count(0)
    assert sorted(came) == list(range(1, COUNT + 1))
    for page in pages:
        page.reload()
        expect(page.get_by_role("heading", name="All screened")).to_be_visible()


def test_who_leaves_before_the_server_answers_loses_no_vote(
    desk: Callable[..., Page], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, let_go = Semaphore(0), Event()
    decide = actions.decide

    def slowly(**vote: Any) -> Decision:
        asked.release()
        let_go.wait(20)
        return decide(**vote)

    monkeypatch.setattr(actions, "decide", slowly)
    page = desk("bob", "screen/title-abstract/")
    for number in (1, 2):
        at(page, number)
        read_ahead(page)
        page.keyboard.press("i")
    at(page, 3)
    page.goto("about:blank")
    assert asked.acquire(timeout=20) and asked.acquire(timeout=20)
    let_go.set()
    wait_for_silence()
    assert list(Decision.objects.order_by("citation").values_list("citation__number", flat=True)) == [1, 2]


def test_the_full_text_stands_beside_the_decision(desk: Callable[..., Page], world: World) -> None:
    citation = world.review.citations.get(number=1)
    cast(citation, bob="include", dana="include")
    paste_text(document=citation.document, by=world.alice, words="Illustrative heading\n\nPeers who meet again trust.")
    page, look = desk("bob", "screen/full-text/"), Looker()
    expect(page.get_by_text("Peers who meet again trust.")).to_be_visible()
    expect(page.get_by_role("button", name="✓ Include")).to_be_in_viewport()
    look(page, "full text")
    assert look.found == []
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="All screened")).to_be_visible()


def test_escape_leaves_a_field_and_an_exclusion_without_its_reason(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "screen/title-abstract/")
    at(page, 1)
    page.get_by_label("Note").fill("rich in mechanisms")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.get_by_text("Reason for exclusion: choose one")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Reason for exclusion: choose one")).to_have_count(0)
    page.keyboard.press("2")
    at(page, 1)
    expect(page.get_by_label("Note")).to_have_value("rich in mechanisms")
    assert not Decision.objects.exists()
    page.keyboard.press("i")
    at(page, 2)
    expect(page.get_by_text("1 of 12")).to_be_visible()
    assert Decision.objects.get().verdict == "include"


def test_a_reviewer_agrees_by_one_key_without_saying_why(desk: Callable[..., Page], world: World) -> None:
    set_policy(review=world.review, stage=Stage.TITLE_ABSTRACT, mode="dual", settles="agreement", by=world.alice)
    citation = world.review.citations.get(number=1)
    cast(citation, bob="include", dana="exclude")
    said = {"outcome": "include", "reason": "It says how talk works"}
    propose(citation=citation, stage=Stage.TITLE_ABSTRACT, by=world.bob, **said)
    page = desk("dana", "conflicts/title-abstract/1/")
    page.keyboard.press("a")
    expect(page.get_by_text("Citation 1 is settled by agreement: include.")).to_be_visible()
