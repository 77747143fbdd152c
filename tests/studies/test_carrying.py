"""Screening labels of another program: notes until a lead says whose votes they are, and votes that keep all rules."""

import re

import pytest

from reviews.trail import visible_events
from reviews.verification import verify
from studies.actions.carrying import NotCarried, Whose, carry_labels, take_back_labels
from studies.actions.judging import take_apart
from studies.actions.screening import decide
from studies.models import Batch, Citation, Stage, State
from studies.queries.carrying import labelled
from tests.make import CitationFile, batch, ris_file, search_round
from tests.world import World

TITLES = Stage.TITLE_ABSTRACT.value


def screened_file(votes: list[str], name: str = "rayyan.ris") -> CitationFile:
    """One entry for each of the votes, which are Rayyan's words for what Ann and Ben said."""
    made = CitationFile(name, [])
    for number, vote in enumerate(votes, 1):
        lines = ris_file([number], name).lines
        made.lines += [*lines[:-2], f"N1  - {vote}", *lines[-2:]]
    return made


BOTH = 'RAYYAN-INCLUSION: {"Ann"=>"Included", "Ben"=>"Included"}'
SPLIT = 'RAYYAN-INCLUSION: {"Ann"=>"Included", "Ben"=>"Excluded"}'
ONE = 'RAYYAN-INCLUSION: {"Ann"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong population'


@pytest.fixture
def made(world: World) -> Batch:
    return batch(search_round(world.review, world.adam), screened_file([BOTH, SPLIT, ONE]), world.adam)


def whose(made: Batch, world: World, *members: object, stage: str = TITLES) -> list[Whose]:
    return [Whose(labels, member, stage) for labels, member in zip(labelled(made), members, strict=False) if member]


def states(world: World) -> list[str]:
    return list(world.review.citations.values_list("state_title_abstract", flat=True))


def test_nothing_becomes_a_vote_by_itself(world: World, made: Batch) -> None:
    assert [(each.reviewer, each.votes) for each in labelled(made)] == [("Ann", 3), ("Ben", 2)]
    assert not world.review.decisions.exists()
    assert set(states(world)) == {State.UNDECIDED}


def test_a_lead_says_whose_votes_they_are(world: World, made: Batch) -> None:
    before = world.review.events.count()
    carry_labels(batch=made, whose=whose(made, world, world.bob, world.dana), by=world.alice)
    assert states(world) == [State.INCLUDED, State.CONFLICT, State.AWAITING]
    event = world.review.events.first()
    assert (event.actor, event.verb) == (world.alice, "carried over labels")
    assert [each["recorded"] for each in event.after] == [3, 2]
    # Beside it stands only what inclusion makes: the document that was opened.
    assert world.review.events.count() - before == 2
    reasons = dict(world.review.decisions.filter(verdict="exclude").values_list("reviewer", "reason"))
    assert reasons[world.bob.pk] == "wrong population"
    assert reasons[world.dana.pk] == "carried over from Rayyan: no reason given"
    assert [check for check in verify(world.review) if not check.ok] == []


def test_those_left_out_stay_notes_and_can_be_carried_later(world: World, made: Batch) -> None:
    carry_labels(batch=made, whose=whose(made, world, None, world.dana), by=world.alice)
    assert [each.carried is not None for each in labelled(made)] == [False, True]
    with pytest.raises(NotCarried, match="carried over already"):
        carry_labels(batch=made, whose=whose(made, world, None, world.bob), by=world.alice)
    carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    assert world.review.decisions.count() == 5


def test_a_vote_given_here_is_never_changed_by_a_label(world: World, made: Batch) -> None:
    first = world.review.citations.get(number=1)
    mine = decide(citation=first, stage=TITLES, by=world.bob, verdict="exclude", reason="not about talking")
    [(_, told)] = carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    assert (told.recorded, len(told.rejected)) == (2, 1)
    assert "has voted otherwise on citation 1 here" in told.rejected[0][1]
    assert list(first.decisions.all()) == [mine]


def test_taken_back_together_and_readable_for_ever(world: World, made: Batch) -> None:
    [(carried, _), _] = carry_labels(batch=made, whose=whose(made, world, world.bob, world.dana), by=world.alice)
    decide(citation=Citation.objects.get(number=3), stage=TITLES, by=world.bob, verdict="include")
    assert take_back_labels(carried=carried, by=world.alice) == 2
    assert states(world) == [State.AWAITING, State.AWAITING, State.AWAITING]
    assert carried.votes.count() == 3
    assert labelled(made)[0].carried is None
    with pytest.raises(NotCarried, match="taken back already"):
        take_back_labels(carried=carried, by=world.alice)
    carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    assert states(world)[0] == State.INCLUDED
    assert [check for check in verify(world.review) if not check.ok] == []


