"""Changing how a stage is screened midway: no vote is lost, and what is owed is derived anew."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from studies.actions.policies import NoShare, set_policy
from studies.models import Citation, Decision, Stage
from studies.queries.policies import in_force
from studies.queries.queue import Desk
from studies.verifying.screening import screening
from tests.studies.screened import cast, citations
from tests.world import World

TITLES = Stage.TITLE_ABSTRACT.value


def states(world: World) -> list[str]:
    return list(world.review.citations.order_by("number").values_list("state_title_abstract", flat=True))


def policy(world: World, mode: str, percent: int = 0, **more: object) -> None:
    set_policy(review=world.review, stage=TITLES, mode=mode, percent=percent, by=world.alice, **more)


def rows(citation: Citation) -> list[tuple[int, str, str]]:
    return list(Decision.objects.filter(citation=citation).order_by("pk").values_list("pk", "verdict", "reason"))


def test_there_and_back_again_is_where_it_was(world: World) -> None:
    one, two, three, _ = citations(world, 4)
    cast(one, bob="include")
    cast(two, bob="exclude", dana="exclude")
    cast(three, bob="unsure")
    kept = [rows(each) for each in (one, two, three)]
    assert states(world) == ["awaiting_second", "excluded", "awaiting_second", "undecided"]
    policy(world, "single")
    assert states(world) == ["included", "excluded", "conflict", "undecided"]
    assert one.document.number == 1
    policy(world, "dual")
    assert states(world) == ["awaiting_second", "excluded", "awaiting_second", "undecided"]
    assert [rows(each) for each in (one, two, three)] == kept
    assert [check.name for check in screening(world.review) if not check.ok] == []


def test_a_single_reviewer_decides_and_nobody_else_is_asked(world: World) -> None:
    one, *_ = citations(world, 2)
    policy(world, "single")
    cast(one, bob="include")
    assert Desk(world.review, TITLES, world.dana).next_waiting() == 2
    with pytest.raises(Exception, match="needs no more votes"):
        cast(one, dana="include")


def test_a_sample_asks_a_second_reviewer_for_those_that_it_draws(world: World) -> None:
    every = citations(world, 60)
    policy(world, "sample", 30)
    for each in every:
        cast(each, bob="include")
    sampled = [number for number, state in enumerate(states(world), 1) if state == "awaiting_second"]
    assert 5 < len(sampled) < 35
    assert Desk(world.review, TITLES, world.dana).next_waiting() == sampled[0]
    policy(world, "sample", 60)
    wider = [number for number, state in enumerate(states(world), 1) if state == "awaiting_second"]
    assert set(sampled) < set(wider)


def test_the_sample_covers_what_is_loaded_later(world: World) -> None:
    policy(world, "sample", 50)
    for each in citations(world, 40):
        cast(each, bob="include")
    assert {"awaiting_second", "included"} == set(states(world))


def test_a_sample_needs_a_share(world: World) -> None:
    for percent in (0, 100):
        with pytest.raises(NoShare, match="1 to 99"):
            policy(world, "sample", percent)


def test_the_same_policy_again_is_no_new_one(world: World) -> None:
    policy(world, "sample", 20)
    policy(world, "sample", 20)
    assert world.review.screening_policies.count() == 1
    assert world.review.events.filter(verb="set how to screen").count() == 1


def run(world: World, *words: str) -> dict[str, str]:
    out = io.StringIO()
    call_command("set_policy", world.review.slug, *words, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def test_the_command_sets_it(world: World) -> None:
    assert run(world, TITLES, "sample:15") == {"stage": TITLES, "policy": "sample:15"}
    assert in_force(world.review, TITLES).percent == 15
    assert run(world, "full_text", "single") == {"stage": "full_text", "policy": "single"}
    with pytest.raises(CommandError, match="is no policy"):
        run(world, TITLES, "triple")
    with pytest.raises(CommandError, match="1 to 99"):
        run(world, TITLES, "sample:100")


def post(world: World, **said: object) -> tuple[int, str]:
    form = {f"{TITLES}-{name}": value for name, value in {"settles": "lead", "reason": "we are few", **said}.items()}
    answer = world.client(world.alice).post(world.url("screen/policy/title-abstract/"), form)
    return answer.status_code, answer.content.decode()


def test_the_page_sets_it_and_tells_what_it_asks_for(world: World) -> None:
    citations(world, 40)
    assert post(world, mode="sample", percent="25")[0] == 302
    page = world.client(world.omar).get(world.url("screen/policy/")).content.decode()
    assert "single, with a second reviewer for a sample: 25 %" in page.lower()
    assert "Change it" not in page
    status, page = post(world, mode="sample", percent="")
    assert (status, "Say how many percent" in page) == (422, True)


def test_two_leads_who_change_it_at_once_both_learn_of_it(world: World) -> None:
    policy(world, "single")
    seen = in_force(world.review, TITLES).pk
    policy(world, "dual")
    status, page = post(world, mode="sample", percent="30", revision=seen)
    assert (status, "Yours is kept below" in page) == (409, True)
    assert in_force(world.review, TITLES).mode == "dual"
    assert post(world, mode="sample", percent="30", revision=in_force(world.review, TITLES).pk)[0] == 302
