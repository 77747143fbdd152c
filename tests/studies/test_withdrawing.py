"""A batch taken out of the review after screening, and brought back: what others brought stays, nothing is lost."""

import pytest

from reviews import exports
from reviews.trail import ReasonMissing
from reviews.verification import verify
from studies.actions import withdrawing
from studies.actions.screening import Gone, NothingToTakeBack, decide, undo
from studies.actions.withdrawing import bring_back_batch, withdraw_batch
from studies.loading import carry_out
from studies.models import Batch, Citation
from tests.make import nbib_file, ris_file
from tests.studies.duplicated import load, standing
from tests.studies.screened import cast
from tests.world import World

TABLES = ("citations", "decisions", "records", "duplicate_pairs")


def told(world: World) -> dict[str, list[list[object]]]:
    """Every table that could show it, as the lead exports it."""
    return {name: [list(row) for row in exports.get(name).rows(world.review, world.alice)] for name in TABLES}


def numbered(world: World, number: int) -> Citation:
    return world.review.citations.get(number=number)


def screened(world: World) -> Batch:
    """Three batches, and the votes on what they brought:

        citation   batch 1   batch 2   batch 3   votes
        1          work 1    work 1              bob includes, dana includes: document 1
        2          work 2                        bob includes
        3                    work 3              bob excludes, dana excludes
        4                    work 4    work 4    bob includes, dana excludes: a conflict
        5                    work 5              none
        6                              work 6    none

    Batch 2, which is withdrawn, has the longer abstract of work 1: the words of citation 1 come from there.
    """
    first, third = ris_file([1, 2], "first.ris"), nbib_file([4, 6], "third.nbib")
    first.lines = [line for line in first.lines if not line.startswith("AB")]
    load(world, first, ris_file([1, 3, 4, 5], "second.ris"), third)
    cast(numbered(world, 1), bob="include", dana="include")
    cast(numbered(world, 2), bob="include")
    cast(numbered(world, 3), bob="exclude", dana="exclude")
    cast(numbered(world, 4), bob="include", dana="exclude")
    return world.review.batches.get(number=2)


def sound(world: World) -> bool:
    return [check.name for check in verify(world.review) if not check.ok] == []


def test_what_only_it_brought_leaves_and_the_rest_stays_with_its_votes(world: World) -> None:
    batch = screened(world)
    withdraw_batch(batch=batch, reason="the wrong database", by=world.adam)
    assert standing(world) == {1: [1, 3], 2: [2], 4: [5, 7], 6: [8]}
    assert numbered(world, 1).state_title_abstract == "included"
    assert numbered(world, 1).abstract == ""
    assert numbered(world, 4).state_title_abstract == "conflict"
    assert [row[0] for row in told(world)["citations"]] == [1, 2, 4, 6]
    with pytest.raises(Gone, match="withdrawn"):
        decide(citation=numbered(world, 5), stage="title_abstract", by=world.bob, verdict="include")
    event = world.review.events.first()
    assert (event.verb, event.reason, event.after) == (
        "withdrew",
        "the wrong database",
        {"records": 4, "citations": 2},
    )
    assert sound(world)


def test_bringing_it_back_restores_all_as_it_was(world: World) -> None:
    batch = screened(world)
    before = told(world)
    withdraw_batch(batch=batch, reason="the wrong database", by=world.adam)
    assert told(world) != before
    bring_back_batch(batch=batch, by=world.alice)
    assert told(world) == before
    assert sound(world)


def test_a_vote_on_what_is_parked_is_not_taken_back_by_accident(world: World) -> None:
    batch = screened(world)
    withdraw_batch(batch=batch, reason="the wrong database", by=world.adam)
    taken = [undo(review=world.review, stage="title_abstract", by=world.bob).citation.number for _ in range(3)]
    assert taken == [4, 2, 1]
    with pytest.raises(NothingToTakeBack):
        undo(review=world.review, stage="title_abstract", by=world.bob)


def test_the_right_export_loaded_instead_brings_the_votes_back(world: World) -> None:
    batch = screened(world)
    withdraw_batch(batch=batch, reason="cut off", by=world.adam)
    load(world, ris_file([3, 9], "mended.ris"))
    assert standing(world)[3] == [4, 9]
    assert numbered(world, 3).state_title_abstract == "excluded"
    assert sound(world)


def test_a_reason_is_needed_and_twice_is_once(world: World) -> None:
    batch = screened(world)
    with pytest.raises(ReasonMissing):
        withdraw_batch(batch=batch, reason=" ", by=world.adam)
    for _ in range(2):
        withdraw_batch(batch=batch, reason="no", by=world.adam)
    assert world.review.events.filter(verb="withdrew").count() == 1


def test_a_large_one_is_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawing, "LARGE", 1)
    batch = screened(world)
    withdraw_batch(batch=batch, reason="the wrong database", by=world.adam)
    batch = carry_out(batch.review.batches.get(pk=batch.pk))
    assert (batch.job.kind, batch.job.state, batch.state) == ("withdraw_batch", "done", "withdrawn")
    assert len(standing(world)) == 4
