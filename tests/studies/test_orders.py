"""The order of a reviewer's queue: chosen, learnt or drawn, followed by everything on the screen, hiding nothing."""

import re

import pytest
from django.test import Client

from reviews.models import User
from studies.actions.criteria import write_criteria
from studies.actions.ordering import choose_order
from studies.actions.policies import set_policy
from studies.actions.screening import undo
from studies.draws import shuffled
from studies.models import Citation, Order, OrderChoice, Ranking, Stage
from studies.places import packed
from studies.queries import orders
from studies.queries.criteria import SUGGESTED
from studies.queries.queue import Desk
from tests.studies.screened import cast, citations
from tests.world import World

HTMX = {"HX-Request": "true"}
SCREEN = "screen/title-abstract/"
TITLES, TEXTS = Stage.TITLE_ABSTRACT, Stage.FULL_TEXT


def learn(world: World, reviewer: User | None, numbers: list[int], stage: str = TITLES, **learnt: object) -> Ranking:
    """The order of these numbers, as if it had been learnt for the reviewer."""
    keys = dict(world.review.citations.values_list("number", "pk"))
    places = packed(keys[number] for number in numbers)
    found = Ranking.objects.update_or_create(
        review=world.review, stage=stage, reviewer=reviewer, defaults={"places": places, "learnt_from": 1, **learnt}
    )
    return found[0]


def choose(world: World, user: User, order: str, stage: str = TITLES) -> OrderChoice:
    return choose_order(review=world.review, stage=stage, order=order, by=user)


def body(client: Client, world: World, path: str = SCREEN) -> str:
    return client.get(world.url(path)).content.decode()


def here(page: str) -> int:
    return int(re.search(r'data-citation="(\d+)"', page)[1])


def queue(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'class="item" href="[^"?]*/(\d+)/', page)]


def screen_all(client: Client, world: World) -> list[int]:
    """The numbers in the order in which they came, each excluded."""
    came, page = [], body(client, world)
    while "data-citation" in page:
        came.append(here(page))
        said = {"verdict": "exclude", "reason": "Wrong setting"}
        answer = client.post(world.url(f"{SCREEN}{came[-1]}/decide/"), said, headers=HTMX)
        assert answer.status_code == 200, came
        page = answer.content.decode()
    return came


def test_until_something_is_learnt_the_queue_comes_as_loaded_and_says_so(world: World) -> None:
    citations(world, 4)
    client = world.client(world.bob)
    page = body(client, world)
    assert "Order: likely first" in page
    assert "nothing is learnt yet" in page
    assert queue(page) == [1, 2, 3, 4]
    assert screen_all(client, world) == [1, 2, 3, 4]


def test_likely_first_is_followed_by_all_that_moves(world: World) -> None:
    citations(world, 6)
    learn(world, world.bob, [4, 2, 6, 1, 5, 3], learnt_from=214, found=31)
    client = world.client(world.bob)
    page = body(client, world)
    assert here(page) == 4
    assert queue(page) == [4, 2, 6, 1, 5, 3]
    assert f'data-next="{world.url(SCREEN)}2/"' in page
    assert "Place 1 of 6 likely first, learnt from 214 decisions, 31 found so far." in page
    third = body(client, world, f"{SCREEN}6/")
    assert re.search(r'href="[^"]*/2/" data-instant data-key="k"', third)
    assert re.search(r'href="[^"]*/1/" data-instant data-key="j"', third)
    assert "Place 3 of 6" in third
    assert screen_all(client, world) == [4, 2, 6, 1, 5, 3]


def test_each_reviewer_has_an_order_of_ones_own_where_two_decide(world: World) -> None:
    citations(world, 3)
    learn(world, world.bob, [3, 2, 1])
    learn(world, None, [2, 1, 3])
    assert here(body(world.client(world.bob), world)) == 3
    assert here(body(world.client(world.dana), world)) == 2  # nothing is learnt from her yet: what everybody may know
    set_policy(review=world.review, stage=TITLES, mode="single", by=world.alice)
    assert here(body(world.client(world.bob), world)) == 1  # what was learnt under the other policy is forgotten
    learn(world, world.bob, [3, 2, 1])
    learn(world, None, [2, 1, 3])
    assert here(body(world.client(world.bob), world)) == 2
    round_ = world.review.calibration_rounds.create(stage=TITLES, number=1, opened_by=world.alice)
    assert here(body(world.client(world.bob), world)) == 3
    round_.delete()


