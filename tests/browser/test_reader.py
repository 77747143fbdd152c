"""The reader in a real browser: selections of odd texts by mouse, a configuration by the keyboard alone."""

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from cmo.models import Configuration, DocumentText, Passage, TrayItem
from reviews.models import User
from tests.browser.looking import Looker
from tests.browser.pointing import drag, tab_to
from tests.cmo.coded import AGAINST, CONTEXT, OUTCOME, RESOURCE, RESPONSE, make_configured, make_text, mark
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ODD = (
    "Emoji first 😀👩🏽‍🔬 then words.\r\n\r\nCombining: cafe\u0301 and क्षि and ﬁne print 𝒳.\r\n\r\n"
    "Right to left: שלום עולם and مرحبا بالعالم end.\r\n\r\nLast paragraph 😀 here."
)


def enter(context: BrowserContext, site: str, user: User) -> Page:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context.new_page()


@pytest.fixture
def bob(context: BrowserContext, site: str, world: World) -> Page:
    return enter(context, site, world.bob)


def open_reader(page: Page, site: str, text: DocumentText) -> None:
    page.goto(f"{site}{text.document.get_absolute_url()}read/")


@pytest.mark.parametrize(
    "words",
    ["😀👩🏽‍🔬 then", "then words", "é and क्षि", "ﬁne print 𝒳", "שלום עולם", "مرحبا", "paragraph 😀 here"],
)
def test_words_dragged_over_are_the_words_stored(bob: Page, site: str, world: World, words: str) -> None:
    text = make_text(world, ODD)
    open_reader(bob, site, text)
    drag(bob, words)
    assert bob.evaluate("document.getSelection().toString()") == words
    expect(bob.locator("#select-bar")).to_be_visible()
    bob.keyboard.press("o")
    expect(bob.locator("#tray textarea")).to_have_value(words)
    passage = Passage.objects.get()
    assert (passage.exact, text.text[passage.start : passage.end]) == (words, words)


def test_selection_over_marks_and_paragraphs(bob: Page, site: str, world: World) -> None:
    """The blocks are cut by other passages, and what stands between blocks is not on the page."""
    text = make_text(world, ODD)
    mark(text, "cafe\u0301".replace("e\u0301", "é"), "context", world.bob)
    mark(text, "fé and क्षि", "context", world.bob)
    open_reader(bob, site, text)
    bob.evaluate(
        """() => {
          const bodies = document.querySelectorAll("[data-start]");
          document.getSelection().setBaseAndExtent(bodies[0], 0, bodies[3], bodies[3].childNodes.length);
        }"""
    )
    expect(bob.locator("#select-bar")).to_be_visible()
    bob.keyboard.press("r")
    expect(bob.locator("#tray textarea")).to_have_count(3)
    assert Passage.objects.order_by("-pk")[0].exact == text.text


def test_one_passage_takes_two_roles_and_one_element_two_quotations(bob: Page, site: str, world: World) -> None:
    text = make_text(world)
    open_reader(bob, site, text)
    tray = bob.locator("#tray")
    drag(bob, CONTEXT)
    bob.keyboard.press("c")
    expect(tray).to_contain_text("C1")
    bob.keyboard.press("o")
    expect(tray).to_contain_text("O1")
    drag(bob, AGAINST)
    bob.keyboard.press("Shift+C")
    expect(tray.locator("a.quote")).to_have_count(3)
    assert [(item.role, item.slot, item.passage.exact) for item in TrayItem.objects.all()] == [
        ("context", 1, CONTEXT),
        ("context", 1, AGAINST),
        ("outcome", 1, CONTEXT),
    ]
    assert bob.locator('mark[data-roles="context outcome"]').inner_text() == CONTEXT
    bob.keyboard.press("u")
    expect(tray.locator("a.quote")).to_have_count(2)
    tray.locator("textarea").first.fill("Analysts have left")
    bob.keyboard.press("Tab")
    expect(tray).to_contain_text("If analysts have left")


def held(page: Page, waiting: list[Route]) -> Route:
    """The last request that is held back; on a busy machine it may come a moment later."""
    for _ in range(100):
        if waiting:
            break
        page.wait_for_timeout(50)
    return waiting.pop()


def test_two_quick_clicks_take_two_passages_out(bob: Page, site: str, world: World) -> None:
    text, waiting = make_text(world), list[Route]()
    for words, role in ((CONTEXT, "context"), (OUTCOME, "outcome"), (RESPONSE, "response")):
        mark(text, words, role, world.bob)
    open_reader(bob, site, text)
    bob.route("**/take-out/**", lambda route: waiting.append(route))
    for number in range(2):
        bob.locator("#tray button", has_text="✕").nth(number).click()
    for count in (2, 1):
        held(bob, waiting).continue_()
        expect(bob.locator("#tray a.quote")).to_have_count(count)


def test_a_configuration_has_the_words_typed_just_before_it_was_made(bob: Page, site: str, world: World) -> None:
    open_reader(bob, site, make_text(world))
    drag(bob, CONTEXT)
    bob.keyboard.press("c")
    bob.locator("#tray textarea").fill("In my own words")
    bob.get_by_role("button", name="Make the configuration").click()
    expect(bob.locator("#tray")).to_contain_text("CMOC1")
    expect(bob.locator("#tray textarea")).to_have_count(0)
    assert Configuration.objects.get().title == "In my own words"


