"""The screens of the guide, on the demo review: open to everybody, and pictured by `make screenshots`."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page

from realist_review.demo import LOGINS
from reviews.jobs.runner import run_job
from reviews.models import Review
from synthesis.actions.figure import draw_theory
from tests.browser.guided import SCREENS, Screen
from tests.browser.looking import NARROW, WIDE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

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
        wrong += [f"{screen.name}: {each}" for each in [*missing(page, screen), *barriers(page), *skips(page)]]
    assert wrong == []


def take(page: Page, screen: Screen, shot: Shot) -> None:
    shot(page, screen.name)
    for also in screen.also:
        page.emulate_media(color_scheme="dark" if also == "dark" else "light")
        page.set_viewport_size(NARROW if also == "narrow" else WIDE)
        shot(page, f"{screen.name}-{also}")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")


def missing(page: Page, screen: Screen) -> list[str]:
    found = []
    if screen.in_review and "Illustrative data" not in page.locator("body").inner_text():
        found.append("it does not say that its data is illustrative")
    if (count := page.locator("h1").count()) != 1:
        found.append(f"{count} first headings")
    return found


def skips(page: Page) -> list[str]:
    """The first key press offers to pass over the head of the page, and does."""
    page.goto(page.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return [] if page.evaluate(SKIPPED) == "main" else ["the first Tab does not lead past the head of the page"]