def test_only_those_not_opened_move_when_an_order_is_learnt(world: World) -> None:
    rows = citations(world, 8)
    learn(world, world.bob, [5, 1, 2, 3, 4, 6, 7, 8])
    client = world.client(world.bob)
    cast(rows[4], bob="include")
    cast(rows[0], bob="exclude")
    learn(world, world.bob, [5, 1, 8, 7, 6, 4, 3, 2], learnt_from=2)
    page = body(client, world)
    assert here(page) == 8
    assert queue(page) == [5, 1, 8, 7, 6, 4, 3, 2]


def test_who_votes_far_down_goes_on_at_the_top(world: World) -> None:
    """The one in front may have moved while it was read: the next is always the likeliest."""
    citations(world, 60)
    learn(world, world.bob, list(range(1, 61)))
    answer = world.client(world.bob).post(world.url(f"{SCREEN}50/decide/"), {"verdict": "include"})
    assert answer.headers["Location"] == world.url(f"{SCREEN}1/")


def test_the_citation_that_is_shown_already_stays(world: World) -> None:
    """The page shows what it fetched ahead; an order learnt meanwhile does not take it away, unless it is decided."""
    rows = citations(world, 5)
    learn(world, world.bob, [1, 2, 3, 4, 5])
    client = world.client(world.bob)
    learn(world, world.bob, [5, 4, 3, 2, 1])
    said = {"verdict": "include", "shown": "2"}
    page = client.post(world.url(f"{SCREEN}1/decide/"), said, headers=HTMX).content.decode()
    assert here(page) == 2
    assert f'data-next="{world.url(SCREEN)}5/"' in page
    cast(rows[2], dana="include", alice="include")
    page = client.post(world.url(f"{SCREEN}2/decide/"), {**said, "shown": "3"}, headers=HTMX).content.decode()
    assert here(page) == 5


def test_a_stale_order_hides_nothing(world: World) -> None:
    """Later batches come at the end; what was joined away is passed over; what was opened again still comes."""
    citations(world, 4)
    learn(world, world.bob, [4, 3, 1, 2])
    first = world.review.citations.get(number=1)
    Citation.objects.filter(number=3).update(standing=False, into=first, by_way_of=first)
    Citation.objects.bulk_create(
        Citation(review=world.review, number=n, title=f"Illustrative later {n}") for n in (5, 6, 7)
    )
    client = world.client(world.bob)
    page = body(client, world)
    assert queue(page) == [4, 1, 2, 5, 6, 7]
    late = body(client, world, f"{SCREEN}6/")
    assert queue(late) == [1, 2, 5, 6, 7]
    assert "came after the order was learnt" in late
    assert screen_all(client, world) == [4, 1, 2, 5, 6, 7]


def test_at_full_text_those_included_since_come_at_the_end(world: World) -> None:
    rows = citations(world, 5)
    for row in rows[1:]:
        cast(row, bob="include", dana="include")
    learn(world, world.bob, [5, 3, 1], stage=TEXTS)
    client = world.client(world.bob)
    assert queue(body(client, world, "screen/full-text/")) == [5, 3, 2, 4]
    choose(world, world.bob, Order.RANDOM, TEXTS)
    assert sorted(queue(body(client, world, f"screen/full-text/{rows[1].number}/"))) != []


def test_drawn_ones_say_so(world: World) -> None:
    [first, *_] = citations(world, 3)
    learn(world, world.bob, [1, 2, 3], drawn=[first.pk])
    client = world.client(world.bob)
    assert "drawn at random" in body(client, world)
    assert "drawn at random" not in body(client, world, f"{SCREEN}2/")


def test_oldest_first(world: World) -> None:
    citations(world, 3)
    learn(world, world.bob, [3, 1, 2])
    choose(world, world.bob, Order.OLDEST)
    client = world.client(world.bob)
    page = body(client, world)
    assert "Oldest first: in the order in which it was loaded." in page
    assert "learnt from" not in page
    assert screen_all(client, world) == [1, 2, 3]


def test_random_is_repeatable_and_complete(world: World) -> None:
    citations(world, 40)
    choice = choose(world, world.bob, Order.RANDOM)
    expected = shuffled(str(choice.seed), range(1, 41))
    client = world.client(world.bob)
    page = body(client, world)
    assert queue(page) == expected[:21]
    assert f"In a random order, seed {choice.seed}" in page
    assert body(client, world, f"{SCREEN}{expected[20]}/").count('class="item"') == 23
    assert screen_all(client, world) == expected