def test_an_answer_takes_nothing_from_what_is_being_typed(bob: Page, site: str, world: World) -> None:
    waiting: list[Route] = []
    open_reader(bob, site, make_text(world))
    for count, (key, words) in enumerate((("c", CONTEXT), ("o", OUTCOME)), 1):
        drag(bob, words)
        bob.keyboard.press(key)
        expect(bob.locator("#tray textarea")).to_have_count(count)
    bob.get_by_label("Title").fill("Half a title")
    bob.route("**/restate/", lambda route: waiting.append(route))
    first, second = bob.locator("#tray textarea").all()
    first.fill("Analysts have left")
    second.fill("Questions are")
    held(bob, waiting).continue_()
    expect(bob.locator("#tray")).to_contain_text("If analysts have left")
    bob.keyboard.type(" reframed")
    expect(second).to_have_value("Questions are reframed")
    expect(bob.get_by_label("Title")).to_have_value("Half a title")


def test_the_page_of_found_quotations_marks_them_too(bob: Page, site: str, world: World) -> None:
    text = make_text(world)
    bob.goto(f"{site}{text.document.get_absolute_url()}find/?version=1&words={CONTEXT}")
    bob.get_by_role("button", name="Mark as Context").click()
    expect(bob.locator("#tray textarea")).to_have_value(CONTEXT)


def test_configuration_by_keyboard_alone(bob: Page, site: str, world: World) -> None:
    sentences = [f"{words.capitalize()}." for words in (CONTEXT, RESOURCE, RESPONSE, OUTCOME)]
    text = make_text(world, " ".join(sentences) + "\n\nAnother paragraph. With two sentences.")
    open_reader(bob, site, text)
    tab_to(bob, "#text")
    for at, key in enumerate("crmo", 1):
        bob.keyboard.press("ArrowDown")
        bob.keyboard.press(key)
        expect(bob.locator("#tray textarea")).to_have_count(at)
    bob.keyboard.press("ArrowDown")
    bob.keyboard.press("Shift+ArrowDown")
    bob.keyboard.press("Shift+C")
    expect(bob.locator("#tray a.quote")).to_have_count(5)
    bob.keyboard.press("Enter")
    expect(bob.locator("#toasts")).to_contain_text("CMOC1 is made")
    made = Configuration.objects.get()
    assert {(each.element.role, each.passage.exact) for each in made.evidence.all()} == {
        *zip(("context", "resource", "response", "outcome"), sentences, strict=True),
        ("context", "Another paragraph. With two sentences."),
    }


def test_quotation_is_found_and_attached_by_keyboard(bob: Page, site: str, world: World) -> None:
    made = make_configured(world)
    open_reader(bob, site, Passage.objects.first().text)
    bob.keyboard.press("/")
    bob.keyboard.type("TRUST  survived staff")
    bob.keyboard.press("Enter")
    expect(bob.get_by_role("heading", name="1 place")).to_be_focused()
    tab_to(bob, "#found button[value=response]")
    bob.keyboard.press("Enter")
    expect(bob.locator("#tray textarea")).to_have_value("Trust survived staff")
    drag(bob, RESPONSE)
    bob.keyboard.press("-")
    bob.wait_for_url("**/attach/?**")
    tab_to(bob, "#attach button")
    bob.keyboard.press("Enter")
    bob.wait_for_url("**#p*")
    assert made.evidence.get(stance="refutes").passage.exact == RESPONSE
    expect(bob.locator("mark[data-current]")).to_have_text(RESPONSE)


def test_quotation_is_two_clicks_away(bob: Page, site: str, world: World) -> None:
    text = make_text(world, "A paragraph before the place.\n\n" * 200 + f"At last {OUTCOME}.")
    mark(text, OUTCOME, "outcome", world.bob)
    bob.goto(f"{site}{text.document.get_absolute_url()}read/")
    bob.keyboard.press("Enter")
    expect(bob.locator("#toasts")).to_contain_text("CMOC1 is made")
    bob.goto(f"{site}{world.url('configurations/')}")
    bob.get_by_role("link", name=OUTCOME).first.click()
    bob.get_by_role("link", name=f"“{OUTCOME}”").click()
    expect(bob.locator("mark[data-current]")).to_be_in_viewport()


def test_every_screen_is_open_to_everybody(bob: Page, site: str, world: World) -> None:
    made, look = make_configured(world), Looker()
    mark(Passage.objects.first().text, RESPONSE, "response", world.bob)
    document = Passage.objects.first().text.document.get_absolute_url()
    for path in (
        world.url("documents/"),
        document,
        f"{document}read/?passage=1",
        f"{document}find/?words=officials",
        f"{document}attach/?version=1&start=0&end=7",
        world.url("documents/passages/"),
        world.url("configurations/"),
        world.url("configurations/new/"),
        made.get_absolute_url(),
        f"{made.get_absolute_url()}edit/",
    ):
        bob.goto(site + path)
        if "/read/" in path:
            drag(bob, OUTCOME)
            expect(bob.locator("#select-bar")).to_be_visible()
        look(bob, path)
    assert look.found == []
