"""Step 4: two documents get their texts, and three configurations are made of their words in three ways."""

from playwright.sync_api import Page, expect

from tests.browser import papers
from tests.browser.looking import Looker
from tests.browser.people import Person
from tests.browser.pointing import arrow_to, drag, tab_to


def read(bob: Person, look: Looker) -> None:
    _texts(bob, look)
    _priorities(bob, look)
    _by_mouse(bob, look)
    _by_keys(bob)
    _by_finding(bob, look)
    page = bob.review("configurations/")
    expect(page.get_by_role("row")).to_have_count(4)
    look(page, "configurations")
    look(bob.review("documents/passages/"), "passages")
    look(bob.review("documents/"), "documents")


def _texts(bob: Person, look: Looker) -> None:
    page = bob.review("documents/1/")
    look(page, "document without a text")
    page.get_by_label("Paste the text").fill(papers.PASTED)
    page.get_by_role("button", name="Add the text").click()
    expect(page.locator("#text + ul")).to_contain_text("Text 1")
    page = bob.review("documents/2/")
    file = {"name": "columns.pdf", "mimeType": "application/pdf", "buffer": papers.two_columns()}
    page.get_by_label("or take it from a file").set_input_files([file])
    page.get_by_role("button", name="Add the text").click()
    expect(page.locator("#text + ul")).to_contain_text("columns.pdf", timeout=30_000)


def _priorities(bob: Person, look: Looker) -> None:
    for number, choice, why in ((1, "Prioritise", "Rich on how trust grows."), (2, "Leave", "Thin, and on another")):
        page = bob.review(f"documents/{number}/")
        page.get_by_role("radio", name=choice, exact=True).check()
        page.get_by_label("Why").fill(why)
        page.get_by_role("button", name="Save the priority").click()
        expect(page.locator("#priority p").first).to_have_text(why)
    look(page, "document")


def _by_mouse(bob: Person, look: Looker) -> None:
    """`c` `r` `m` `o` and Enter; Shift+M gives the response a second quotation."""
    page = bob.review("documents/1/read/")
    words = (papers.CONTEXT, papers.RESOURCE, papers.RESPONSE, papers.RESPONSE_AGAIN, papers.OUTCOME)
    for count, (key, each) in enumerate(zip(("c", "r", "m", "M", "o"), words, strict=True), 1):
        drag(page, each)
        expect(page.get_by_role("toolbar", name="What are these words?")).to_be_visible()
        look(page, "reader, words selected")
        page.keyboard.press(f"Shift+{key}" if key.isupper() else key)
        expect(page.locator("#tray .quote")).to_have_count(count)
    expect(page.locator("#tray textarea")).to_have_count(4)
    look(page, "reader, a full tray")
    _make(page, 1)


def _by_keys(bob: Person) -> None:
    """Tab into the text, then arrows; the mouse is not touched. Two contexts."""
    page = bob.review("documents/2/read/")
    tab_to(page, "#text")
    for count, (key, sentence) in enumerate(zip("ccrmo", papers.LEFT, strict=True), 1):
        arrow_to(page, sentence)
        page.keyboard.press(key)
        expect(page.locator("#tray textarea")).to_have_count(count)
    _make(page, 2)


def _by_finding(bob: Person, look: Looker) -> None:
    """Words typed from paper; a context and a response are all that this one has."""
    page = bob.review("documents/2/read/")
    typed = ((papers.TYPED_CONTEXT, "Mark as Context"), (papers.TYPED_RESPONSE, "Mark as Mechanism: response"))
    for count, (words, button) in enumerate(typed, 1):
        page.keyboard.press("/")
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator("#found h2")).to_contain_text(f"1 place with “{words[:20]}")
        look(page, "reader, a quotation found")
        page.get_by_role("button", name=button).click()
        expect(page.locator("#tray textarea")).to_have_count(count)
        page.locator("#found h2").focus()
    expect(page.locator("#tray .lacks")).to_contain_text("no outcome yet")
    _make(page, 3)
    page.goto(f"{bob.site}/r/{bob.slug}/configurations/3/")
    expect(page.locator("main")).to_contain_text("Partial: C–M")
    look(page, "configuration")


def _make(page: Page, number: int) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#tray")).to_contain_text(f"CMOC{number}")
    expect(page.locator("#tray textarea")).to_have_count(0)
