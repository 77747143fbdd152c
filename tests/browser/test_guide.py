"""The screens of the guide, on the demo review: open to everybody, and pictured by `make screenshots`."""

import io
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, ViewportSize

from realist_review.demo import LOGINS
from reviews.jobs.runner import run_job
from reviews.models import Review
from synthesis.actions.figure import draw_theory
from tests.browser.guided import SCREENS, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
GRAVE = "axe.run({resultTypes: ['violations']}).then((found) => found.violations.filter((each) => \
['serious', 'critical'].includes(each.impact)).map((each) => `${each.id}: ${each.nodes[0].html}`))"
TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
SKIPPED = "document.activeElement.id"
Shot = Callable[[Page, str], None]


@pytest.fixture
def people(site: str, new_context: Callable[..., BrowserContext], transactional_db: None) -> dict[str, Page]:
    """The demo with its figure drawn, and a browser for each of its people; the first is of nobody."""
    call_command("demo", stdout=io.StringIO(), stderr=io.StringIO())
    review = Review.objects.get(slug="demo")
    run_job.call(draw_theory(review=review, by=review.members.get(role="lead").user).pk)
    pages = {"": new_context().new_page()}
    for login in LOGINS:
        page = pages[login.name] = new_context().new_page()
        page.goto(f"{site}/accounts/login/")
        page.get_by_label("E-mail").fill(login.email)
        page.get_by_label("Password").fill(login.password)
        page.get_by_role("button", name="Sign in").click()
    return pages


def test_every_screen_of_the_guide(people: dict[str, Page], site: str, shot: Shot) -> None:
    wrong: list[str] = []
    for screen in SCREENS:
        page = people[screen.who]
        page.set_viewport_size(WIDE)
        answer = page.goto(site + screen.path)
        assert answer and answer.status == 200, screen.name
        screen.prepare(page)
        take(page, screen, shot)
        wrong += [f"{screen.name}: {each}" for each in barriers(page, screen)]
    assert wrong == []


def take(page: Page, screen: Screen, shot: Shot) -> None:
    shot(page, screen.name)
    for also in screen.also:
        page.emulate_media(color_scheme="dark" if also == "dark" else "light")
        page.set_viewport_size(NARROW if also == "narrow" else WIDE)
        shot(page, f"{screen.name}-{also}")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")


def barriers(page: Page, screen: Screen) -> list[str]:
    """What bars somebody's way on the screen as it stands there now."""
    found = []
    if screen.in_review and "Illustrative data" not in page.locator("body").inner_text():
        found.append("it does not say that its data is illustrative")
    if (count := page.locator("h1").count()) != 1:
        found.append(f"{count} first headings")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(Axe().axe_script)
        found += [f"{scheme}: {each}" for each in page.evaluate(GRAVE)]
    page.set_viewport_size(NARROW)
    if over := page.evaluate(TOO_WIDE):
        found.append(f"{over} px wider than a narrow window")
    page.emulate_media(color_scheme="light")
    return found + skips(page)


def skips(page: Page) -> list[str]:
    """The first key press offers to pass over the head of the page, and does."""
    page.goto(page.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return [] if page.evaluate(SKIPPED) == "main" else ["the first Tab does not lead past the head of the page"]
