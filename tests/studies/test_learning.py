"""Orders that are learnt behind the screen: from the theory first, then from what each reviewer may know."""

import io
import json

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from reviews.actions.theory import write_statement
from reviews.jobs.runner import run_job
from reviews.models import Job, User
from studies.actions.learning import Lessons, learn_soon
from studies.actions.policies import set_policy
from studies.models import Citation, Ranking, RankingIndex, Stage
from studies.queries.learning import count_known, is_due, known
from tests.studies.screened import cast, settle
from tests.world import World

TITLES, TEXTS = Stage.TITLE_ABSTRACT.value, Stage.FULL_TEXT.value
TRUST = "nurses trust each other in a closed community and share what they learnt about caring"
ROBOTS = "robots weld car bodies faster when their arms are calibrated with lasers at night"


def library(world: World, count: int = 60, first: int = 1) -> list[Citation]:
    """Illustrative citations; every sixth is about trust, the others about robots."""
    return Citation.objects.bulk_create(
        Citation(
            review=world.review,
            number=n,
            title=f"Illustrative record {n} on {'trust' if n % 6 == 0 else 'robots'}",
            abstract=f"{TRUST if n % 6 == 0 else ROBOTS} {n}",
        )
        for n in range(first, first + count)
    )


def learn(world: World, reviewer: User | None, stage: str = TITLES) -> Ranking:
    return Lessons(world.review, lambda *_: None).learn(stage, reviewer)


def numbers(ranking: Ranking) -> list[int]:
    by_key = dict(Citation.objects.values_list("pk", "number"))
    return [by_key[key] for key in np.frombuffer(bytes(ranking.places), "<i8").tolist()]


def test_before_any_decision_the_theory_orders(world: World) -> None:
    library(world)
    words = {"if_text": "nurses trust each other", "then_text": "they share what they learnt", "because_text": ""}
    write_statement(review=world.review, kind="initial", by=world.alice, **words)
    ranking = learn(world, None)
    assert set(numbers(ranking)[:10]) == set(range(6, 61, 6))
    assert (ranking.learnt_from, "nurses trust" in ranking.question) == (0, True)


def test_with_nothing_to_go_by_they_come_as_they_were_loaded(world: World) -> None:
    rows = library(world)
    learn(world, None)
    page = world.client(world.bob).get(world.url("screen/title-abstract/")).content.decode()
    assert (numbers(learn(world, None)), 'data-citation="1"' in page) == (list(range(1, 61)), True)
    assert "In the order in which it was loaded: nothing is learnt yet." in page
    cast(rows[0], bob="exclude")
    learn(world, world.bob)
    assert not is_due(world.review, TITLES, world.bob)
    write_statement(
        review=world.review, kind="initial", if_text="nurses", then_text="trust", because_text="", by=world.alice
    )
    assert is_due(world.review, TITLES, world.bob)


def test_what_a_reviewer_includes_comes_first_and_what_was_opened_stays(world: World) -> None:
    rows = {row.number: row for row in library(world)}
    for number, verdict in ((1, "exclude"), (6, "include"), (2, "exclude"), (3, "unsure")):
        cast(rows[number], bob=verdict)
    ranking = learn(world, world.bob)
    assert numbers(ranking)[:4] == [1, 6, 2, 3]
    assert set(numbers(ranking)[4:13]) == set(range(12, 61, 6))
    assert sorted(numbers(ranking)) == list(range(1, 61))
    assert (ranking.learnt_from, ranking.found) == (3, 1)
    assert set(ranking.terms["for"]) & {"trust", "nurses", "caring"}
    assert set(ranking.terms["own"]) == {str(rows[n].pk) for n in (1, 2, 3, 6)}


def test_nobody_learns_from_a_colleagues_open_vote(world: World) -> None:
    rows = library(world)
    before = bytes(learn(world, world.dana).places), bytes(learn(world, None).places)
    for row in rows[:12]:
        cast(row, bob="include" if row.number % 6 == 0 else "exclude")
    after = bytes(learn(world, world.dana).places), bytes(learn(world, None).places)
    assert after == before
    cast(rows[5], dana="include")
    assert known(world.review, TITLES, world.dana).labels == {rows[5].pk: 1}
    assert known(world.review, TITLES, None).labels == {rows[5].pk: 1}


