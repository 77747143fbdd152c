"""Every view of a review is asked by everybody: a new one is covered as soon as it has an address."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reviews.access import CAPABILITIES, Capability
from reviews.actions.people import take_out
from reviews.actions.reviews import create_review
from reviews.models.review import Role
from tests.world import World

# What an address may ask for; the first that fits a converter is taken. Most of these objects do not exist, and must
# not need to: who may not see them learns nothing about them.
SAMPLES = ("1", "title-abstract", "x", "00000000-0000-0000-0000-000000000000")
LOGIN = "/accounts/login/"


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


@pytest.fixture(params=VIEWS, ids=lambda each: each.name)
def view(request: pytest.FixtureRequest) -> URLPattern:
    return request.param


def address(view: URLPattern, slug: str) -> str:
    values = {name: sample(converter) for name, converter in view.pattern.converters.items() if name != "slug"}
    return reverse(view.name, kwargs={"slug": slug, **values})


def test_a_name_is_one_address() -> None:
    names = [each.name for each in VIEWS]
    assert None not in names
    assert len(names) == len(set(names))


def test_view_says_what_it_needs(view: URLPattern) -> None:
    assert isinstance(getattr(view.callback, "capability", None), Capability)


def test_nobody_is_asked_to_sign_in(view: URLPattern, world: World) -> None:
    client, url = world.client(None), address(view, world.review.slug)
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{LOGIN}?next={url}"


def test_stranger_finds_nothing(view: URLPattern, world: World) -> None:
    create_review(title="Illustrative review of another team", slug="another", by=world.cleo)
    url = address(view, world.review.slug)
    for stranger in (world.cleo, world.ada):
        client = world.client(stranger)
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def test_who_left_finds_nothing(view: URLPattern, world: World) -> None:
    take_out(member=world.review.members.get(user=world.omar), by=world.alice, reason="the project ended")
    assert world.client(world.omar).get(address(view, world.review.slug)).status_code == 404


def test_observer_changes_nothing(view: URLPattern, world: World) -> None:
    """Refused before anything is looked up: 403, though the object may be missing; a page that only shows: 405."""
    before = world.review.events.count()
    answer = world.client(world.omar).post(address(view, world.review.slug))
    sees = view.callback.capability in CAPABILITIES[Role.OBSERVER]
    assert answer.status_code == (405 if sees else 403)
    assert world.review.events.count() == before


def test_role_opens_what_the_table_says(view: URLPattern, world: World) -> None:
    for role, user in world.members.items():
        status = world.client(user).get(address(view, world.review.slug)).status_code
        if view.callback.capability in CAPABILITIES[Role(role)]:
            assert status in {200, 302, 404, 405}, role
        else:
            assert status == 403, role
