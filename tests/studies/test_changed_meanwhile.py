"""Rules that change while a vote is on its way: the citation's state is that of both, whichever comes first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections, transaction

from studies.actions.calibration import close_calibration, open_calibration
from studies.actions.policies import set_policy
from studies.models import Citation, Stage
from studies.verifying.screening import screening
from tests.studies.screened import cast, citations
from tests.world import World, make_world

TITLES = Stage.TITLE_ABSTRACT.value
MOMENT = 0.5  # seconds in which a change that does not wait would be over


@contextmanager
def voting(citation: Citation, **verdicts: str) -> Iterator[None]:
    """Within, the votes are given but not there yet for others, who may wait for them; they are there soon after."""
    given, go_on = Event(), Event()

    def vote() -> None:
        try:
            with transaction.atomic():
                cast(citation, **verdicts)
                given.set()
                go_on.wait(MOMENT)
        finally:
            connections.close_all()

    thread = Thread(target=vote)
    thread.start()
    try:
        assert given.wait(10)
        yield
    finally:
        go_on.set()
        thread.join()


def to_single(world: World, citation: Citation) -> Callable[[], Any]:
    return lambda: set_policy(review=world.review, stage=TITLES, mode="single", by=world.alice)


def round_closed(world: World, citation: Citation) -> Callable[[], Any]:
    to_single(world, citation)()
    opened = round_opened(world, citation)()
    return lambda: close_calibration(calibration=opened, reason="Illustrative", by=world.alice)


def round_opened(world: World, citation: Citation) -> Callable[[], Any]:
    people = [world.alice, world.bob, world.dana]
    how = {"review": world.review, "stage": TITLES, "reviewers": people, "by": world.alice}
    return lambda: open_calibration(**how, numbers=[citation.number])


@pytest.mark.parametrize(
    ("change", "votes", "state"),
    [
        (to_single, {"bob": "include"}, "included"),
        (round_closed, {"bob": "include"}, "included"),
        (round_opened, {"bob": "include"}, "awaiting_second"),
    ],
)
def test_a_vote_on_its_way_is_counted_by_the_new_rules(
    transactional_db: None, change: Callable[[World, Citation], Callable[[], Any]], votes: dict[str, str], state: str
) -> None:
    world = make_world()
    citation, *_ = citations(world, 3)
    make = change(world, citation)
    with voting(citation, **votes):
        make()
    citation.refresh_from_db()
    assert citation.state_title_abstract == state
    assert [check.name for check in screening(world.review) if not check.ok] == []
