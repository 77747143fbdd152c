"""Who is asked to screen what: even and steady, over later batches, people who leave and policies that change."""

import re
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from reviews.actions.people import add_member, take_out
from reviews.actions.reviews import create_review
from reviews.models import User
from reviews.revisions import Stale
from reviews.trail import ReasonMissing
from reviews.waiting import waiting_for
from studies.actions import spreading
from studies.actions.policies import set_policy
from studies.actions.workload import (
    NothingToAssign,
    NotScreening,
    TooFew,
    assign,
    share_out,
    unassign,
)
from studies.models import Assignment, Citation, ShareOut, Stage
from studies.queries.queue import Desk, progress
from studies.queries.votes import in_stage, unscreened
from studies.verifying.workload import workload as verified
from tests.make import batch, ris_file, search_round
from tests.studies.screened import cast, citations
from tests.world import World

TITLES, TEXTS = Stage.TITLE_ABSTRACT.value, Stage.FULL_TEXT.value


def share(world: World, *people: User, stage: str = TITLES, **weights: float) -> ShareOut:
    shares = {each.pk: weights.get(each.name.lower(), 1) for each in people}
    return share_out(review=world.review, stage=stage, shares=shares, reason="we are three", by=world.alice)


def policy(world: World, mode: str, percent: int = 0) -> None:
    set_policy(review=world.review, stage=TITLES, mode=mode, percent=percent, by=world.alice)


def listed(world: World, *people: User, numbers: list[int], act: object = assign) -> int:
    rows = world.review.citations.filter(number__in=numbers)
    keys = [each.pk for each in people]
    return act(review=world.review, stage=TITLES, citations=rows, reviewers=keys, reason="hers", by=world.alice)


def asked(world: World, stage: str = TITLES) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in world.review.assignments.filter(stage=stage).select_related("citation", "reviewer"):
        found.setdefault(row.citation.number, set()).add(row.reviewer.name)
    return found


def waits(world: World, user: User, stage: str = TITLES) -> set[int]:
    parts = unscreened(in_stage(world.review, stage), stage, user)
    return {number for part in parts for number in part.values_list("number", flat=True)}


def is_whole(world: World) -> bool:
    return [check.name for check in verified(world.review) if not check.ok] == []


def test_each_citation_falls_to_two_where_two_decide_and_evenly(world: World) -> None:
    citations(world, 300)
    share(world, world.alice, world.bob, world.dana)
    found = asked(world)
    assert {len(people) for people in found.values()} == {2}
    assert len(found) == 300
    counts = Counter(name for people in found.values() for name in people)
    assert all(170 < count < 230 for count in counts.values())
    for user in (world.alice, world.bob, world.dana):
        assert waits(world, user) == {number for number, people in found.items() if user.name in people}
    assert is_whole(world)


def test_weights_are_kept(world: World) -> None:
    citations(world, 400)
    policy(world, "single")
    share(world, world.bob, world.dana, bob=3)
    counts = Counter(name for people in asked(world).values() for name in people)
    assert 250 < counts["Bob"] < 350
    assert sum(counts.values()) == 400


def test_sharing_out_again_moves_only_what_has_to_move(world: World) -> None:
    citations(world, 200)
    policy(world, "single")
    first = share(world, world.alice, world.bob, world.dana)
    before = asked(world)
    second = share(world, world.alice, world.dana)
    after = asked(world)
    assert second.seed == first.seed
    assert {number for number in before if before[number] != after[number]} == {
        number for number, people in before.items() if people == {"Bob"}
    }
    assert set(Assignment.objects.values_list("share_out", flat=True)) == {second.pk}
    assert is_whole(world)


def test_the_same_shares_again_change_nothing(world: World) -> None:
    citations(world, 3)
    assert share(world, world.bob, world.dana) == share(world, world.bob, world.dana)
    assert world.review.events.filter(verb="shared out").count() == 1


def test_a_share_is_of_people_who_screen_and_has_a_reason(world: World) -> None:
    for other in (world.omar, world.cleo):
        with pytest.raises(NotScreening):
            share(world, world.bob, world.dana, other)
    with pytest.raises(TooFew):
        share(world, world.bob)
    with pytest.raises(ReasonMissing):
        share_out(review=world.review, stage=TITLES, shares={}, reason=" ", by=world.alice)
    with pytest.raises(Stale):
        share_out(review=world.review, stage=TITLES, shares={}, reason="x", by=world.alice, revision=7)


