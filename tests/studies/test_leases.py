"""No citation is in front of more people than decide on it: one that is served or comes next is held for minutes."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from reviews.actions.people import change_role
from reviews.models import User
from reviews.models.review import Role
from studies.actions.policies import set_policy
from studies.actions.screening import Leased, decide
from studies.actions.workload import share_out
from studies.models import Citation, Decision, Lease, Stage
from studies.policies import Policy
from tests.studies.screened import cast, citations
from tests.studies.test_orders import body, here, screen_all
from tests.world import World, make_world

HTMX = {"HX-Request": "true"}
SCREEN = "screen/title-abstract/"
TITLES = Stage.TITLE_ABSTRACT


def by_one(world: World, count: int, **policy: object) -> list[Citation]:
    made = citations(world, count)
    set_policy(review=world.review, stage=TITLES, by=world.alice, **({"mode": "single"} | policy))
    return made


def held(by: User) -> list[int]:
    standing = Lease.objects.filter(holder=by, until__gt=timezone.now())
    return sorted(standing.values_list("citation__number", flat=True))


def post(client: Client, world: World, path: str, **said: str):
    return client.post(world.url(f"{SCREEN}{path}"), said, headers=HTMX)


def worded(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|x-csrftoken": )"\w+"', "", page)


def pass_minutes(minutes: int) -> None:
    for lease in Lease.objects.all():
        Lease.objects.filter(pk=lease.pk).update(until=lease.until - timedelta(minutes=minutes))


def test_two_are_served_different_ones(world: World) -> None:
    by_one(world, 6)
    bob, dana = world.client(world.bob), world.client(world.dana)
    assert here(body(bob, world)) == 1
    assert held(world.bob) == [1, 2]
    assert here(body(dana, world)) == 3
    assert held(world.dana) == [3, 4]
    answer = post(bob, world, "1/decide/", verdict="include")
    assert here(answer.content.decode()) == 2
    assert f'data-next="{world.url(SCREEN)}5/"' in answer.content.decode()
    assert held(world.bob) == [2, 5]


def test_what_is_fetched_ahead_is_held_beside_what_is_shown(world: World) -> None:
    by_one(world, 6)
    bob = world.client(world.bob)
    body(bob, world)
    ahead = bob.get(world.url(f"{SCREEN}2/"), headers=HTMX | {"HX-Preloaded": "true"})
    assert ahead.status_code == 200
    assert held(world.bob) == [1, 2, 3]
    bob.get(world.url(f"{SCREEN}4/"), headers=HTMX)
    assert held(world.bob) == [4, 5]


def test_what_another_has_is_not_fetched_ahead_and_is_told_when_opened(world: World) -> None:
    by_one(world, 6)
    body(world.client(world.bob), world)
    dana, url = world.client(world.dana), world.url(f"{SCREEN}1/")
    assert dana.get(url, headers=HTMX | {"HX-Preloaded": "true"}).status_code == 409
    page = body(dana, world, f"{SCREEN}1/")
    assert "This citation is in front of Bob now." in page
    assert "Go on with citation 3" in page


def test_deciding_what_is_in_front_of_another_is_refused_and_keeps_the_words(world: World) -> None:
    by_one(world, 6)
    body(world.client(world.bob), world)
    dana = world.client(world.dana)
    answer = post(dana, world, "1/decide/", verdict="include", note="rich in mechanisms")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Citation 1 is in front of Bob now.") == 1
    assert "rich in mechanisms</textarea>" in page
    assert not Decision.objects.exists()
    with pytest.raises(Leased):
        decide(citation=world.review.citations.get(number=1), stage=TITLES, by=world.alice, verdict="include")


def test_it_ends_after_minutes_and_is_renewed_while_it_is_open(world: World) -> None:
    by_one(world, 6)
    bob, dana = world.client(world.bob), world.client(world.dana)
    body(bob, world)
    pass_minutes(6)
    assert post(bob, world, "1/hold/").status_code == 204
    pass_minutes(6)
    assert held(world.bob) == [1]
    assert here(body(dana, world)) == 2
    assert post(dana, world, "1/hold/").status_code == 409
    pass_minutes(6)
    assert post(dana, world, "1/hold/").status_code == 204
    assert post(bob, world, "1/hold/").status_code == 409
    assert post(bob, world, "1/decide/", verdict="include").status_code == 409


def test_it_is_given_up_after_deciding(world: World) -> None:
    [first, *_] = by_one(world, 3)
    body(world.client(world.bob), world)
    cast(first, bob="include")
    assert held(world.bob) == [2]


def test_the_rest_is_in_front_of_others(world: World) -> None:
    by_one(world, 2)
    body(world.client(world.bob), world)
    assert "The rest is in front of others" in body(world.client(world.dana), world)


def test_who_reads_along_holds_nothing(world: World) -> None:
    by_one(world, 3)
    body(world.client(world.omar), world)
    assert not Lease.objects.exists()


def test_of_a_sample_only_what_one_decides_is_held(world: World) -> None:
    by_one(world, 30, mode="sample", percent=50)
    policy = world.review.screening_policies.get()
    rule = Policy("sample", policy.percent, policy.seed)
    alone = [number for number in range(1, 31) if rule.votes_needed(number) == 1]
    bob, dana = world.client(world.bob), world.client(world.dana)
    for number in (alone[0], next(each for each in range(1, 31) if each not in alone)):
        body(bob, world, f"{SCREEN}{number}/")
        other = "in front of Bob" in body(dana, world, f"{SCREEN}{number}/")
        assert other == (number in alone)


def test_two_independent_reviewers_hold_nothing(world: World) -> None:
    citations(world, 3)
    change_role(member=world.review.members.get(user=world.dana), role=Role.OBSERVER, by=world.alice)
    for user in (world.bob, world.alice):
        assert here(body(world.client(user), world)) == 1
    assert post(world.client(world.bob), world, "1/hold/").status_code == 204
    assert not Lease.objects.exists()


def test_of_three_a_third_is_not_served_what_two_have(world: World) -> None:
    citations(world, 6)
    bob, dana, alice = (world.client(each) for each in (world.bob, world.dana, world.alice))
    assert (here(body(bob, world)), here(body(dana, world))) == (1, 1)
    assert here(body(alice, world)) == 3
    assert "This citation is in front of Bob and Dana now." in body(alice, world, f"{SCREEN}1/")
    answer = post(alice, world, "1/decide/", verdict="include", note="rich in mechanisms")
    assert answer.status_code == 409
    assert "rich in mechanisms</textarea>" in answer.content.decode()
    for client in (bob, dana):
        assert post(client, world, "1/decide/", verdict="include").status_code == 200


def test_what_is_held_by_several_tells_nothing_of_their_votes(world: World) -> None:
    """Somebody who has voted, has skipped or has just looked: for ten minutes all are the same to the others."""
    made = citations(world, 6)
    bob, alice = world.client(world.bob), world.client(world.alice)
    for client in (bob, world.client(world.dana)):
        body(client, world)
    pages = f"{SCREEN}1/", SCREEN
    before = [worded(body(alice, world, page)) for page in pages]
    cast(made[0], bob="include")
    post(bob, world, "2/decide/", verdict="unsure")
    assert [worded(body(alice, world, page)) for page in pages] == before
    pass_minutes(11)
    assert here(body(alice, world)) == 1


def test_what_is_shared_out_needs_no_holding(world: World) -> None:
    citations(world, 6)
    weights = {world.bob.pk: 1.0, world.dana.pk: 1.0}
    share_out(review=world.review, stage=TITLES, shares=weights, reason="equal shares", by=world.alice)
    for user in (world.bob, world.dana):
        assert here(body(world.client(user), world)) == 1
    assert not Lease.objects.exists()


def test_page_and_vote_ask_a_fixed_number(world: World, django_assert_max_num_queries: Callable) -> None:
    by_one(world, 30)
    bob = world.client(world.bob)
    body(bob, world)
    with django_assert_max_num_queries(60):
        body(bob, world)
    with django_assert_max_num_queries(95):
        post(bob, world, "1/decide/", verdict="include")


def test_of_three_who_race_no_vote_is_refused(transactional_db: None) -> None:
    """All three go through one queue at once: each citation is decided by two of them, and nobody works in vain."""
    world = make_world()
    citations(world, 12)
    people, start = (world.alice, world.bob, world.dana), Barrier(3)

    def work(user: User) -> None:
        try:
            client = world.client(user)
            start.wait()
            screen_all(client, world)
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Decision.objects.count() == 24
    assert world.review.citations.filter(state_title_abstract="excluded").count() == 12


@pytest.mark.parametrize("order", ["likely", "random"])
def test_two_who_race_are_never_served_the_same(transactional_db: None, order: str) -> None:
    """Both go through a queue in one order at once; each citation comes before one of them alone, and is decided."""
    world = make_world()
    by_one(world, 24)
    came: dict[str, list[int]] = {}
    start = Barrier(2)

    def work(user: User) -> None:
        try:
            client = world.client(user)
            start.wait()
            came[user.name] = screen_all(client, world)
        finally:
            connections.close_all()

    if order == "random":
        for user in (world.bob, world.dana):
            world.review.order_choices.create(stage=TITLES, reviewer=user, order=order, seed=7)
    threads = [Thread(target=work, args=[user]) for user in (world.bob, world.dana)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(came["Bob"]).isdisjoint(came["Dana"])
    assert sorted(came["Bob"] + came["Dana"]) == list(range(1, 25))
    assert Decision.objects.count() == 24