@pytest.mark.parametrize(("people", "sentence"), [(("omar",), "does not screen"), (("bob", "bob"), "two reviewers")])
def test_whose_they_cannot_be(world: World, made: Batch, people: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(NotCarried, match=sentence):
        carry_labels(batch=made, whose=whose(made, world, *(getattr(world, each) for each in people)), by=world.alice)
    assert not made.carried_labels.exists()


def test_labels_on_full_text_need_an_inclusion_before(world: World, made: Batch) -> None:
    [(_, told)] = carry_labels(batch=made, whose=whose(made, world, world.bob, stage="full_text"), by=world.alice)
    assert (told.recorded, len(told.rejected)) == (0, 3)


def test_while_votes_are_open_others_do_not_see_the_event(world: World, made: Batch) -> None:
    carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    seen = [visible_events(world.review, each).filter(verb="carried over labels") for each in (world.alice, world.dana)]
    assert [each.exists() for each in seen] == [True, False]


def test_what_names_an_open_vote_is_kept_back(world: World, made: Batch) -> None:
    """Bob's votes stand alone on all three: Dana may read of them, in whatever form, when she has decided."""
    carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    decide(citation=world.review.citations.get(number=1), stage=TITLES, by=world.dana, verdict="include")

    def told(who: object) -> list[bool]:
        pages = [world.client(who).get(world.url(f"citations/{number}/")) for number in (1, 2)]
        table = b"".join(world.client(who).get(world.url("report/records.csv")))
        answer = world.client(who).get(f"{made.get_absolute_url()}file/")
        file = b"".join(answer)
        shown = [b"RAYYAN-INCLUSION" in page.content for page in pages]
        return [*shown, table.count(b"RAYYAN-INCLUSION") == 3, b"RAYYAN-INCLUSION" in file]

    assert told(world.bob) == [True, True, True, True]
    for who in (world.dana, world.alice, world.omar):
        assert told(who) == [True, False, False, False]
    take_back_labels(carried=made.carried_labels.get(), by=world.alice)
    assert told(world.dana) == [True, True, True, True]


def test_it_is_kept_back_also_where_the_record_left_the_vote_behind(world: World) -> None:
    """Record 1 names what Bob said of citation 1, and is taken out of it; the vote stays with the number."""
    made = batch(search_round(world.review, world.adam), screened_file([ONE]), world.adam)
    batch(search_round(world.review, world.adam), ris_file([1], "again.ris"), world.adam)
    carry_labels(batch=made, whose=whose(made, world, world.bob), by=world.alice)
    first = world.review.records.get(number=1)
    apart = take_apart(record=first, seen_in=first.citation, reason="a reply", by=world.alice)
    assert (apart.number, apart.decisions.count()) == (2, 0)
    page = world.url("citations/2/")
    assert "RAYYAN" not in world.client(world.dana).get(page).content.decode()
    assert "RAYYAN" in world.client(world.bob).get(page).content.decode()


def test_the_page_asks_a_lead_and_nobody_else(world: World, made: Batch) -> None:
    url = made.get_absolute_url()
    shown = {who: world.client(getattr(world, who)).get(url).content.decode() for who in ("alice", "bob", "adam")}
    assert "2 labels of Ben" in shown["alice"]
    assert not any("Screening labels in this file" in shown[who] for who in ("bob", "adam"))
    answers = {"member-0": world.bob.pk, "stage-0": TITLES, "member-1": "", "stage-1": TITLES}
    assert world.client(world.adam).post(f"{url}carry/", answers).status_code == 403
    done = world.client(world.alice).post(f"{url}carry/", answers, follow=True)
    words = " ".join(re.sub(r"<[^>]+>", " ", done.content.decode()).split())
    assert "3 votes of Bob at title and abstract" in words
    assert "votes of Bob at title and abstract, said Alice" in words
    carried = made.carried_labels.get()
    world.client(world.alice).post(f"{url}carry/{carried.pk}/back/")
    assert set(states(world)) == {State.UNDECIDED}


def test_nobody_chosen_is_said(world: World, made: Batch) -> None:
    answers = {"member-0": "", "stage-0": TITLES, "member-1": "", "stage-1": TITLES}
    response = world.client(world.alice).post(f"{made.get_absolute_url()}carry/", answers)
    assert response.status_code == 422
    assert "leave the labels as notes" in response.content.decode()
