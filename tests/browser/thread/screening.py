"""Step 3: two reviewers decide by keys alone, blind to each other; the lead settles; the counts agree."""

from playwright.sync_api import Page, expect

from tests.browser.looking import Looker
from tests.browser.people import Person, Team

# What each presses at citations 1 to 10; at 5 they disagree.
BOB = ("i", "i", "e1", "e1", "i", "e2", "e1", "e1", "e3", "e1")
DANA = ("i", "i", "e2", "e1", "e1", "e1", "e1", "e4", "e1", "e1")
INCLUDED, CONFLICT, AHEAD = 2, 5, 11


def screen(team: Team, citations: int, look: Looker) -> None:
    empty = team.alice.review("conflicts/")
    look(empty, "conflicts, none")
    _vote(team.bob, BOB, citations, look, doubts_at=3)
    _nothing_told(team.dana, "Bob", look)
    _vote(team.dana, DANA, citations, look)
    _press(team.dana.page, "e1", AHEAD + 1)
    _counted(team.dana.page, len(DANA) + 1, citations)
    _nothing_told_ahead(team.bob)
    _press(team.bob.page, "e1", AHEAD + 1)
    _counted(team.bob.page, len(BOB) + 1, citations)
    _settle(team.alice, look)
    _overview(team.alice, citations, look)


def _vote(person: Person, keys: tuple[str, ...], citations: int, look: Looker, doubts_at: int = 0) -> None:
    page = person.review("screen/title-abstract/")
    look(page, "screening")
    page.keyboard.press("o")
    page.get_by_role("button", name="Oldest first").press("Enter")
    expect(page.get_by_text("Order: oldest first")).to_be_visible()
    for number, pressed in enumerate(keys, 1):
        expect(page.locator("#screen")).to_have_attribute("data-citation", str(number))
        if number == doubts_at:
            _press(page, "m", number + 1)
            _press(page, "u", number)
            expect(page.locator("#screen")).to_contain_text(f"Your vote on citation {number} is taken back.")
            look(page, "screening, a vote taken back")
        _press(page, pressed, number + 1)
    _counted(page, len(keys), citations)


def _press(page: Page, keys: str, then: int) -> None:
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#screen")).to_have_attribute("data-citation", str(then))


def _counted(page: Page, done: int, citations: int) -> None:
    expect(page.locator("#screen [data-part=progress]")).to_contain_text(f"{done} of {citations:,}")


def _nothing_told(dana: Person, colleague: str, look: Looker) -> None:
    """Bob has decided ten; to Dana everything is still to screen."""
    for path in ("screen/title-abstract/1/", "screen/title-abstract/5/", "citations/1/", "citations/5/"):
        dana.review(path)
        assert colleague not in dana.main()
    page = dana.review("citations/?state=included")
    expect(page.get_by_role("heading", name="No citation matches")).to_be_visible()
    expect(dana.review().get_by_role("link", name="0 included").first).to_be_visible()
    trail = dana.review("trail/")
    expect(trail.locator("main")).not_to_contain_text("Bob voted")
    look(trail, "trail")


def _nothing_told_ahead(bob: Person) -> None:
    page = bob.review(f"screen/title-abstract/{AHEAD}/")
    assert "Dana" not in bob.main()
    expect(page.locator("#screen")).to_have_attribute("data-citation", str(AHEAD))


def _settle(alice: Person, look: Looker) -> None:
    page = alice.review("conflicts/")
    sides = page.get_by_role("region", name="What the reviewers said")
    expect(sides.get_by_role("heading", name="·")).to_have_text(["Bob · include", "Dana · exclude"])
    look(page, "conflict")
    page.keyboard.press("n")
    page.keyboard.type("It tells of nobody who meets.")
    page.get_by_role("button", name="Exclude").click()
    expect(page.get_by_role("heading", name="No conflicts to settle")).to_be_visible()
    page.goto(f"{alice.site}/r/{alice.slug}/conflicts/?show=settled")
    expect(page.get_by_role("region", name="What the reviewers said")).to_contain_text("It tells of nobody who meets.")
    look(page, "conflict, settled")


def _overview(alice: Person, citations: int, look: Looker) -> None:
    page = alice.review()
    excluded = AHEAD - INCLUDED
    numbers = (f"{citations - AHEAD:,} to screen", "0 conflicts", f"{INCLUDED} included", f"{excluded} excluded")
    for words in numbers:
        expect(page.locator(".steps").get_by_role("link", name=words, exact=True)).to_be_visible()
    look(page, "overview")
    page.locator(".steps").get_by_role("link", name=f"{excluded} excluded", exact=True).click()
    expect(page.locator(".pages:not(.pick)").first).to_contain_text(f"of {excluded} citations")
    look(alice.review("screen/criteria/"), "criteria")
