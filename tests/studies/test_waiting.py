"""What waits at screening: a person's own votes and conflicts to settle, whatever a colleague has said unseen."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions.reviews import create_review
from reviews.models import Review, User
from reviews.waiting import waiting_for
from tests.studies.screened import cast, citations
from tests.world import World


def waits(review: Review, user: User) -> dict[str, int]:
    return {each.label: each.count for each in waiting_for(user, [review])[review.pk]}


def test_what_waits_is_what_wants_my_own_vote(world: World) -> None:
    first, second, third = citations(world, 3)
    cast(first, bob="include")
    assert waits(world.review, world.bob) == {"citations to screen by title and abstract": 2}
    assert waits(world.review, world.dana) == {"citations to screen by title and abstract": 3}, (
        "Bob's vote is open, and tells her nothing"
    )
    assert waits(world.review, world.omar) == {}
    cast(first, dana="include")
    cast(second, bob="include", dana="exclude")
    assert waits(world.review, world.bob) == {
        "citation to screen by title and abstract": 1,
        "citation to screen by full text": 1,
        "document to prioritise or leave": 1,
    }
    assert waits(world.review, world.alice)["conflict to settle"] == 1
    assert "conflict to settle" not in waits(world.review, world.dana)
    cast(third, bob="exclude")
    assert "citation to screen by title and abstract" not in waits(world.review, world.bob)


def test_the_link_leads_to_what_is_counted(world: World) -> None:
    citations(world, 2)
    [screening] = waiting_for(world.bob, [world.review])[world.review.pk]
    page = world.client(world.bob).get(screening.url)
    assert page.context["progress"].left == screening.count == 2


def test_many_reviews_ask_no_more_than_one(world: World) -> None:
    reviews = [world.review]
    with CaptureQueriesContext(connection) as one:
        waiting_for(world.alice, reviews)
    reviews += [create_review(slug=f"r{n}", title=f"Illustrative {n}", by=world.alice) for n in range(5)]
    with CaptureQueriesContext(connection) as six:
        waiting_for(world.alice, reviews)
    assert len(one) == len(six)
