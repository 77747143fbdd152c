"""Judging pairs, taking joins apart, putting citations together: all of it reversible, votes travelling along."""

import pytest

from reviews.trail import ReasonMissing
from reviews.verification import verify
from studies.actions.joining import Joiner
from studies.actions.judging import (
    NothingToTakeBack,
    Settled,
    StandsAlone,
    judge,
    put_together,
    take_apart,
    take_back,
)
from studies.models import Citation, MatchVerdict
from tests.make import nbib_file, ris_file
from tests.studies.duplicated import bridge, doubtful, load, pairs, standing
from tests.studies.screened import cast
from tests.world import World


def sound(world: World) -> bool:
    return [check.name for check in verify(world.review) if not check.ok] == []


def numbered(world: World, number: int) -> Citation:
    return world.review.citations.get(number=number)


def test_same_joins_and_taking_it_back_restores_both(world: World) -> None:
    [pair] = doubtful(world)
    cast(numbered(world, 1), bob="include")
    cast(numbered(world, 2), dana="exclude")
    judge(pair=pair, verdict="same", by=world.bob)
    assert standing(world) == {1: [1, 2]}
    assert numbered(world, 1).state_title_abstract == "conflict"
    assert numbered(world, 2).into == numbered(world, 1)
    joined = world.review.records.get(number=2)
    assert (joined.join_rule, joined.joined_to.number) == ("judged", 1)
    assert "Bob judged them the same" in joined.join_reasons
    assert pairs(world) == []
    assert sound(world)
    take_back(review=world.review, by=world.bob)
    assert standing(world) == {1: [1], 2: [2]}
    assert [numbered(world, each).state_title_abstract for each in (1, 2)] == ["awaiting_second"] * 2
    assert pairs(world) == [pair]
    assert sound(world)


def test_different_is_never_asked_again_not_even_of_other_records_of_the_two(world: World) -> None:
    [pair] = doubtful(world)
    judge(pair=pair, verdict="different", by=world.adam)
    assert pairs(world) == []
    load(world, nbib_file([1], "third.nbib"))
    Joiner(review=world.review, by=None, rebuild=True).join()
    assert pairs(world) == []
    assert len(standing(world)) == 2
    take_back(review=world.review, by=world.adam)
    assert len(pairs(world)) == 1
    with pytest.raises(NothingToTakeBack):
        take_back(review=world.review, by=world.adam)


def test_of_two_who_judge_one_pair_the_second_learns_what_stands(world: World) -> None:
    first, second = doubtful(world, 2)
    judge(pair=first, verdict="different", by=world.bob)
    with pytest.raises(Settled, match="Bob judged them different"):
        judge(pair=first, verdict="same", by=world.dana)
    judge(pair=second, verdict="same", by=world.bob)
    with pytest.raises(Settled, match="stand together already, in citation"):
        judge(pair=second, verdict="different", by=world.dana)
    assert MatchVerdict.objects.count() == 2


def test_a_record_taken_apart_is_a_citation_of_its_own_and_stays_so(world: World) -> None:
    load(world, ris_file([5, 5, 5]))
    taken = world.review.records.get(number=2)
    made = take_apart(record=taken, seen_in=taken.citation, reason="another edition", by=world.alice)
    assert (made.number, standing(world)) == (2, {1: [1, 3], 2: [2]})
    assert world.review.events.first().reason == "another edition"
    assert Joiner(review=world.review, by=None, rebuild=True).join().asked == 0
    assert standing(world) == {1: [1, 3], 2: [2]}
    assert sound(world)


def test_what_stands_there_because_of_it_goes_with_it(world: World) -> None:
    """Record 3 bridges 1 and 2 by DOI and PMID; citation 2 began with record 2 and comes back when 3 is taken out."""
    bridge(world)
    cast(numbered(world, 2), bob="include")
    load(world, nbib_file([8], "both.nbib"))
    third = world.review.records.get(number=3)
    assert standing(world) == {1: [1, 2, 3]}
    made = take_apart(record=third, seen_in=third.citation, reason="not by the same authors", by=world.alice)
    assert standing(world) == {1: [1], made.number: [2, 3]}
    assert numbered(world, 2).into == made
    assert made.inherited_decisions.get().reviewer == world.bob
    back = take_apart(record=numbered(world, 2).first, seen_in=made, reason="nor are these", by=world.alice)
    assert (back.number, back.decisions.count()) == (2, 1)
    assert standing(world) == {1: [1], 2: [2], 3: [3]}
    assert sound(world)


def test_the_first_record_goes_alone_and_the_others_keep_the_number_with_what_was_said(world: World) -> None:
    load(world, ris_file([5, 5, 5]))
    cast(numbered(world, 1), bob="include", dana="include")
    document = numbered(world, 1).document
    first = world.review.records.get(number=1)
    made = take_apart(record=first, seen_in=first.citation, reason="an abstract of it", by=world.alice)
    assert (made.number, standing(world)) == (2, {1: [2, 3], 2: [1]})
    assert [numbered(world, each).state_title_abstract for each in (1, 2)] == ["included", "undecided"]
    assert numbered(world, 1).document == document
    assert "by way of record 1, taken out" in world.review.records.get(number=3).join_reasons
    assert Joiner(review=world.review, by=None, rebuild=True).join().asked == 0
    assert standing(world) == {1: [2, 3], 2: [1]}
    assert sound(world)
    put_together(one=numbered(world, 1), other=made, reason="it is the same", by=world.bob)
    assert standing(world) == {1: [1, 2, 3]}
    assert (numbered(world, 1).state_title_abstract, numbered(world, 1).document) == ("included", document)
    assert sound(world)


