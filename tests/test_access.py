"""Every view of a review is asked by everybody: a new one is covered as soon as it has an address."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reviews.access import CAPABILITIES, Capability
from reviews.actions.people import take_out
from reviews.actions.reviews import create_review
from reviews.models import User
from reviews.models.review import Role
from tests.world import World

# What an address may ask for; the first that fits a converter is taken. Most of these objects do not exist, and must
# not need to: who may not see them learns nothing about them.
SAMPLES = ("1", "title-abstract", "x", "00000000-0000-0000-0000-000000000000")
LOGIN = "/accounts/login/"
# What changes nothing in the review: ticks of one's own, and files made for oneself.
OWN = {"select_citations", "take_citations", "make_file", "make_again"}


def walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each, route)
        else:
            yield route, each


def sample(converter: object) -> str:
    return next(each for each in SAMPLES if re.fullmatch(converter.regex, each))


VIEWS = [each for route, each in walk(get_resolver()) if route.startswith("r/<slug:slug>/")]


def address(view: URLPattern, slug: str) -> str:
    values = {name: sample(converter) for name, converter in view.pattern.converters.items() if name != "slug"}
    return reverse(view.name, kwargs={"slug": slug, **values})


@dataclass
class Asked:
    """One request and its answer."""

    view: URLPattern
    url: str
    method: str
    answer: HttpResponse

    @property
    def told(self) -> str:
        return f"{self.method} {self.url}: {self.answer.status_code}"

    def open_to(self, role: Role) -> bool:
        return self.view.callback.capability in CAPABILITIES[role]


def asked(world: World, *people: User | None, methods: tuple[str, ...] = ("get", "post")) -> Iterator[Asked]:
    """Every view, asked by each of these people in each of these ways."""
    for user in people:
        client = world.client(user)
        for view in VIEWS:
            url = address(view, world.review.slug)
            for method in methods:
                yield Asked(view, url, method, getattr(client, method)(url))


def surprises(found: Iterable[Asked], expected: Callable[[Asked], set[int]]) -> list[str]:
    return [each.told for each in found if each.answer.status_code not in expected(each)]


def test_a_name_is_one_address() -> None:
    names = [each.name for each in VIEWS]
    assert None not in names
    assert len(names) == len(set(names)) > 50


def test_every_view_says_what_it_needs() -> None:
    assert [each for each in VIEWS if not isinstance(getattr(each.callback, "capability", None), Capability)] == []


def test_nobody_is_asked_to_sign_in(world: World) -> None:
    found = asked(world, None)
    assert [each.told for each in found if each.answer.headers.get("Location") != f"{LOGIN}?next={each.url}"] == []


def test_strangers_find_nothing(world: World) -> None:
    create_review(title="Illustrative review of another team", slug="another", by=world.cleo)
    assert surprises(asked(world, world.cleo, world.ada), lambda each: {404}) == []


def test_who_left_finds_nothing(world: World) -> None:
    take_out(member=world.review.members.get(user=world.omar), by=world.alice, reason="the project ended")
    assert surprises(asked(world, world.omar), lambda each: {404}) == []


def test_observer_changes_nothing(world: World) -> None:
    """Refused before anything is looked up: 403, though the object may be missing; a page that only shows: 405."""
    before = world.review.events.count()
    found = asked(world, world.omar, methods=("post",))
    expected = lambda each: {302, 404} if each.view.name in OWN else {405}  # noqa: E731
    assert surprises(found, lambda each: expected(each) if each.open_to(Role.OBSERVER) else {403}) == []
    assert world.review.events.count() == before


@pytest.mark.parametrize("role", list(Role))
def test_role_opens_what_the_table_says(world: World, role: Role) -> None:
    found = asked(world, world.members[role], methods=("get",))
    assert surprises(found, lambda each: {200, 302, 404, 405} if each.open_to(role) else {403}) == []
