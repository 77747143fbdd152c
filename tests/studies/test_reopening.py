"""Opening decisions again: nothing is lost, later work is parked, and it all comes back."""

import pytest

from reviews.trail import ReasonMissing
from studies.actions.reopening import CannotReopen, close_again, reopen
from studies.actions.screening import NothingToTakeBack, undo
from studies.models import Citation, Decision, Reopening, Stage
from studies.queries.history import history
from studies.queries.queue import Desk
from studies.verifying.screening import screening
from tests.studies.screened import cast, citations, settle
from tests.world import World

TITLES, TEXTS = Stage.TITLE_ABSTRACT.value, Stage.FULL_TEXT.value


def again(world: World, *numbers: int, stage: str = TITLES) -> list[Reopening]:
    return reopen(review=world.review, stage=stage, citations=numbers, reason="new criteria", by=world.alice)


def state(citation: Citation) -> tuple[str, str]:
    citation.refresh_from_db()
    return citation.state_title_abstract, citation.state_full_text


def test_a_decision_is_asked_for_anew_and_what_was_said_stays_readable(world: World) -> None:
    one, *_ = citations(world, 2)
    cast(one, bob="exclude", dana="exclude")
    before = list(Decision.objects.values_list("pk", "verdict", "reason", "criteria"))
    again(world, 1)
    assert state(one)[0] == "undecided"
    assert list(Decision.objects.filter(undoes=None).values_list("pk", "verdict", "reason", "criteria")) == before
    assert Desk(world.review, TITLES, world.bob).next_waiting() == 1
    readable = [row.verdict for row in history(one, world.omar).decisions if row.undoes_id is None]
    assert readable == ["exclude", "exclude"]
    cast(one, bob="include", dana="include")
    assert state(one)[0] == "included"
    assert [check.name for check in screening(world.review) if not check.ok] == []


def test_a_later_vote_is_as_blind_as_the_first(world: World) -> None:
    one, *_ = citations(world, 1)
    cast(one, bob="exclude", dana="exclude")
    again(world, 1)
    cast(one, bob="include")
    seen = [row.verdict for row in history(one, world.dana).decisions if row.undoes_id is None]
    assert seen == ["exclude", "exclude"]


def test_work_at_full_text_is_parked_and_comes_back(world: World) -> None:
    one, *_ = citations(world, 1)
    cast(one, bob="include", dana="include")
    cast(one, TEXTS, bob="include", dana="include")
    [opened] = again(world, 1)
    assert state(one) == ("undecided", "included")
    assert Desk(world.review, TEXTS, world.bob).queue().count() == 0
    close_again(reopening=opened, reason="by mistake", by=world.alice)
    assert state(one) == ("included", "included")
    assert Desk(world.review, TEXTS, world.bob).queue().count() == 1


def test_a_settlement_is_passed_over_until_it_is_closed_again(world: World) -> None:
    one, *_ = citations(world, 1)
    cast(one, bob="include", dana="exclude")
    settle(one, by=world.alice, outcome="exclude")
    [opened] = again(world, 1)
    assert state(one)[0] == "undecided"
    close_again(reopening=opened, reason="it was right", by=world.alice)
    assert state(one)[0] == "excluded"
    with pytest.raises(CannotReopen, match="already"):
        close_again(reopening=opened, reason="once more", by=world.alice)
    assert [check.name for check in screening(world.review) if not check.ok] == []


def test_who_has_voted_since_keeps_the_later_vote(world: World) -> None:
    one, *_ = citations(world, 1)
    cast(one, bob="exclude", dana="exclude")
    [opened] = again(world, 1)
    cast(one, bob="include")
    close_again(reopening=opened, reason="after all", by=world.alice)
    assert state(one)[0] == "conflict"


def test_nobody_takes_back_what_the_reopening_took_or_gave(world: World) -> None:
    one, *_ = citations(world, 1)
    cast(one, bob="exclude", dana="exclude")
    [opened] = again(world, 1)
    with pytest.raises(NothingToTakeBack):
        undo(review=world.review, stage=TITLES, by=world.bob)
    close_again(reopening=opened, reason="by mistake", by=world.alice)
    with pytest.raises(NothingToTakeBack):
        undo(review=world.review, stage=TITLES, by=world.bob)


def test_many_at_once_are_one_event_and_undecided_ones_stay(world: World) -> None:
    one, two, three = citations(world, 3)
    for each in (one, two):
        cast(each, bob="exclude", dana="exclude")
    cast(three, bob="include")
    assert len(again(world, 1, 2, 3)) == 2
    assert state(three)[0] == "awaiting_second"
    told = world.review.events.filter(verb__startswith="re-opened").get()
    assert told.after == {"citations": [1, 2]}


def test_it_needs_a_reason_and_something_decided(world: World) -> None:
    one, *_ = citations(world, 1)
    with pytest.raises(CannotReopen, match="None of these"):
        again(world, 1)
    cast(one, bob="exclude", dana="exclude")
    with pytest.raises(ReasonMissing):
        reopen(review=world.review, stage=TITLES, citations=[1], reason=" ", by=world.alice)