def test_where_all_others_came_with_citations_of_their_own_these_come_back(world: World) -> None:
    """1, 2 and 3 are put together, each with its vote; without record 1 the others are citation 2."""
    load(world, ris_file([1, 2, 3]))
    for number, verdict in ((1, "include"), (2, "exclude"), (3, "exclude")):
        cast(numbered(world, number), **{"dana" if number == 3 else "bob": verdict})
    for other in (2, 3):
        put_together(one=numbered(world, 1), other=numbered(world, other), reason="one work", by=world.alice)
    assert numbered(world, 1).state_title_abstract == "conflict"
    kept = take_apart(record=numbered(world, 1).first, seen_in=numbered(world, 1), reason="a reply", by=world.alice)
    assert (kept.number, standing(world)) == (1, {1: [1], 2: [2, 3]})
    assert [numbered(world, each).state_title_abstract for each in (1, 2)] == ["awaiting_second", "excluded"]
    assert MatchVerdict.objects.standing().filter(verdict="different").count() == 2
    assert sound(world)
    put_together(one=numbered(world, 1), other=numbered(world, 2), reason="it is one", by=world.alice)
    assert (standing(world), numbered(world, 1).state_title_abstract) == ({1: [1, 2, 3]}, "conflict")
    assert sound(world)


def test_a_record_of_a_citation_that_was_joined_leaves_without_it(world: World) -> None:
    """2 has records 2 and 3 and a vote; joined into 1, record 3 taken out: the vote stays where 2 stands."""
    load(world, ris_file([1]), ris_file([2, 2]))
    cast(numbered(world, 2), bob="include")
    put_together(one=numbered(world, 1), other=numbered(world, 2), reason="a", by=world.alice)
    third = world.review.records.get(number=3)
    take_apart(record=third, seen_in=third.citation, reason="b", by=world.alice)
    assert (standing(world), numbered(world, 2).into) == ({1: [1, 2], 3: [3]}, numbered(world, 1))
    assert [numbered(world, each).state_title_abstract for each in (1, 3)] == ["awaiting_second", "undecided"]
    assert sound(world)


def test_a_record_alone_is_not_taken_apart_and_a_reason_is_needed(world: World) -> None:
    load(world, ris_file([5, 5]))
    first, second = world.review.records.order_by("number")
    with pytest.raises(ReasonMissing):
        take_apart(record=second, seen_in=second.citation, reason=" ", by=world.alice)
    take_apart(record=second, seen_in=second.citation, reason="no", by=world.alice)
    with pytest.raises(StandsAlone):
        take_apart(record=first, seen_in=first.citation, reason="no", by=world.alice)
    with pytest.raises(Settled, match="stands in citation 2 now"):
        take_apart(record=second, seen_in=first.citation, reason="no", by=world.bob)


def test_citations_are_put_together_by_number_also_after_they_were_judged_different(world: World) -> None:
    [pair] = doubtful(world)
    judge(pair=pair, verdict="different", by=world.bob)
    kept = put_together(one=numbered(world, 2), other=numbered(world, 1), reason="a translation", by=world.alice)
    assert (kept.number, standing(world)) == (1, {1: [1, 2]})
    assert world.review.records.get(number=2).join_rule == "put_together"
    assert MatchVerdict.objects.standing().get().verdict == "same"
    with pytest.raises(Settled, match="already"):
        put_together(one=numbered(world, 1), other=numbered(world, 1), reason="again", by=world.bob)
    assert sound(world)
    apart = world.review.records.get(number=2)
    take_apart(record=apart, seen_in=kept, reason="it is a new work", by=world.alice)
    assert standing(world) == {1: [1], 2: [2]}
    assert MatchVerdict.objects.standing().get().verdict == "different"
    assert sound(world)


def test_joined_and_joined_again_each_comes_back_as_it_was(world: World) -> None:
    """3 into 2, then 2 (with 3) into 1; taken apart, 2 comes back with 3 still in it, and 3 from there."""
    load(world, ris_file([1, 2, 3]))
    put_together(one=numbered(world, 2), other=numbered(world, 3), reason="a", by=world.alice)
    put_together(one=numbered(world, 1), other=numbered(world, 2), reason="b", by=world.alice)
    assert standing(world) == {1: [1, 2, 3]}
    take_apart(record=numbered(world, 2).first, seen_in=numbered(world, 1), reason="c", by=world.alice)
    assert standing(world) == {1: [1], 2: [2, 3]}
    take_apart(record=numbered(world, 3).first, seen_in=numbered(world, 2), reason="d", by=world.alice)
    assert standing(world) == {1: [1], 2: [2], 3: [3]}
    assert sound(world)
