"""Twenty pairs judged by keys alone, and some with the thumb on a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from studies.models import MatchVerdict
from tests.browser.looking import Looker
from tests.studies.duplicated import doubtful, standing
from tests.world import PASSWORD, World, make_world

pytestmark = pytest.mark.browser
PAIRS = 20


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def desk(site: str, new_context: Callable[..., BrowserContext], world: World) -> Callable[..., Page]:
    def sit(name: str, path: str, size: tuple[int, int] = (1440, 900)) -> Page:
        page = new_context().new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{site}/accounts/login/?next={world.url(path)}")
        page.get_by_label("E-mail").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(site + world.url(path))
        return page

    return sit


def judged(page: Page, count: int) -> None:
    expect(page.get_by_text(f"{count} of {PAIRS} judged")).to_be_visible()


def test_twenty_pairs_by_keys(desk: Callable[..., Page], world: World) -> None:
    doubtful(world, PAIRS)
    page = desk("adam", "duplicates/")
    for count in range(PAIRS):
        judged(page, count)
        if count:
            expect(page.get_by_role("heading", name="Are these the same publication?")).to_be_focused()
        page.keyboard.press("n" if count % 4 else "y")
    expect(page.get_by_role("heading", name="No pair to judge")).to_be_visible()
    assert MatchVerdict.objects.filter(verdict="same").count() == PAIRS // 4
    assert len(standing(world)) == 2 * PAIRS - PAIRS // 4
    page.keyboard.press("u")
    judged(page, PAIRS - 1)
    expect(page.get_by_text("is taken back")).to_be_visible()
    page.keyboard.press("y")
    expect(page.get_by_role("heading", name="No pair to judge")).to_be_visible()
    assert len(standing(world)) == 2 * PAIRS - PAIRS // 4 - 1


def test_with_the_thumb_and_apart_again(desk: Callable[..., Page], world: World) -> None:
    doubtful(world, 3)
    page, look = desk("bob", "duplicates/"), Looker()
    look(page, "judging")
    page.set_viewport_size({"width": 390, "height": 844})
    same = page.get_by_role("button", name="Same")
    box = same.bounding_box()
    assert box and box["y"] + box["height"] > 844 - 60, "the answers stick to the bottom"
    same.click()
    expect(page.get_by_text("1 of 3 judged")).to_be_visible()
    page.get_by_role("button", name="Different").click()
    expect(page.get_by_text("2 of 3 judged")).to_be_visible()
    page.get_by_role("link", name="Joined by rule").click()
    page.get_by_label("Why").fill("another edition")
    page.get_by_role("button", name="Take apart").click()
    expect(page.get_by_text("is in citation")).to_be_visible()
    look(page, "cluster")
    assert look.found == []
    assert len(standing(world)) == 6
