"""Calibration rounds: drawn or named, owed by each of their reviewers, first in their queues, blinded, closed again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions.people import add_member, take_out
from reviews.models import User
from reviews.models.review import Role
from reviews.trail import ReasonMissing
from studies.actions.calibration import CannotCalibrate, close_calibration, open_calibration
from studies.actions.policies import set_policy
from studies.agreement import kappa
from studies.draws import shuffled
from studies.models import CalibrationRound, Stage
from studies.queries.calibration import Round, Rounds, calibrating
from studies.queries.queue import Desk
from studies.verifying.screening import screening
from tests.studies.screened import cast, citations
from tests.studies.test_blinding import read
from tests.world import World, person

TITLES = Stage.TITLE_ABSTRACT.value


@pytest.fixture
def eve(world: World) -> User:
    return add_member(review=world.review, user=person("eve"), role=Role.REVIEWER, by=world.alice).user


def opened(world: World, *people: User, **how: object) -> CalibrationRound:
    return open_calibration(review=world.review, stage=TITLES, reviewers=people, by=world.alice, **how)


def states(world: World) -> list[str]:
    return list(world.review.citations.order_by("number").values_list("state_title_abstract", flat=True))


def waiting(world: World, user: User, after: int = 0) -> int | None:
    return Desk(world.review, TITLES, user).next_waiting(after)


def seen(world: World, user: User) -> Round:
    return Rounds(world.review, user).latest_first()[0]


def verified(world: World) -> bool:
    return all(check.ok for check in screening(world.review))


def test_the_screen_says_why_a_citation_of_a_round_comes_first(world: World) -> None:
    citations(world, 4)
    opened(world, world.bob, world.dana, numbers=[3])
    page = world.client(world.bob).get(world.url("screen/title-abstract/")).content.decode()
    assert 'data-citation="3"' in page
    assert "an open calibration round waits for your vote on it" in page
    other = world.client(world.bob).get(world.url("screen/title-abstract/1/")).content.decode()
    assert "calibration round waits" not in other


def test_a_round_is_drawn_by_a_seed_that_is_kept(world: World) -> None:
    made = citations(world, 30)
    cast(made[0], bob="exclude", dana="exclude")
    cast(made[1], bob="exclude")
    drawn = opened(world, world.bob, world.dana, count=8, seed="illustrative")
    numbers = list(drawn.citations.order_by("number").values_list("number", flat=True))
    assert numbers == sorted(shuffled("illustrative", range(2, 31))[:8])
    assert (drawn.number, drawn.seed) == (1, "illustrative")
    event = world.review.events.get(object_type="calibrationround")
    assert event.after["citations"] == 8
    again = opened(world, world.bob, world.dana, count=21)
    assert again.seed
    assert not set(numbers) & set(again.citations.values_list("number", flat=True))


def test_each_of_its_reviewers_is_owed_whatever_the_policy_says(world: World, eve: User) -> None:
    one, two, *_ = citations(world, 4)
    set_policy(review=world.review, stage=TITLES, mode="single", by=world.alice)
    opened(world, world.bob, world.dana, eve, numbers=[1, 2])
    cast(one, bob="include", dana="include")
    assert states(world)[0] == "awaiting_second"
    cast(one, eve="include")
    cast(two, bob="include", dana="exclude", eve="exclude")
    assert states(world) == ["included", "conflict", "undecided", "undecided"]
    cast(world.review.citations.get(number=3), bob="include")
    assert states(world)[2] == "included"
    assert verified(world)


def test_no_vote_of_another_stands_in_for_one_that_is_owed(world: World, eve: User) -> None:
    one, *_ = citations(world, 2)
    cast(one, eve="include")
    made = opened(world, world.bob, world.dana, numbers=[1])
    cast(one, bob="include")
    assert states(world)[0] == "awaiting_second"
    assert waiting(world, world.dana) == 1
    cast(one, dana="exclude")
    assert states(world)[0] == "conflict"
    assert {each.keys[1:] for each in seen(world, world.alice).agreement} == {(world.bob.pk, world.dana.pk)}
    close_calibration(calibration=made, reason="done", by=world.alice)
    assert verified(world)


def test_its_citations_come_first_in_the_queues_of_its_reviewers_alone(world: World, eve: User) -> None:
    made = citations(world, 9)
    opened(world, world.bob, world.dana, numbers=[4, 7])
    assert [waiting(world, each) for each in (world.bob, world.dana, eve)] == [4, 4, 1]
    cast(made[3], bob="include")
    assert [waiting(world, world.bob), waiting(world, world.bob, 4), waiting(world, world.dana)] == [7, 7, 4]
    cast(made[6], bob="exclude")
    assert waiting(world, world.bob) == 1
    assert calibrating(world.review, TITLES, world.dana) == [4, 7]
    assert Desk(world.review, TITLES, world.dana, find="record 2").next_waiting() == 2


def test_one_sees_ones_own_progress_and_of_others_what_all_have_decided(world: World) -> None:
    made = citations(world, 5)
    opened(world, world.bob, world.dana, numbers=[1, 2, 3])
    pages = [world.client(each) for each in (world.alice, world.dana, world.omar)]
    before = [read(each, [world.url("screen/calibration/"), world.url("agreement/")]) for each in pages]
    cast(made[0], bob="include")
    cast(made[1], bob="exclude")
    assert [read(each, [world.url("screen/calibration/"), world.url("agreement/")]) for each in pages] == before
    assert (seen(world, world.bob).own, seen(world, world.dana).own, seen(world, world.alice).own) == (2, 0, None)
    assert "You have decided <b>2</b> of 3." in page(world, world.bob)
    assert "You have decided <b>0</b> of 3." in page(world, world.dana)
    assert "Waiting for all." in page(world, world.omar)
    cast(made[0], dana="include")
    assert seen(world, world.alice).decided == 1


def page(world: World, user: User) -> str:
    return world.client(user).get(world.url("screen/calibration/")).content.decode()


def test_the_rounds_own_kappa_and_the_mean_of_the_pairs(world: World, eve: User) -> None:
    made = citations(world, 12)
    opened(world, world.bob, world.dana, eve, numbers=range(1, 9))
    said = ["iii", "iie", "eee", "eie", "iii", "eee", "iee", "eei"]
    word = {"i": "include", "e": "exclude"}
    for each, (bob, dana, other) in zip(made, said, strict=False):
        cast(each, bob=word[bob], dana=word[dana], eve=word[other])
    for each in made[8:]:
        cast(each, bob="include", dana="include")
    kappas = [reckoned(said, a, b) for a, b in ((0, 1), (0, 2), (1, 2))]
    found = seen(world, world.omar)
    assert [each.kappa.kappa for each in found.agreement] == pytest.approx(kappas)
    assert found.mean == pytest.approx(sum(kappas) / 3)
    assert f"Mean of the pairs’ kappas: {sum(kappas) / 3:.2f}" in page(world, world.omar)


def reckoned(said: list[str], a: int, b: int) -> float | None:
    return kappa([[sum(each[a] == x and each[b] == y for each in said) for y in "ie"] for x in "ie"]).kappa


def test_closing_falls_back_to_the_policy_and_keeps_every_vote(world: World, eve: User) -> None:
    one, two, three, _ = citations(world, 4)
    made = opened(world, world.bob, world.dana, eve, numbers=[1, 2, 3])
    cast(one, bob="include", dana="include")
    cast(two, bob="exclude")
    cast(three, bob="include", dana="exclude", eve="include")
    with pytest.raises(ReasonMissing):
        close_calibration(calibration=made, reason=" ", by=world.alice)
    close_calibration(calibration=made, reason="kappa is high enough", by=world.alice)
    assert states(world) == ["included", "awaiting_second", "conflict", "undecided"]
    assert one.decisions.count() == 2
    assert waiting(world, eve) == 2
    with pytest.raises(CannotCalibrate, match="closed already"):
        close_calibration(calibration=made, reason="again", by=world.alice)
    cast(two, dana="include")
    assert sum(len(each.compared) for each in seen(world, world.omar).agreement if each.keys[2] == world.dana.pk) == 2
    assert "kappa is high enough" in page(world, world.omar)
    assert verified(world)


def test_a_reviewer_who_left_is_named_and_dropped_by_closing(world: World) -> None:
    one, *_ = citations(world, 2)
    made = opened(world, world.bob, world.dana, world.alice, numbers=[1])
    cast(one, bob="include", alice="include")
    take_out(member=world.review.members.get(user=world.dana), by=world.alice, reason="left the team")
    assert "Dana screens no more" in page(world, world.omar)
    close_calibration(calibration=made, reason="Dana left", by=world.alice)
    assert states(world)[0] == "included"


def test_what_cannot_be_calibrated(world: World) -> None:
    one, *_ = citations(world, 5)
    cast(one, bob="include", dana="include")
    both = (world.bob, world.dana)
    opened(world, *both, numbers=[2])
    for people, how, why in (
        (both, {"numbers": [1, 2, 3, 99]}, "screened: 1, 2, 99"),
        (both, {"count": 9}, "Only 3 citations wait"),
        (both, {"count": 0}, "how many"),
        ((world.bob,), {"numbers": [3]}, "two reviewers"),
        ((world.bob, world.omar), {"numbers": [3]}, "two reviewers"),
        ((world.bob, world.bob), {"numbers": [3]}, "two reviewers"),
        ((world.bob, world.cleo), {"numbers": [3]}, "two reviewers"),
    ):
        with pytest.raises(CannotCalibrate, match=why):
            opened(world, *people, **how)
    assert world.review.calibration_rounds.count() == 1


def test_a_lead_opens_and_closes_on_the_page(world: World) -> None:
    citations(world, 6)
    lead, url = world.client(world.alice), world.url("screen/calibration/")
    said = {
        "stage": TITLES,
        "reviewers": [world.bob.pk, world.dana.pk],
        "numbers": "2, 5",
        "count": "20",
        "reason": "new team",
    }
    assert lead.post(f"{url}open/", said).status_code == 302
    assert list(world.review.calibration_rounds.get().citations.values_list("number", flat=True)) == [2, 5]
    assert world.review.events.get(object_type="calibrationround").reason == "new team"
    assert lead.post(f"{url}open/", said).status_code == 409
    for wrong in ({"numbers": "two"}, {"reviewers": [world.bob.pk]}, {"numbers": "", "count": ""}, {"reason": ""}):
        assert lead.post(f"{url}open/", said | wrong).status_code == 422
    assert world.client(world.bob).post(f"{url}open/", said).status_code == 403
    assert lead.post(f"{url}1/close/", {"reason": ""}, follow=True).content.decode().count("Say what came of it") >= 1
    assert lead.post(f"{url}1/close/", {"reason": "they agree"}).status_code == 302
    assert world.review.calibration_rounds.get().closed_at is not None


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    made = citations(world, 40)
    client = world.client(world.alice)
    counts = []
    for rounds in (1, 6):
        while world.review.calibration_rounds.count() < rounds:
            last = opened(world, world.bob, world.dana, count=3)
            for each in last.citations.all():
                cast(each, bob="include", dana="include")
            if rounds > 1:
                close_calibration(calibration=last, reason="enough", by=world.alice)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(world.url("screen/calibration/")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(made) == 40
