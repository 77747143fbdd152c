"""Two blinded reviewers and a lead screen twenty citations by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from studies.models import Decision
from tests.browser.at_desk import at, read_ahead
from tests.browser.looking import Looker
from tests.studies.screened import cast, citations
from tests.world import World, make_world

pytestmark = pytest.mark.browser
COUNT = 20
REASON = 3


@pytest.fixture
def world(transactional_db: None) -> World:
    made = make_world()
    citations(made, COUNT)
    return made


def verdict(name: str, number: int) -> str:
    """Bob and Dana agree on most; every fifth is a conflict."""
    if number % 5 == 0:
        return "i" if name == "bob" else "m"
    return "i" if number % 2 else "e"


def screen_all(page: Page, name: str) -> None:
    for number in range(1, COUNT + 1):
        at(page, number)
        key = verdict(name, number)
        page.keyboard.press(key)
        if key == "e":
            page.keyboard.press(str(REASON))
    expect(page.get_by_role("heading", name="All screened")).to_be_visible()


def test_a_full_text_is_not_found_and_found_by_keys(desk: Callable[..., Page], world: World) -> None:
    for each in world.review.citations.filter(number__lte=2):
        cast(each, bob="include", dana="include")
    page = desk("bob", "screen/full-text/1/")
    page.keyboard.press("f")
    page.keyboard.type("Asked two libraries")
    page.keyboard.press("Enter")
    at(page, 2)
    expect(page.get_by_text("0 of 1")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.goto(page.url.replace("/2/", "/1/"))
    expect(page.get_by_text("Bob did not find the full text")).to_be_visible()
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Include")).to_be_visible()


def test_twenty_citations_by_keys(desk: Callable[..., Page], world: World) -> None:
    bob = desk("bob", "screen/title-abstract/")
    screen_all(bob, "bob")
    dana = desk("dana", "screen/title-abstract/")
    expect(dana.get_by_text("0 of 20")).to_be_visible()
    screen_all(dana, "dana")
    assert Decision.objects.count() == 2 * COUNT
    assert set(Decision.objects.filter(verdict="exclude").values_list("reason", flat=True)) == {
        "Not empirical or conceptual"
    }
    alice = desk("alice", "conflicts/")
    expect(alice.get_by_text("4 to settle")).to_be_visible()
    for _ in range(4):
        alice.keyboard.press("n")
        alice.keyboard.type("It explains why talk works.")
        alice.keyboard.press("Tab")
        alice.keyboard.press("Escape")
        alice.get_by_role("article").focus()
        with alice.expect_navigation():
            alice.keyboard.press("i")
    expect(alice.get_by_role("heading", name="No conflicts to settle")).to_be_visible()
    counts = world.review.citations.values_list("state_title_abstract", flat=True)
    assert sorted(counts) == ["excluded"] * 8 + ["included"] * 12
    assert world.review.documents.count() == 12


def test_moving_noting_undoing(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "screen/title-abstract/")
    page.keyboard.press("j")
    at(page, 2)
    page.keyboard.press("k")
    at(page, 1)
    page.keyboard.press("n")
    page.keyboard.type("i e m: rich in mechanisms")
    page.get_by_role("article").focus()
    page.keyboard.press("m")
    at(page, 2)
    expect(page.get_by_label("Note")).to_have_value("")
    page.keyboard.press("e")
    page.keyboard.press("0")
    page.keyboard.type("Only a poster")
    page.keyboard.press("Enter")
    at(page, 3)
    expect(page.get_by_text("2 of 20")).to_be_visible()
    page.keyboard.press("u")
    at(page, 2)
    page.keyboard.press("u")
    at(page, 1)
    expect(page.get_by_text("0 of 20")).to_be_visible()
    rows = Decision.objects.order_by("pk").values_list("citation__number", "verdict", "reason", "note")
    assert list(rows) == [
        (1, "unsure", "", "i e m: rich in mechanisms"),
        (2, "exclude", "Only a poster", ""),
        (2, "none", "", ""),
        (1, "none", "", ""),
    ]
    page.go_back()
    at(page, 2)
    page.keyboard.press("/")
    page.keyboard.type("Author17")
    page.keyboard.press("Enter")
    at(page, 17)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Take back my last vote")


def test_who_comes_third_is_told(desk: Callable[..., Page], world: World) -> None:
    """The next citation is on the screen already when the server refuses; the refused one comes back."""
    page = desk("alice", "screen/title-abstract/")
    cast(world.review.citations.get(number=1), bob="include", dana="include")
    page.keyboard.press("i")
    expect(page.get_by_role("alert")).to_contain_text("Others have decided citation 1")
    at(page, 1)
    page.get_by_role("link", name="Go on with citation 2").click()
    at(page, 2)


def test_the_next_citation_does_not_wait_for_the_server(desk: Callable[..., Page], world: World) -> None:
    """While the first vote hangs on a slow line two more are given; they arrive in order, each once."""
    page = desk("bob", "screen/title-abstract/")
    held: list[Route] = []
    page.route("**/1/decide/", lambda route: held.append(route))
    page.wait_for_load_state("networkidle")
    with page.expect_response("**/title-abstract/3/") as coming:
        page.keyboard.press("i")
        at(page, 2)
    coming.value.finished()
    page.evaluate("fetch(location.href).then((answer) => answer.text())")  # the page has read what came before, too
    page.keyboard.press("m")
    at(page, 3)
    assert Decision.objects.count() == 0
    held[0].continue_()
    expect(page.get_by_text("2 of 20")).to_be_visible()
    assert list(Decision.objects.order_by("pk").values_list("citation__number", "verdict")) == [
        (1, "include"),
        (2, "unsure"),
    ]


def test_a_vote_that_fails_takes_nobody_away_from_writing(desk: Callable[..., Page], complaints: list[str]) -> None:
    """The note begun on the next citation stays, no letter of it becomes a vote, and there is a way to what failed."""
    page = desk("bob", "screen/title-abstract/")
    held: list[Route] = []
    page.route("**/1/decide/", lambda route: held.append(route))
    page.wait_for_load_state("networkidle")
    page.get_by_label("Note").fill("the first one's note")
    page.keyboard.press("Escape")
    read_ahead(page)
    page.keyboard.press("m")
    at(page, 2)
    page.get_by_label("Note").focus()
    page.keyboard.type("this is ")
    held[0].fulfill(status=503, body="")
    expect(page.get_by_role("alert").get_by_text("was not stored")).to_be_visible()
    page.keyboard.type("included in the review")
    at(page, 2)
    expect(page.get_by_label("Note")).to_have_value("this is included in the review")
    expect(page.get_by_text("The server could not store that.")).to_be_visible()
    assert Decision.objects.count() == 0
    page.unroute("**/1/decide/")
    page.get_by_role("link", name="Go back to citation 1").click()
    at(page, 1)
    expect(page.get_by_label("Note")).to_have_value("the first one's note")
    page.keyboard.press("m")
    expect(page.get_by_text("1 of 20")).to_be_visible()
    assert list(Decision.objects.values_list("citation__number", "note")) == [(1, "the first one's note")]
    complaints.clear()


def test_who_is_signed_out_meanwhile_is_told_so(desk: Callable[..., Page], complaints: list[str]) -> None:
    page = desk("bob", "screen/title-abstract/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    page.keyboard.press("i")
    expect(page.get_by_text("You are signed out, or no longer allowed to do that.")).to_be_visible()
    at(page, 1)
    complaints.clear()


def test_a_vote_that_is_lost_on_the_way_comes_back_with_its_note(
    desk: Callable[..., Page], complaints: list[str]
) -> None:
    page = desk("bob", "screen/title-abstract/")
    page.route("**/decide/", lambda route: route.abort())
    page.wait_for_load_state("networkidle")
    page.get_by_label("Note").fill("rich in mechanisms")
    page.get_by_role("article").focus()
    page.keyboard.press("i")
    expect(page.get_by_text("did not reach the server")).to_be_visible()
    at(page, 1)
    expect(page.get_by_label("Note")).to_have_value("rich in mechanisms")
    page.unroute("**/decide/")
    page.get_by_role("article").focus()
    page.keyboard.press("i")
    at(page, 2)
    expect(page.get_by_text("1 of 20")).to_be_visible()
    complaints[:] = [each for each in complaints if "ERR_FAILED" not in each]


def test_screens_are_accessible_and_fit(desk: Callable[..., Page], world: World) -> None:
    cast(world.review.citations.get(number=1), bob="include", dana="exclude")
    page, look = desk("alice", "screen/title-abstract/"), Looker()
    page.keyboard.press("l")
    page.keyboard.type("key pearl")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take off key pearl")).to_be_visible()
    page.get_by_role("article").focus()
    for key in "co":
        page.keyboard.press(key)
    look(page, "all that opens")
    for path in ("screen/title-abstract/", "conflicts/", "screen/criteria/", "screen/full-text/"):
        page.goto(page.url.split("/r/")[0] + world.url(path))
        look(page, path)
    assert look.found == []


def test_the_decision_stays_under_the_thumb(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "screen/title-abstract/", (390, 844))
    box = page.get_by_role("button", name="Include", exact=False).first.bounding_box()
    assert box
    assert box["y"] + box["height"] > 780
    page.get_by_role("button", name="✓ Include").click()
    at(page, 2)
    page.get_by_role("button", name="→ Skip").click()
    at(page, 3)
    page.get_by_role("button", name="✕ Exclude").click()
    bar, last = page.locator(".decide").bounding_box(), page.get_by_label("Other reason").bounding_box()
    assert bar
    assert last
    assert last["y"] + last["height"] <= bar["y"], "every reason stands above the bar"
    page.get_by_label("Wrong setting").click()
    at(page, 4)
    expect(page.get_by_text("2 of 20")).to_be_visible()


def test_who_only_reads_goes_on_under_the_thumb(desk: Callable[..., Page], world: World) -> None:
    page = desk("omar", "screen/title-abstract/", (390, 844))
    box = page.get_by_role("link", name="Next").bounding_box()
    assert box
    assert box["y"] + box["height"] > 780


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_ways_through_screening_are_one_line(desk: Callable[..., Page], world: World, width: int) -> None:
    page = desk("alice", "screen/workload/", (width, 844))
    ways = page.get_by_role("navigation", name="Screening")
    expect(ways.get_by_role("link")).to_have_count(9)
    expect(ways.get_by_role("link", name="Workload")).to_be_in_viewport(ratio=0.95)
    assert len({box["y"] for link in ways.get_by_role("link").all() if (box := link.bounding_box())}) == 1


def test_without_javascript(desk: Callable[..., Page], world: World) -> None:
    page = desk("bob", "screen/title-abstract/", java_script_enabled=False)
    page.get_by_role("button", name="Exclude").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Choose why it is excluded")
    page.get_by_label("Wrong setting").check()
    page.get_by_role("button", name="Exclude").last.click()
    at(page, 2)
    page.get_by_role("button", name="Undo").click()
    at(page, 1)
    page.get_by_role("button", name="Skip").click()
    at(page, 2)
    page.get_by_label("Label").fill("key pearl")
    page.get_by_role("button", name="Put on").click()
    expect(page.get_by_role("button", name="Take off key pearl")).to_be_visible()
    page.get_by_text("Order: likely first").click()
    page.get_by_role("button", name="Oldest first").click()
    expect(page.get_by_text("Oldest first: in the order")).to_be_visible()
    page.get_by_text("Criteria, version 1").click()
    expect(page.get_by_role("heading", name="Reasons to exclude at title and abstract")).to_be_visible()
