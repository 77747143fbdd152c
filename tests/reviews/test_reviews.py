"""Beginning a review, changing it, and home."""

import pytest

from reviews.actions.people import take_out
from reviews.actions.reviews import SlugTaken, create_review, edit_review
from reviews.models import Review
from reviews.models.review import Role
from reviews.revisions import Stale
from reviews.waiting import Waiting, waiting_for
from tests.world import World

FORM = {
    "title": "Illustrative review of walking",
    "question": "What works for whom?",
    "purpose": "adjudication",
    "template": "ICMO",
    "spelling": "program",
}


def test_anybody_begins_a_review_and_leads_it(world: World) -> None:
    client = world.client(world.cleo)
    assert client.post("/new/", {**FORM, "slug": ""}).headers["Location"] == "/r/illustrative-review-of-walking/theory/"
    review = Review.objects.get(slug="illustrative-review-of-walking")
    assert {name: getattr(review, name) for name in FORM} == FORM
    assert review.members.get().role == Role.LEAD
    assert (review.events.get().actor, review.events.get().verb) == (world.cleo, "began")


def test_nobody_begins_a_review_without_signing_in(world: World) -> None:
    assert world.client(None).post("/new/", FORM).headers["Location"] == "/accounts/login/?next=/new/"


def test_taken_address_keeps_what_was_typed(world: World) -> None:
    answer = world.client(world.cleo).post("/new/", {**FORM, "slug": "talk"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Another review has the address “talk”" in text
    assert "Illustrative review of walking" in text
    with pytest.raises(SlugTaken):
        create_review(title="Another", slug="talk", by=world.cleo)


def test_address_is_made_of_the_title_and_free(world: World) -> None:
    slugs = [create_review(title="Talk", by=world.cleo).slug for _ in range(2)]
    assert slugs == ["talk-2", "talk-3"]
    assert create_review(title="¿…?", by=world.cleo).slug == "review"
    assert len(create_review(title="long " * 60, by=world.cleo).slug) <= 60


def test_address_is_offered_while_typing_and_never_over_a_typed_one(world: World) -> None:
    client = world.client(world.cleo)
    assert 'value="talk-2"' in client.get("/new/address/", {"title": "Talk", "slug": ""}).content.decode()
    assert client.get("/new/address/", {"title": "Talk", "slug": "mine"}).status_code == 204


def test_settings_change_with_a_reason(world: World) -> None:
    client = world.client(world.alice)
    data = {**FORM, "revision": "1", "reason": ""}
    assert client.post(world.url("settings/save/"), data).status_code == 422
    assert client.post(world.url("settings/save/"), {**data, "reason": "narrower"}).status_code == 302
    event = world.review.events.first()
    assert (event.verb, event.reason) == ("edited", "narrower")
    assert (event.before["template"], event.after["template"]) == ("CMO", "ICMO")
    assert "question" not in event.after, "only what differs is told"


def test_second_to_save_sees_both_texts(world: World) -> None:
    client = world.client(world.alice)
    edit_review(review=world.review, revision=1, **{**FORM, "title": "Theirs"}, reason="sharper", by=world.alice)
    data = {**FORM, "title": "Mine", "revision": "1", "reason": "broader"}
    answer = client.post(world.url("settings/save/"), data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Title: Mine" in text
    assert "Title: Theirs" in text
    assert 'name="revision" value="2"' in text
    assert client.post(world.url("settings/save/"), {**data, "revision": "2"}).status_code == 302
    world.review.refresh_from_db()
    assert (world.review.title, world.review.revision) == ("Mine", 3)


def test_stale_revision_writes_nothing(world: World) -> None:
    edit_review(review=world.review, revision=1, **FORM, reason="first", by=world.alice)
    with pytest.raises(Stale):
        edit_review(review=world.review, revision=1, **{**FORM, "title": "Lost"}, reason="second", by=world.alice)
    world.review.refresh_from_db()
    assert world.review.title == FORM["title"]


def test_saving_what_stands_changes_nothing(world: World) -> None:
    edit_review(review=world.review, revision=1, **FORM, reason="first", by=world.alice)
    before = world.review.events.count()
    assert edit_review(review=world.review, revision=2, **FORM, reason="again", by=world.alice).revision == 2
    assert world.review.events.count() == before


def test_home_shows_mine_alone_and_says_what_to_do_when_there_is_none(world: World) -> None:
    assert "Illustrative review of talking" in world.client(world.omar).get("/").content.decode()
    empty = world.client(world.cleo).get("/").content.decode()
    assert "Illustrative review of talking" not in empty
    assert "You work in no review yet" in empty
    assert 'href="/new/"' in empty
    take_out(member=world.review.members.get(user=world.omar), by=world.alice, reason="moved")
    assert "Illustrative review of talking" not in world.client(world.omar).get("/").content.decode()


def test_home_tells_what_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(reviews, user):
        for review in reviews:
            yield Waiting(review, 1, "conflict to settle", "conflicts to settle", "/conflicts/")
            yield Waiting(review, 1200, "citation to screen", "citations to screen", "/screen/")
            yield Waiting(review, 0, "nothing", "nothing", "/nothing/")

    monkeypatch.setattr("reviews.waiting._asks", [ask])
    text = world.client(world.bob).get("/").content.decode()
    assert '<a class="count-link" href="/conflicts/">1 conflict to settle</a>' in text
    assert '<a class="count-link" href="/screen/">1,200 citations to screen</a>' in text
    assert "/nothing/" not in text
    assert waiting_for(world.bob, []) == {}