def test_where_one_decides_all_learn_from_all(world: World) -> None:
    rows = library(world)
    set_policy(review=world.review, stage=TITLES, mode="single", by=world.alice)
    cast(rows[0], bob="exclude")
    cast(rows[5], dana="include")
    assert len(Lessons(world.review, lambda *_: None).learn_all(TITLES)) == 1
    ranking = Ranking.objects.get(stage=TITLES)
    assert (ranking.reviewer, ranking.learnt_from, ranking.found) == (None, 2, 1)
    assert numbers(ranking)[:2] == [1, 6]


def test_a_settlement_counts_for_everybody_and_counting_agrees(world: World) -> None:
    rows = library(world)
    cast(rows[5], bob="include", dana="exclude")
    cast(rows[0], bob="exclude")
    cast(rows[1], bob="unsure")
    settle(rows[5], by=world.alice)
    for who, labels in (
        (world.bob, {rows[5].pk: 1, rows[0].pk: 0}),
        (world.dana, {rows[5].pk: 1}),
        (None, {rows[5].pk: 1}),
    ):
        assert known(world.review, TITLES, who).labels == labels
        assert count_known(world.review, TITLES, [who]) == {who: len(labels)}


def test_full_texts_are_ordered_among_themselves(world: World) -> None:
    rows = library(world)
    for row in (rows[0], rows[5], rows[11]):
        cast(row, bob="include", dana="include")
    assert sorted(numbers(learn(world, world.bob, TEXTS))) == [1, 6, 12]


def test_later_citations_are_ordered_too_and_the_index_is_built_anew_when_they_are_many(world: World) -> None:
    library(world)
    learn(world, None)
    first = RankingIndex.objects.get().file.name
    library(world, 5, first=61)
    assert sorted(numbers(learn(world, None))) == list(range(1, 66))
    row = RankingIndex.objects.get()
    assert (row.citations, row.file.name != first) == (65, True)
    library(world, 60, first=66)
    learn(world, None)
    assert RankingIndex.objects.get().citations == 125


def test_a_lost_index_is_built_again(world: World) -> None:
    library(world)
    learn(world, None)
    row = RankingIndex.objects.get()
    row.file.storage.delete(row.file.name)
    RankingIndex.objects.update(file="ranking/gone.npz")
    assert len(numbers(learn(world, None))) == 60


def test_random_ones_are_told_after_many_misses(world: World) -> None:
    rows = library(world, 80)
    for row in [row for row in rows if row.number % 6][:31]:
        cast(row, bob="exclude")
    ranking = learn(world, world.bob)
    waiting = numbers(ranking)[31:]
    drawn = dict(Citation.objects.filter(pk__in=ranking.drawn).values_list("pk", "number"))
    assert drawn and all(number in waiting for number in drawn.values())


def test_it_is_learnt_anew_only_when_due_and_once_at_a_time(world: World) -> None:
    rows = library(world)
    cast(rows[0], bob="exclude")
    assert is_due(world.review, TITLES, world.bob)
    for _ in range(2):
        learn_soon(review=world.review, stage=TITLES, by=world.bob)
    job = Job.objects.get(kind="learn_order")
    assert not is_due(world.review, TITLES, world.bob)
    assert not world.review.jobs.open_to(world.dana).filter(kind="learn_order").exists()
    run_job.func(job.pk)
    assert set(Ranking.objects.values_list("reviewer", flat=True)) == {None, world.bob.pk}
    assert not is_due(world.review, TITLES, world.bob)
    cast(rows[1], bob="exclude")
    assert is_due(world.review, TITLES, world.bob)


def test_the_command_tells_what_it_took(world: World) -> None:
    library(world)
    cast(world.review.citations.get(number=6), bob="include")
    out = io.StringIO()
    call_command("train_ranking", world.review.slug, "--stage", TITLES, "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["citations"], told["labelled"], told["orders"]) == (60, 1, 2)
    assert {"index_seconds", "rank_seconds"} < set(told)


def test_the_command_needs_citations(world: World) -> None:
    with pytest.raises(CommandError, match="no citations yet"):
        call_command("train_ranking", world.review.slug, "--stage", TITLES)
