"""A batch taken out of the review after screening, and brought back: what others brought stays, nothing is lost."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews import exports
from reviews.trail import ReasonMissing
from reviews.verification import verify
from studies.actions import withdrawing
from studies.actions.joining import Joiner
from studies.actions.judging import judge, put_together, take_apart
from studies.actions.moving import Moves
from studies.actions.screening import Gone, NothingToTakeBack, decide, undo
from studies.actions.withdrawing import bring_back_batch, withdraw_batch
from studies.joins import Standing, plan
from studies.loading import carry_out
from studies.models import Batch, Citation
from tests.make import nbib_file, ris_file
from tests.studies.duplicated import bridge, load, pairs, renamed, standing
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


def tied(world: World) -> Batch:
    """Two citations of one work, each with a vote; record 3, of batch 3, shows them to be one:

        citation   batch 1   batch 2   batch 3   votes
        1          record 1            record 3  bob includes
        2                    record 2            dana includes

    Record 1 has the DOI alone, record 2 the PMID alone, record 3 both.
    """
    first, second = bridge(world)
    cast(first, bob="include")
    cast(second, dana="include")
    load(world, nbib_file([8], "both.nbib"))
    assert (standing(world), numbered(world, 1).state_title_abstract) == ({1: [1, 2, 3]}, "included")
    return world.review.batches.get(number=3)


def test_what_only_its_records_tied_stands_apart_and_together_again(world: World) -> None:
    batch = tied(world)
    before = told(world)
    for _ in range(2):
        withdraw_batch(batch=batch, reason="not searched", by=world.adam)
        assert standing(world) == {1: [1, 3], 2: [2]}
        assert [numbered(world, each).state_title_abstract for each in (1, 2)] == ["awaiting_second"] * 2
        assert world.review.events.first().after == {"records": 1, "citations": 0, "taken apart": 1}
        assert Joiner(review=world.review, by=None, rebuild=True).join().placed == 0
        assert sound(world)
        bring_back_batch(batch=batch, by=world.alice)
        assert told(world) == before
        assert sound(world)


def test_what_people_said_meanwhile_holds_when_it_is_back(world: World) -> None:
    batch = tied(world)
    withdraw_batch(batch=batch, reason="not searched", by=world.adam)
    one = put_together(one=numbered(world, 1), other=numbered(world, 2), reason="one work", by=world.bob)
    take_apart(record=numbered(world, 2).first, seen_in=one, reason="no, two", by=world.bob)
    bring_back_batch(batch=batch, by=world.alice)
    assert standing(world) == {1: [1, 3], 2: [2]}
    assert sound(world)


def test_what_people_put_together_stays_without_it(world: World) -> None:
    load(world, ris_file([1], "one.ris"), ris_file([1], "same.ris"), ris_file([2], "other.ris"))
    put_together(one=numbered(world, 1), other=numbered(world, 2), reason="a translation", by=world.alice)
    withdraw_batch(batch=world.review.batches.get(number=1), reason="no", by=world.adam)
    assert standing(world) == {1: [1, 2, 3]}
    assert sound(world)


def test_a_pair_that_somebody_judged_the_same_stays_together(world: World) -> None:
    """Record 2 stands in citation 1 beside record 1 by rule; record 3 was judged to be the same as record 2."""
    files = ris_file([1], "one.ris"), nbib_file([1], "same.nbib"), renamed(ris_file([1], "other.ris"))
    load(world, *files)
    [pair] = pairs(world)
    judge(pair=pair, verdict="same", by=world.bob)
    before = told(world)
    for number in (1, 2, 3):
        withdraw_batch(batch=world.review.batches.get(number=number), reason="no", by=world.adam)
        assert sound(world)
    for number in (2, 3, 1):
        bring_back_batch(batch=world.review.batches.get(number=number), by=world.adam)
        assert sound(world)
    assert told(world) == before


def test_what_another_record_ties_too_stays(world: World) -> None:
    batch = tied(world)
    again = nbib_file([8], "again.nbib")
    again.lines.append("")
    load(world, again)
    withdraw_batch(batch=batch, reason="not searched", by=world.adam)
    assert standing(world) == {1: [1, 2, 3, 4]}
    withdraw_batch(batch=world.review.batches.get(number=4), reason="nor this", by=world.adam)
    assert standing(world) == {1: [1, 3, 4], 2: [2]}
    assert sound(world)
    bring_back_batch(batch=batch, by=world.alice)
    assert standing(world) == {1: [1, 2, 3, 4]}
    assert sound(world)


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=4, max_size=14)
TURNS = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def test_withdrawing_and_bringing_back_is_no_change_whatever_was_joined(world: World) -> None:
    load(world, *(ris_file([3 * at, 3 * at + 1, 3 * at + 2], f"{at}.ris") for at in range(1, 5)))
    for number in range(1, 13):
        cast(numbered(world, number), bob="exclude" if number % 3 else "include")

    @settings(max_examples=12, deadline=None)
    @given(st.lists(PAIRS, min_size=1, max_size=3), TURNS)
    def check(joinings: list[list[tuple[int, int]]], turns: list[int]) -> None:
        with suppress(Undone), transaction.atomic():
            for found in joinings:
                join_so(world, found)
            before = told(world)
            for number in [*turns, *sorted(set(turns), reverse=True)]:
                batch = world.review.batches.get(number=number)
                turn = bring_back_batch if batch.state == "withdrawn" else withdraw_batch
                turn(batch=batch, reason="no", by=world.adam)
                assert sound(world)
            for batch in world.review.batches.all():
                bring_back_batch(batch=batch, by=world.adam)
            assert told(world) == before
            assert sound(world)
            raise Undone

    check()


class Undone(Exception):
    """What was done is rolled back."""


@dataclass(frozen=True)
class Found:
    a: int
    b: int
    rule: str = "same_doi"
    score: int = 100
    reasons: tuple[str, ...] = ("same DOI",)


def join_so(world: World, found: list[tuple[int, int]]) -> None:
    """As joining does with what the rules found."""
    records = list(world.review.records.order_by("number"))
    rows = [Standing(each.pk, each.citation_id, each.join_rule) for each in records]
    moves = Moves(review=world.review, by=None)
    moves.place(plan(rows, [Found(records[a].pk, records[b].pk) for a, b in found if a != b]).groups)
    moves.follow()


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
