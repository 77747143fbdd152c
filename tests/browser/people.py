"""The people of a story: each at a browser of his or her own, let in by a link as anybody is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from tests.world import PASSWORD

PATIENCE = 15_000


@dataclass
class Person:
    """`go` takes addresses of the site, `review` those below the review."""

    name: str
    page: Page
    site: str
    slug: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def review(self, path: str = "") -> Page:
        return self.go(f"/r/{self.slug}/{path}")

    def join(self, link: str) -> None:
        """By the link of an invitation, with a name and a password."""
        self.page.goto(link)
        self.page.get_by_label("Name").fill(self.name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Join").click()
        expect(self.page.locator(".who summary")).to_have_text(self.name)

    def sign_in(self, password: str = PASSWORD) -> Page:
        page = self.go("/accounts/login/")
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        return page

    def main(self) -> str:
        """The words of the page, without its head and foot."""
        return self.page.locator("main").inner_text()


@dataclass
class Team:
    """alice leads, adam loads batches and manages people, bob and dana review."""

    alice: Person
    adam: Person
    bob: Person
    dana: Person

    @property
    def slug(self) -> str:
        return self.alice.slug

    @slug.setter
    def slug(self, slug: str) -> None:
        for each in (self.alice, self.adam, self.bob, self.dana):
            each.slug = slug


def make_team(new_context: Callable[..., BrowserContext], site: str) -> Team:
    people = [Person(name, new_context().new_page(), site) for name in ("Alice", "Adam", "Bob", "Dana")]
    for each in people:
        each.page.set_default_timeout(PATIENCE)
    return Team(*people)


def first_link(email: str) -> str:
    """The link that whoever runs the site gets for the first account."""
    out = StringIO()
    call_command("create_user", email, "--json", stdout=out)
    return str(json.loads(out.getvalue())["link"])
