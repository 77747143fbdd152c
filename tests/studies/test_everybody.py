"""Sharing out ends: nobody is asked by name any more, whatever was withdrawn or listed meanwhile."""

from studies.actions.withdrawing import bring_back_batch, withdraw_batch
from studies.actions.workload import everybody_screens_everything
from tests.make import batch, ris_file, search_round
from tests.studies.screened import citations
from tests.studies.test_workload import TITLES, asked, is_whole, listed, share, waits
from tests.world import World


def test_everybody_screens_everything_again(world: World) -> None:
    citations(world, 6)
    share(world, world.bob, world.dana)
    listed(world, world.alice, numbers=[2])
    everybody_screens_everything(review=world.review, stage=TITLES, reason="few are left", by=world.alice)
    assert asked(world) == {}
    assert waits(world, world.alice) == {1, 2, 3, 4, 5, 6}
    assert world.review.events.filter(verb="left to everybody").count() == 1
    assert is_whole(world)


def test_everybody_screens_everything_after_lists_alone(world: World) -> None:
    citations(world, 4)
    for _ in range(2):
        listed(world, world.bob, world.dana, numbers=[1, 2])
        assert waits(world, world.alice) == {3, 4}
        everybody_screens_everything(review=world.review, stage=TITLES, reason="few are left", by=world.alice)
        assert waits(world, world.alice) == {1, 2, 3, 4}
        assert is_whole(world)


def test_what_was_withdrawn_meanwhile_comes_back_to_everybody(world: World) -> None:
    loaded = batch(search_round(world.review, world.alice), ris_file([1, 2, 3, 4]), world.alice)
    share(world, world.bob, world.dana)
    withdraw_batch(batch=loaded, reason="to look at it again", by=world.alice)
    everybody_screens_everything(review=world.review, stage=TITLES, reason="few are left", by=world.alice)
    bring_back_batch(batch=loaded, by=world.alice)
    assert waits(world, world.alice) == {1, 2, 3, 4}
    assert is_whole(world)
