"""Step 1: the lead writes the initial programme theory, freezes it, and invites the others."""

from playwright.sync_api import Page, expect

from tests.browser.looking import Looker
from tests.browser.people import Person, Team, first_link

TITLE = "Illustrative review of meeting researchers"
STATEMENTS = (
    ("officials and researchers meet every month", "evidence is used sooner", "they come to trust each other"),
    ("ministers change every few months", "posts are left empty", "explaining again tires people"),
)
BETTER = "officials and researchers meet every month, in person"


def begin(team: Team, look: Looker) -> None:
    alice = team.alice
    alice.join(first_link(alice.email))
    look(alice.page, "home, empty")
    alice.page.get_by_role("link", name="Begin a review").first.click()
    expect(alice.page.get_by_label("Title")).to_be_visible()
    look(alice.page, "new review")
    alice.page.get_by_label("Title").fill(TITLE)
    alice.page.get_by_label("Question").fill("What works, for whom, when researchers and officials meet?")
    expect(alice.page.get_by_label("Address")).to_have_value("illustrative-review-of-meeting-researchers")
    alice.page.get_by_role("button", name="Begin").click()
    team.slug = "illustrative-review-of-meeting-researchers"
    expect(alice.page.get_by_role("heading", name="No statement yet")).to_be_visible()
    look(alice.page, "theory, empty")


def write(alice: Person, look: Looker) -> None:
    page = alice.page
    for words in STATEMENTS:
        writing = page.locator("#write")
        for label, text in zip(("If", "then", "because"), words, strict=True):
            writing.get_by_label(label).fill(text)
        writing.get_by_role("button", name="Write").click()
        expect(page.get_by_role("article").last).to_contain_text(words[1])
    _edit(page, look)
    page.get_by_text("Freeze a version").click()
    page.get_by_label("Narrative").fill("Meeting builds trust, and trust makes evidence travel.")
    look(page, "theory")
    page.get_by_role("button", name="Freeze").click()
    expect(page.locator("main")).to_contain_text(BETTER)
    look(page, "version of the theory")


def _edit(page: Page, look: Looker) -> None:
    first = page.get_by_role("article", name="Statement 1")
    first.get_by_role("link", name="Edit").click()
    first.get_by_label("If").fill(BETTER)
    look(page, "statement being edited")
    first.get_by_role("textbox", name="Why").fill("The first reading named the place.")
    first.get_by_role("button", name="Save the statement").click()
    expect(first.get_by_role("button", name="Save the statement")).to_have_count(0)
    expect(first).to_contain_text(BETTER)


def invite(team: Team, look: Looker) -> None:
    page = team.alice.review("people/")
    for person, role in ((team.adam, "admin"), (team.bob, "reviewer"), (team.dana, "reviewer")):
        page.locator("form[action$='/invite/']").get_by_label("E-mail").fill(person.email)
        page.locator("form[action$='/invite/']").get_by_label("Role").select_option(role)
        page.get_by_role("button", name="Invite").click()
        link = page.get_by_label("Link of the invitation").input_value()
        look(page, "people, with an invitation")
        person.page.goto(link)
        look(person.page, "invitation")
        person.join(link)
        expect(person.page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(team.bob.page, "overview, at the beginning")
    page.goto(f"{team.alice.site}/r/{team.slug}/people/")
    expect(page.get_by_role("region", name="Members").get_by_role("rowheader")).to_have_count(4)
