"""The gallery stands for every screen: both schemes, wide and narrow, without barrier, overflow or complaint."""

from typing import Any

import pytest
from playwright.sync_api import Page

from realist_review.gallery import SCREENS
from tests.browser.looking import NARROW, Looker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(site: str, settings: Any) -> str:
    settings.DEBUG = True
    return f"{site}/gallery/"


def path(screen: str) -> str:
    return "" if screen == "components" else f"{screen}/"


def test_every_screen_is_open_to_everybody(address: str, page: Page) -> None:
    look = Looker()
    for screen in SCREENS:
        page.goto(address + path(screen))
        look(page, screen)
    assert look.found == []


def test_the_decision_stays_in_sight_on_a_narrow_screen(address: str, page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{address}screening/")
    bar = page.locator(".decide").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == NARROW["height"]


def test_side_panes_scroll_on_their_own(address: str, page: Page) -> None:
    page.goto(f"{address}screening/")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("getComputedStyle(document.querySelector('.pane-list')).overflowY") == "auto"


def test_keys_act_outside_fields_alone_and_can_be_switched_off(address: str, page: Page) -> None:
    page.goto(f"{address}screening/")
    reason, note = page.get_by_label("Wrong setting"), page.get_by_label("Note")
    page.keyboard.press("n")
    note.press("4")
    assert not reason.is_checked()
    note.blur()
    page.keyboard.press("Control+4")
    assert not reason.is_checked()
    page.keyboard.press("4")
    assert reason.is_checked()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    told = dialog.get_by_role("definition").all_inner_texts()
    assert {"Include", "Write a note", "Wrong setting", "Next"} <= set(told)
    dialog.get_by_role("button", name="Switch keys off").click()
    page.reload()
    page.keyboard.press("4")
    assert not reason.is_checked()


def test_a_figure_offers_no_upload_and_follows_the_scheme(address: str, page: Page) -> None:
    page.goto(address)
    light = page.locator("[data-figure] .xtick text").first.evaluate("(node) => node.style.fill")
    titles = page.locator("[data-figure] [data-title]").evaluate_all("(all) => all.map((node) => node.dataset.title)")
    assert titles and not [each for each in titles if "Plotly" in each or "cloud" in each.lower()]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "(was) => document.querySelector('[data-figure] .xtick text').style.fill !== was", arg=light, timeout=5_000
    )


def test_times_are_local_and_full_on_hover(address: str, page: Page) -> None:
    """14:30 in universal time is 15:30 in a London summer."""
    page.goto(address)
    moment = page.locator("time").first
    assert moment.inner_text() == "12 Jul 2026, 15:30"
    assert "Sunday, 12 July" in str(moment.get_attribute("title"))
