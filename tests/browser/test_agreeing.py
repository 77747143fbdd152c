"""Two blinded reviewers screen forty citations by keys and a lead settles: the page tells the kappa of the votes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sklearn.metrics import cohen_kappa_score

from studies.models import Decision
from tests.browser.at_desk import here
from tests.browser.looking import barriers
from tests.studies.screened import citations
from tests.world import World, make_world

pytestmark = pytest.mark.browser
COUNT = 40
WIDE, NARROW = (1440, 900), (390, 844)
SAID = {"i": "include", "e": "exclude"}


@pytest.fixture
def world(transactional_db: None) -> World:
    made = make_world()
    citations(made, COUNT)
    return made


def key(name: str, number: int) -> str:
    """Bob includes every third; Dana differs from him on every eighth."""
    included = number % 3 == 0
    return "i" if included != (name == "dana" and number % 8 == 0) else "e"


def screen_all(page: Page, name: str) -> None:
    for left in range(COUNT, 0, -1):
        number = here(page)
        page.keyboard.press(key(name, number))
        if key(name, number) == "e":
            page.keyboard.press("1")
        if left > 1:
            expect(page.locator(f'#screen:not([data-citation="{number}"])')).to_be_visible()
    expect(page.get_by_role("heading", name="All screened")).to_be_visible()


def settle_all(page: Page, count: int) -> None:
    for _ in range(count):
        page.keyboard.press("n")
        page.keyboard.type("It explains why talk works.")
        page.get_by_role("article").focus()
        with page.expect_navigation():
            page.keyboard.press("i")
    expect(page.get_by_role("heading", name="No conflicts to settle")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_kappa_on_the_page_is_that_of_the_votes(
    desk: Callable[..., Page], world: World, size: tuple[int, int]
) -> None:
    screen_all(desk("bob", "screen/title-abstract/", size), "bob")
    lead = desk("alice", "agreement/", size)
    expect(lead.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()
    screen_all(desk("dana", "screen/title-abstract/", size), "dana")
    assert Decision.objects.count() == 2 * COUNT
    said = {name: [SAID[key(name, number)] for number in range(1, COUNT + 1)] for name in ("bob", "dana")}
    differing = sum(one != other for one, other in zip(said["bob"], said["dana"], strict=True))
    lead.goto(lead.url.replace("agreement/", "conflicts/"))
    expect(lead.get_by_text(f"{differing} to settle")).to_be_visible()
    settle_all(lead, differing)
    lead.goto(lead.url.replace("conflicts/", "agreement/"))
    kappa = cohen_kappa_score(said["bob"], said["dana"])
    expect(lead.get_by_role("region", name="Agreement of each two reviewers")).to_contain_text(f"{kappa:.2f}")
    percent = 100 * (COUNT - differing) / COUNT
    expect(lead.locator("#pair + p")).to_contain_text(f"They agreed on {percent:.1f} % of {COUNT} citations")
    assert barriers(lead) == []
