"""Two people at one statement lose nothing; the door locks after five wrong passwords, and behind who leaves."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from reviews.actions.people import change_role
from reviews.actions.theory import write_statement
from reviews.models.review import Role
from tests.browser.looking import Looker
from tests.browser.people import Person
from tests.world import PASSWORD, World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEIRS = "officials meet researchers once a week"
MINE = "officials meet researchers at lunch"


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def person(new_context: Callable[..., BrowserContext], site: str, world: World) -> Callable[[str], Person]:
    """Somebody of the world, signed in at a browser of his or her own."""

    def make(name: str) -> Person:
        made = Person(name, new_context().new_page(), site, world.review.slug)
        expect(made.sign_in().locator(".who summary")).to_have_text(name)
        return made

    return make


def begin_to_edit(person: Person, words: str, why: str) -> Page:
    page = person.review("theory/")
    statement = page.get_by_role("article", name="Statement 1")
    statement.get_by_role("link", name="Edit").click()
    statement.get_by_label("If").fill(words)
    statement.get_by_role("textbox", name="Why").fill(why)
    return page


def save(page: Page) -> None:
    page.get_by_role("article", name="Statement 1").get_by_role("button", name="Save the statement").click()


def test_the_second_to_save_sees_both_texts_and_saves_knowingly(world: World, person: Callable[[str], Person]) -> None:
    write_statement(review=world.review, if_text="officials meet researchers", then_text="they ask", by=world.alice)
    bob = world.review.members.get(user=world.bob)
    change_role(member=bob, role=Role.LEAD, by=world.alice)
    first = begin_to_edit(person("Alice"), THEIRS, "A week is what the papers say.")
    second = begin_to_edit(person("Bob"), MINE, "Lunch is what the papers say.")
    statement = second.get_by_role("article", name="Statement 1")
    save(first)
    expect(first.get_by_role("article", name="Statement 1")).to_contain_text(THEIRS)

    with second.expect_response(lambda answer: answer.request.method == "POST") as refused:
        save(second)
    assert refused.value.status == 409
    expect(statement.get_by_role("heading", name="Alice saved this while you were writing")).to_be_focused()
    texts = statement.get_by_role("alert")
    expect(texts).to_contain_text(MINE)
    expect(texts).to_contain_text(THEIRS)
    expect(statement.get_by_label("If")).to_have_value(MINE)
    expect(statement.get_by_role("textbox", name="Why")).to_have_value("Lunch is what the papers say.")
    look = Looker()
    look(second, "two texts of one statement")
    assert look.found == []

    save(second)
    expect(statement.get_by_role("button", name="Save the statement")).to_have_count(0)
    expect(statement).to_contain_text(MINE)
    second.goto(second.url + "statements/1/")
    for text in (MINE, THEIRS):
        expect(second.get_by_role("region", name="What was done to it")).to_contain_text(text)


def test_five_wrong_passwords_lock_the_door(
    new_context: Callable[..., BrowserContext], site: str, world: World
) -> None:
    bob = Person("Bob", new_context().new_page(), site)
    for attempt in range(5):
        page = bob.sign_in(f"wrong {attempt}")
        expect(page.get_by_text("No account has this e-mail address with this password")).to_be_visible()
        expect(page.get_by_label("E-mail")).to_have_value(bob.email)
    page = bob.sign_in()
    expect(page.get_by_text("Signing in is locked for five minutes")).to_be_visible()
    look = Looker()
    look(page, "sign-in, locked")
    assert look.found == []
    assert "/accounts/login/" in bob.go("/").url
    cache.clear()
    expect(bob.sign_in(PASSWORD).get_by_role("heading", name="My reviews")).to_be_visible()


def test_whoever_signs_out_is_out(person: Callable[[str], Person]) -> None:
    bob = person("Bob")
    page = bob.review()
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "/accounts/login/" in bob.review("theory/").url