@pytest.mark.parametrize("order", [Order.LIKELY, Order.RANDOM])
def test_many_left_are_found_as_few_are(world: World, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where very many wait, the next is found by asking about some of them."""
    citations(world, 30)
    learn(world, world.bob, [*range(30, 0, -1)])
    choice = choose(world, world.bob, order)
    expected = [*range(30, 0, -1)] if order == Order.LIKELY else shuffled(str(choice.seed), range(1, 31))
    monkeypatch.setattr(orders, "FEW_LEFT", 0)
    assert screen_all(world.client(world.bob), world) == expected


def test_what_is_looked_for_comes_as_loaded(world: World) -> None:
    citations(world, 12)
    learn(world, world.bob, [*range(12, 0, -1)])
    page = body(world.client(world.bob), world, f"{SCREEN}?find=Illustrative")
    assert "What is looked for stands in the order in which it was loaded" in page
    assert queue(page) == [*range(1, 13)]


def test_choosing_is_a_deed_that_is_kept(world: World) -> None:
    citations(world, 3)
    client, url = world.client(world.bob), world.url(f"{SCREEN}order/")
    assert client.post(url, {"order": "random"}).status_code == 302
    assert client.post(url, {"order": "random"}).status_code == 302
    assert client.post(url, {"order": "oldest"}).headers["Location"] == world.url(f"{SCREEN}1/")
    assert client.post(url, {"order": "best"}).status_code == 422
    rows = list(OrderChoice.objects.values_list("reviewer__name", "stage", "order"))
    assert rows == [("Bob", TITLES, "random"), ("Bob", TITLES, "oldest")]
    events = world.review.events.filter(verb="chose an order of screening").order_by("pk")
    assert [each.after["order"] for each in events] == ["random", "oldest"]
    assert "Order: likely first" in body(world.client(world.dana), world)


def test_nothing_of_what_is_learnt_is_told_before_the_own_decision(world: World) -> None:
    [first, *_] = citations(world, 2)
    terms = {"for": ["trust", "nurses"], "against": ["animals"]}
    learn(world, world.bob, [1, 2], terms=terms)
    client = world.client(world.bob)
    assert "nurses" not in body(client, world, f"{SCREEN}1/")
    cast(first, bob="include")
    told = body(client, world, f"{SCREEN}1/")
    assert "For: trust, nurses" in told
    assert "In this citation: trust, animals" in told
    undo(review=world.review, stage=TITLES, by=world.bob)
    assert "nurses" not in body(client, world, f"{SCREEN}1/")


def test_skipped_ones_come_again_at_the_end_in_the_order_of_skipping(world: World) -> None:
    citations(world, 5)
    learn(world, world.bob, [5, 4, 3, 2, 1])
    client = world.client(world.bob)
    skip = lambda number: client.post(world.url(f"{SCREEN}{number}/skip/")).headers["Location"]  # noqa: E731
    assert skip(5) == world.url(f"{SCREEN}4/")
    assert skip(4) == world.url(f"{SCREEN}3/")
    assert screen_all(client, world) == [3, 2, 1, 5, 4]
    assert not world.review.events.filter(verb__contains="skip").exists()


def test_the_only_one_left_cannot_be_put_off(world: World) -> None:
    citations(world, 1)
    client = world.client(world.bob)
    assert client.post(world.url(f"{SCREEN}1/skip/")).headers["Location"] == world.url(f"{SCREEN}1/")
    assert here(body(client, world)) == 1


def test_criteria_stand_on_the_page(world: World) -> None:
    citations(world, 1)
    told = {"text": "Include what explains talk.", "terms_for": "", "terms_against": "", "why": "Illustrative"}
    write_criteria(review=world.review, reasons=SUGGESTED, revision=1, by=world.alice, **told)
    page = body(world.client(world.bob), world)
    assert "Include what explains talk." in page
    assert "Criteria, version 2" in page


def test_where_nobody_may_be_asked_the_desk_answers_all_the_same(world: World) -> None:
    """An observer has no order and holds nothing."""
    citations(world, 2)
    assert Desk(world.review, TITLES, world.omar).next_waiting() == 1
    assert "Order:" not in body(world.client(world.omar), world)
