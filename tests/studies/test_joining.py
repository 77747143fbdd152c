"""Joining in the database: incremental, explained, in order, and safe for what people have done."""

import json

import pytest
from django.core.management import call_command

from reviews.models import Counter
from reviews.verification import verify
from studies.actions.joining import Joiner, Overtaken
from studies.joins import Group, Placement
from studies.matching import VERSION
from studies.models import Citation, MatchKey, Record
from tests.make import Work, duplicated, nbib_file, ris_file
from tests.studies.duplicated import bridge, load
from tests.studies.screened import cast
from tests.world import World


def join(world: World, **options: bool) -> object:
    return Joiner(review=world.review, by=world.alice, **options).join()


def test_known_duplicates_are_joined_and_say_why(world: World) -> None:
    works = duplicated(200)
    load(world, ris_file(works))
    records = list(world.review.records.select_related("citation").order_by("number"))
    by_work = {work: record.citation_id for work, record in zip(works, records, strict=True)}
    assert [by_work[work] for work in works] == [record.citation_id for record in records]
    assert len(set(by_work.values())) == len(set(works)) == world.review.citations.count()
    joined = next(record for record in records if record.join_rule)
    assert joined.join_rule == "same_doi"
    assert joined.join_reasons.startswith(f"same DOI {joined.doi}; titles ")


def test_citations_are_numbered_in_the_order_of_their_records(world: World) -> None:
    load(world, ris_file([5, 3, 5, 9]), nbib_file([3, 1]))
    found = world.review.citations.values_list("number", "title")
    assert [(number, title.rstrip(".")) for number, title in found] == [
        (at, Work(work).title) for at, work in enumerate((5, 3, 9, 1), 1)
    ]


def test_the_same_entry_in_another_file_is_a_record_of_its_own(world: World) -> None:
    entries = ris_file([1, 2], "one.ris", doi=False)
    longer = ris_file([1, 2], "one.ris", doi=False)
    longer.lines += ["", ""]
    load(world, entries, longer)
    rules = list(world.review.records.order_by("number").values_list("join_rule", flat=True))
    assert rules == ["", "", "identical_entry", "identical_entry"]
    assert world.review.citations.count() == 2


def test_a_pmid_joins_what_has_no_doi_and_the_words_are_chosen_anew(world: World) -> None:
    bare = nbib_file([4], "bare.nbib", doi=False)
    bare.lines = [line for line in bare.lines if not line.startswith(("AB", "FAU"))]
    load(world, bare, nbib_file([4], "full.nbib"))
    citation = world.review.citations.get()
    assert citation.records.get(number=2).join_rule == "same_pmid"
    assert citation.doi == Work(4).doi
    assert citation.abstract == Work(4).abstract.strip()


def test_records_of_a_batch_that_is_not_loaded_stand_nowhere(world: World) -> None:
    load(world, ris_file([1]))
    world.review.batches.update(state="cancelled")
    Record.objects.update(citation=None, home=None)
    MatchKey.objects.all().delete()
    Citation.objects.all().delete()
    assert join(world).records == 0
    assert world.review.citations.count() == 0


def test_again_changes_nothing(world: World) -> None:
    load(world, ris_file(duplicated(60)), nbib_file([1, 2, 70]))
    before = list(world.review.records.order_by("pk").values_list("pk", "citation", "join_rule"))
    events = world.review.events.count()
    first, second = join(world), join(world, rebuild=True)
    assert (first.placed, second.placed) == (0, 0)
    assert list(world.review.records.order_by("pk").values_list("pk", "citation", "join_rule")) == before
    assert world.review.events.count() == events


def test_a_bridge_makes_two_citations_one_and_the_other_stays_as_a_row(world: World) -> None:
    first, second = bridge(world)
    load(world, nbib_file([8], "both.nbib"))
    kept = world.review.citations.standing().get()
    assert (kept.pk, kept.number, kept.records.count()) == (first.pk, 1, 3)
    assert kept.records.filter(join_rule="").get() == kept.first
    second.refresh_from_db()
    assert (second.into, second.by_way_of, second.standing) == (first, first, False)
    moved = kept.records.get(home=second)
    assert (moved.join_rule, moved.join_version, moved.joined_to.number) == ("same_pmid", VERSION, 3)


def test_an_open_vote_does_not_tell_by_which_of_two_stays(world: World) -> None:
    first, second = bridge(world)
    cast(second, bob="include")
    load(world, nbib_file([8], "both.nbib"))
    kept = world.review.citations.standing().get()
    assert (kept.pk, kept.records.count(), kept.state_title_abstract) == (first.pk, 3, "awaiting_second")
    assert kept.inherited_decisions.get().reviewer == world.bob


def test_the_one_with_a_document_stays(world: World) -> None:
    _, second = bridge(world)
    cast(second, bob="include", dana="include")
    load(world, nbib_file([8], "both.nbib"))
    kept = world.review.citations.standing().get()
    assert (kept.pk, kept.number, kept.document.number) == (second.pk, 2, 1)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"bob": "include"}, "awaiting_second"),
        ({"dana": "include"}, "included"),
        ({"dana": "exclude"}, "conflict"),
        ({"bob": "exclude"}, "conflict"),
    ],
)
def test_votes_on_both_sides_count_together(world: World, said: dict[str, str], state: str) -> None:
    first, second = bridge(world)
    cast(first, bob="include")
    cast(second, **said)
    load(world, nbib_file([8], "both.nbib"))
    kept = world.review.citations.standing().get()
    assert kept.state_title_abstract == state
    assert [kept.decisions.count(), kept.inherited_decisions.count()] == [1, 1]
    assert (kept.voters_title_abstract == f",{world.bob.pk},") == (state == "awaiting_second")
    failed = [each.name for each in verify(world.review) if not each.ok]
    assert failed == []


def test_a_plan_that_was_overtaken_writes_nothing(world: World) -> None:
    load(world, ris_file([1, 2]))
    turn = Counter.objects.get(review=world.review, kind="joining").last
    record = world.review.records.first()
    with pytest.raises(Overtaken):
        Joiner(review=world.review, by=None)._place([Group(None, [Placement(record.pk)], [])], turn)
    assert world.review.citations.count() == 2


def test_the_command_gives_the_fixed_keys(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    load(world, ris_file([1, 1, 2]))
    call_command("join_duplicates", "talk", "--json")
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("records", "citations", "joined", "asked")} == {
        "records": 3,
        "citations": 2,
        "joined": 1,
        "asked": 0,
    }
    assert told["seconds"] >= 0