def test_shares_are_append_only(world: World) -> None:
    made = share(world, world.bob, world.dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareOut.objects.filter(pk=made.pk).update(seed="other")


def test_later_batches_fall_under_the_shares(world: World) -> None:
    found = search_round(world.review, world.alice)
    batch(found, ris_file([1, 2, 3, 4]), world.alice)
    share(world, world.alice, world.bob, world.dana)
    share(world, world.bob, world.dana, stage=TEXTS)
    before = asked(world)
    batch(found, ris_file([3, 4, 5, 6, 7, 8], name="later.ris"), world.alice)
    after = asked(world)
    assert {number: after[number] for number in before} == before
    assert set(after) == set(world.review.citations.standing().values_list("number", flat=True))
    assert set(asked(world, TEXTS)) == set(after)
    assert is_whole(world)


def test_what_came_without_shares_is_everybodys(world: World) -> None:
    citations(world, 4)
    share(world, world.bob, world.dana)
    Citation.objects.create(review=world.review, number=5, title="came later")
    assert 5 in waits(world, world.alice)
    assert waits(world, world.alice) == {5}
    assert not is_whole(world)


def test_who_leaves_keeps_the_votes_and_owes_nothing(world: World) -> None:
    every = citations(world, 40)
    policy(world, "single")
    add_member(review=world.review, user=world.cleo, role="reviewer", by=world.alice)
    share(world, world.bob, world.dana, world.cleo)
    bobs = waits(world, world.bob)
    voted = min(bobs)
    cast(every[voted - 1], bob="include")
    take_out(member=world.review.members.get(user=world.bob), by=world.alice, reason="moved away")
    assert bobs - {voted} <= waits(world, world.dana)
    assert waits(world, world.alice) == bobs - {voted}
    assert world.review.decisions.filter(reviewer=world.bob).count() == 1
    before = asked(world)
    share(world, world.dana, world.cleo)
    after = asked(world)
    assert {number for number in before if before[number] != after[number]} == bobs
    assert waits(world, world.alice) == set()
    assert is_whole(world)
    body = world.client(world.alice).get(world.url("screen/workload/")).content.decode()
    assert re.search(r"Bob\s*<span class=\"meta\">left", body)


def test_who_leaves_another_review_stays_in_this_one(world: World) -> None:
    other = create_review(slug="other", title="Another", question="?", by=world.alice)
    add_member(review=other, user=world.bob, role="reviewer", by=world.alice)
    take_out(member=other.members.get(user=world.bob), by=world.alice, reason="moved away")
    citations(world, 20)
    policy(world, "single")
    share(world, world.bob, world.dana)
    assert not waits(world, world.bob) & waits(world, world.dana)


def test_a_list_comes_before_the_shares(world: World) -> None:
    citations(world, 60)
    share(world, world.alice, world.bob)
    assert listed(world, world.dana, numbers=[3, 7, 40]) == 3
    found = asked(world)
    assert all("Dana" in found[number] and len(found[number]) == 2 for number in (3, 7, 40))
    assert waits(world, world.dana) == {3, 7, 40}
    assert is_whole(world)
    share(world, world.alice, world.bob, alice=2)
    assert waits(world, world.dana) == {3, 7, 40}
    assert listed(world, world.dana, numbers=[7, 40, 41], act=unassign) == 2
    assert waits(world, world.dana) == {3}
    assert is_whole(world)


def test_a_list_alone_leaves_the_rest_to_everybody(world: World) -> None:
    citations(world, 6)
    with pytest.raises(TooFew, match="name two"):
        listed(world, world.dana, numbers=[1])
    listed(world, world.dana, world.bob, numbers=[1, 2])
    assert waits(world, world.dana) == {1, 2, 3, 4, 5, 6}
    assert waits(world, world.alice) == {3, 4, 5, 6}
    with pytest.raises(NothingToAssign):
        listed(world, world.dana, world.bob, numbers=[99])
    assert is_whole(world)


def test_a_changed_policy_is_followed(world: World) -> None:
    citations(world, 80)
    policy(world, "single")
    share(world, world.alice, world.bob, world.dana)
    one = asked(world)
    policy(world, "sample", 30)
    some = asked(world)
    policy(world, "dual")
    two = asked(world)
    assert {len(each) for each in one.values()} == {1}
    assert {len(each) for each in some.values()} == {1, 2}
    assert {len(each) for each in two.values()} == {2}
    assert all(one[number] <= some[number] <= two[number] for number in one)
    assert is_whole(world)


def test_a_policy_that_asks_for_more_than_are_there_leaves_it_to_everybody(world: World) -> None:
    citations(world, 4)
    policy(world, "single")
    share(world, world.bob)
    assert waits(world, world.dana) == set()
    policy(world, "dual")
    assert asked(world) == {}
    assert waits(world, world.dana) == {1, 2, 3, 4}
    assert is_whole(world)


def test_anybody_may_still_vote_on_what_is_found(world: World) -> None:
    every = citations(world, 5)
    share(world, world.bob, world.dana)
    cast(every[2], alice="include", bob="include")
    assert 3 not in waits(world, world.dana)


def test_the_queue_the_progress_and_home_tell_of_ones_own_alone(world: World) -> None:
    every = citations(world, 30)
    policy(world, "single")
    share(world, world.bob, world.dana)
    mine = waits(world, world.bob)
    desk = Desk(world.review, TITLES, world.bob)
    assert desk.next_waiting() == min(mine)
    assert (progress(desk).left, progress(desk).total) == (len(mine), len(mine))
    cast(every[min(mine) - 1], bob="include")
    assert (progress(desk).left, progress(desk).done) == (len(mine) - 1, 1)
    at_home = waiting_for(world.bob, [world.review])[world.review.pk]
    assert [each.count for each in at_home if "by title" in each.label] == [len(mine) - 1]


def test_full_texts_are_shared_before_they_are_included(world: World) -> None:
    every = citations(world, 5)
    share(world, world.bob, world.dana, stage=TEXTS)
    assert waits(world, world.bob, TEXTS) == set()
    cast(every[0], bob="include", dana="include")
    assert waits(world, world.bob, TEXTS) == {1}
    assert waits(world, world.alice, TEXTS) == set()


def test_many_citations_are_shared_out_behind_the_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    citations(world, 30)
    monkeypatch.setattr(spreading, "AT_ONCE", 10)
    share(world, world.bob, world.dana)
    job = world.review.jobs.get(kind="share_out")
    assert asked(world) == {}
    body = world.client(world.bob).get(world.url("screen/workload/")).content.decode()
    assert f"job-{job.pk}" in body
    spreading.spread_behind(job, lambda *_: None)
    assert len(asked(world)) == 30
    assert is_whole(world)
