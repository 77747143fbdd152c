"""Voting one at a time: what settles, what is refused, what can be taken back, and that rows are only ever added."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from reviews.actions.people import add_member
from reviews.models import User
from reviews.models.review import Role
from studies.actions.screening import Closed, NothingToTakeBack, NotInStage, ReasonNeeded, decide, undo
from studies.models import Citation, Decision, Document, Resolution, Stage
from studies.queries.policies import rules_of
from studies.queries.votes import ballots
from tests.studies.screened import cast, citations, settle
from tests.world import World, person

TITLES, TEXTS = Stage.TITLE_ABSTRACT, Stage.FULL_TEXT


def states(world: World, stage: str = TITLES) -> list[str]:
    return list(world.review.citations.order_by("number").values_list(f"state_{stage}", flat=True))


def test_two_equal_votes_settle(world: World) -> None:
    include, exclude, apart, unsure, single, _ = citations(world, 6)
    cast(include, bob="include", dana="include")
    cast(exclude, bob="exclude", dana="exclude")
    cast(apart, bob="include", dana="exclude")
    cast(unsure, bob="unsure", dana="unsure")
    cast(single, dana="unsure")
    assert states(world) == ["included", "excluded", "conflict", "conflict", "awaiting_second", "undecided"]


def test_including_opens_a_document_once(world: World) -> None:
    first, second = citations(world, 2)
    cast(second, bob="include", dana="include")
    cast(first, bob="include", dana="include")
    assert list(world.review.documents.values_list("number", "citation__number")) == [(1, 2), (2, 1)]
    undo(review=world.review, stage=TITLES, by=world.dana)
    assert list(Document.objects.standing().values_list("number", flat=True)) == [1]
    cast(first, dana="include")
    assert list(Document.objects.standing().values_list("number", flat=True)) == [1, 2]


def test_an_exclusion_needs_a_reason(world: World) -> None:
    [citation] = citations(world, 1)
    with pytest.raises(ReasonNeeded):
        decide(citation=citation, stage=TITLES, by=world.bob, verdict="exclude", reason=" ")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(
            review=world.review, citation=citation, stage=TITLES, reviewer=world.bob, verdict="exclude"
        )


def test_full_text_is_for_what_titles_let_through(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include")
    with pytest.raises(NotInStage, match="Citation 1 is not included"):
        decide(citation=citation, stage=TEXTS, by=world.bob, verdict="include")
    cast(citation, dana="include")
    cast(citation, TEXTS, bob="exclude", dana="exclude")
    assert states(world, TEXTS) == ["excluded"]
    assert not Document.objects.standing().exists()


def test_the_same_vote_again_adds_nothing(world: World) -> None:
    [citation] = citations(world, 1)
    first = decide(citation=citation, stage=TITLES, by=world.bob, verdict="include", note="rich")
    assert decide(citation=citation, stage=TITLES, by=world.bob, verdict="include", note=" rich ") == first
    assert decide(citation=citation, stage=TITLES, by=world.bob, verdict="include", note="richer") != first


def test_a_later_vote_supersedes_and_both_stay(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="include")
    cast(citation, dana="exclude")
    assert states(world) == ["conflict"]
    assert citation.decisions.count() == 3


def test_a_third_vote_is_refused(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="exclude")
    with pytest.raises(Closed, match="needs no more votes"):
        decide(citation=citation, stage=TITLES, by=world.alice, verdict="include")
    settle(citation, by=world.alice)
    with pytest.raises(Closed, match="Alice has settled"):
        decide(citation=citation, stage=TITLES, by=world.bob, verdict="exclude", reason="no")


def test_a_vote_knows_the_criteria_in_force(world: World) -> None:
    [citation] = citations(world, 1)
    vote = decide(citation=citation, stage=TITLES, by=world.bob, verdict="include")
    assert vote.criteria.version == 1
    assert vote.criteria.written_by is None
    assert vote.criteria.reasons.filter(stage=TITLES).count() == 5


def test_undo_goes_back_to_the_first_vote(world: World) -> None:
    first, second = citations(world, 2)
    for verdict in ("include", "exclude", "unsure"):
        cast(first, bob=verdict)
    cast(second, bob="include")
    cast(second, dana="exclude")
    taken = [undo(review=world.review, stage=TITLES, by=world.bob) for _ in range(4)]
    assert [(each.citation.number, each.verdict) for each in taken] == [
        (2, "none"),
        (1, "exclude"),
        (1, "include"),
        (1, "none"),
    ]
    assert taken[1].reason == "Illustrative reason"
    assert states(world) == ["undecided", "awaiting_second"]
    with pytest.raises(NothingToTakeBack):
        undo(review=world.review, stage=TITLES, by=world.bob)


def test_undo_stops_at_what_was_settled(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="exclude")
    settle(citation, by=world.alice)
    with pytest.raises(Closed):
        undo(review=world.review, stage=TITLES, by=world.bob)


def test_votes_and_resolutions_are_only_added(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include", dana="exclude")
    settle(citation, by=world.alice)
    for rows, change in ((Decision.objects, {"verdict": "include"}), (Resolution.objects, {"outcome": "exclude"})):
        for refused in (lambda rows=rows, change=change: rows.update(**change), lambda rows=rows: rows.all().delete()):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                refused()


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_count_once_each(world: World) -> None:
    """Eight reviewers press the key at once: two votes stand, six are told that they are too late."""
    [citation] = citations(world, 1)
    people = [person(f"reviewer{at}") for at in range(8)]
    for each in people:
        add_member(review=world.review, user=each, role=Role.REVIEWER, by=world.alice)
    begin, refused = threading.Barrier(len(people)), []

    def vote(by: User) -> None:
        begin.wait()
        try:
            decide(citation=citation, stage=TITLES, by=by, verdict="include")
        except Closed:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 6
    assert len(ballots(rules_of(world.review, TITLES), [citation.pk])[citation.pk].votes) == 2
    assert Citation.objects.get().state_title_abstract == "included"
    assert world.review.documents.count() == 1
    assert world.review.criteria.count() == 1
