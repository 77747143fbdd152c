"""The list of citations by keys and by mouse: found, narrowed, sorted, selected on two pages, labelled, taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from studies.formats import read
from studies.models import CitationLabel
from tests.browser.looking import Looker
from tests.make import batch, ris_file, search_round
from tests.world import PASSWORD, World, make_world

pytestmark = pytest.mark.browser
WORKS = 120


@pytest.fixture
def world(transactional_db: None) -> World:
    world = make_world()
    first = search_round(world.review, world.adam)
    batch(first, ris_file(list(range(1, WORKS + 1))), world.adam, database="Embase")
    batch(first, ris_file([1, 2, 501], "other.ris"), world.adam, database="PubMed")
    return world


@pytest.fixture
def desk(site: str, new_context: Callable[..., BrowserContext], world: World) -> Callable[..., Page]:
    def sit(name: str, path: str, **options: object) -> Page:
        page = new_context(**options).new_page()
        page.goto(f"{site}/accounts/login/?next={world.url(path)}")
        page.get_by_label("E-mail").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(site + world.url(path))
        return page

    return sit


def selected(page: Page, count: int) -> None:
    expect(page.locator("#selected")).to_contain_text(f"{count} selected" if count else "None selected")


def ticked(page: Page) -> list[str]:
    return [box.get_attribute("value") or "" for box in page.locator("input[name=chosen]:checked").all()]


def labelled() -> list[int]:
    return list(
        CitationLabel.objects.standing().order_by("citation__number").values_list("citation__number", flat=True)
    )


def taken(page: Page, ending: str, tmp_path: Path) -> list[str]:
    """The titles in the file of what is selected."""
    page.get_by_text("Take the selected away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=ending.upper(), exact=True).click()
    path = tmp_path / f"taken.{ending}"
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return [entry.fields["title"].split(":")[0] for entry in read(path.read_bytes(), name=path.name).entries]


def test_by_keys_over_two_pages(desk: Callable[..., Page], world: World, tmp_path: Path) -> None:
    page, look = desk("bob", "citations/"), Looker()
    page.keyboard.press("/")
    page.keyboard.type("illustrative")
    page.keyboard.press("Enter")
    expect(page.get_by_text("121 citations match")).to_be_visible()
    page.locator("body").evaluate("document.activeElement.blur()")
    for key in "jxjjx":
        page.keyboard.press(key)
    selected(page, 2)
    page.keyboard.press("]")
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
    selected(page, 2)
    page.keyboard.press("j")
    page.keyboard.press("x")
    selected(page, 3)
    look(page, "list")
    page.keyboard.press("[")
    expect(page.get_by_text("Page 1 of 3")).to_be_visible()
    assert ticked(page) == ["1", "3"]
    page.keyboard.press("l")
    page.keyboard.type("Pilot")
    page.keyboard.press("Enter")
    expect(page.get_by_text("was put on 3 citations")).to_be_visible()
    assert labelled() == [1, 3, 51]
    look(page, "labelled")
    page.keyboard.press("u")
    expect(page.get_by_text("is as it was before")).to_be_visible()
    assert labelled() == []
    selected(page, 3)
    page.get_by_role("link", name="3 selected").press("Enter")
    expect(page.get_by_text("3 citations match")).to_be_visible()
    for ending in ("ris", "bib", "json", "csv", "xlsx"):
        assert taken(page, ending, tmp_path) == [f"Illustrative record {each}" for each in (1, 3, 51)], ending
    assert look.found == []


def test_by_mouse_narrowed_sorted_and_kept(desk: Callable[..., Page], world: World, tmp_path: Path) -> None:
    page, look = desk("bob", "citations/"), Looker()
    page.get_by_label("Choose citation 7", exact=True).check()
    selected(page, 1)
    page.get_by_role("link", name="Filters", exact=True).click()
    page.locator("#filter-database").select_option("PubMed")
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_text("3 citations match")).to_be_visible()
    page.get_by_role("link", name="No.").click()
    page.get_by_role("button", name="Select all 3 that match").click()
    selected(page, 4)
    page.get_by_label("Choose citation 2", exact=True).uncheck()
    selected(page, 3)
    page.get_by_text("Keep this filter").click()
    page.get_by_label("Name", exact=True).fill("From PubMed")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The filter “From PubMed” is kept")).to_be_visible()
    assert ticked(page) == ["121", "1"]
    assert taken(page, "ris", tmp_path) == [f"Illustrative record {each}" for each in (501, 7, 1)]
    look(page, "narrowed")
    page.get_by_role("button", name="Clear").click()
    selected(page, 0)
    assert look.found == []


def test_with_the_thumb(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "citations/?page=2")
    page.set_viewport_size({"width": 390, "height": 844})
    row = page.locator("tbody tr").first
    box = row.bounding_box()
    assert box and box["width"] <= 390, "the rows are stacked, not cut"
    page.get_by_label("Choose citation 51", exact=True).check()
    selected(page, 1)
    place = page.locator(".pick").bounding_box()
    assert place and place["y"] + place["height"] <= 844, "the count stays in view"
    page.get_by_label("Label", exact=True).fill("Pilot")
    page.get_by_role("button", name="Put on").click()
    expect(page.get_by_text("was put on 1 citation")).to_be_visible()
    assert labelled() == [51]


def test_without_javascript(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "citations/", java_script_enabled=False)
    page.get_by_label("Choose citation 2", exact=True).check()
    page.get_by_role("button", name="Keep them and go on").click()
    selected(page, 1)
    page.get_by_label("Choose citation 60", exact=True).check()
    page.get_by_label("Label", exact=True).fill("Pilot")
    page.get_by_role("button", name="Put on").click()
    selected(page, 2)
    assert labelled() == [2, 60]
