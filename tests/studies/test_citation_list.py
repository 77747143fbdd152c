"""What is done with the list of citations: narrowed in every way at once, labelled, kept as a filter, taken away."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.exports import get
from studies.actions.calibration import open_calibration
from studies.actions.labelling import label_citations, undo_labelling, unlabel_citations
from studies.actions.screening import decide
from studies.actions.searching import open_round
from studies.actions.states import refresh_states
from studies.models import Citation, Label
from studies.queries.facets import facets
from studies.queries.listing import NARROW
from tests.make import Work, batch, nbib_file, ris_file, search_round
from tests.studies.screened import cast, citations
from tests.world import World


@pytest.fixture
def loaded(world: World) -> World:
    """Embase brought works 1 to 4, the last without DOI; PubMed, in a round of its own, 1, 5 and 6."""
    first = search_round(world.review, world.adam)
    batch(first, ris_file([1, 2, 3]), world.adam, database="Embase")
    batch(first, ris_file([4], "bare.ris", doi=False), world.adam, database="Embase")
    second = open_round(
        review=world.review, by=world.adam, why="Illustrative", where="authors", cluster_element="lead_authors"
    )
    batch(second, nbib_file([1, 5, 6]), world.adam, database="PubMed")
    return world


@pytest.fixture
def bob(loaded: World) -> Client:
    return loaded.client(loaded.bob)


def listed(client: Client, world: World, query: str = "") -> list[int]:
    return [each.number for each in client.get(world.url(f"citations/?{query}")).context["rows"]]


NARROWED = [
    ("database=Embase", [1, 2, 3, 4]),
    ("database=PubMed", [1, 5, 6]),
    ("database=none", []),
    ("round=2", [1, 5, 6]),
    ("batch=2", [4]),
    ("batch=2&round=2", []),
    ("database=Embase&round=2", []),
    ("origin=lead_authors", [1, 5, 6]),
    ("origin=databases&doi=no", [4]),
    ("doi=yes&database=Embase", [1, 2, 3]),
    ("language=eng", [1, 5, 6]),
    ("language=none&since=1998", [3, 4]),
    ("since=1997&until=1999", [2, 3, 4]),
    ("year=1999", [4]),
    ("abstract=no", []),
    ("abstract=yes&q=-title:rural", [n for n in range(1, 7) if "rural" not in Work(n).title]),
    ("state=undecided&until=1996", [1]),
    ("full_text=undecided", []),
    ("q=10.99999/illustrative.5", [5]),
    (f"q=pmid:{Work(6).pmid}", [6]),
    ("q=author:bjork&type=none", []),
]


def test_every_filter_narrows_and_all_are_asked_together(loaded: World, bob: Client) -> None:
    found = {query: listed(bob, loaded, query) for query, _ in NARROWED}
    assert found == dict(NARROWED)


def test_a_chip_for_each_filter_takes_it_away(loaded: World, bob: Client) -> None:
    form = bob.get(loaded.url("citations/?batch=1&since=1996&q=record&sort=year&until=never&page=1")).context["form"]
    chips = {chip.words: chip.without for chip in form.chips}
    assert chips == {
        "“record”": "batch=1&since=1996&sort=year",
        "batch 1": "q=record&since=1996&sort=year",
        "from 1996": "q=record&batch=1&sort=year",
    }


def test_how_a_question_was_read_is_told(loaded: World, bob: Client) -> None:
    page = bob.get(loaded.url('citations/?q="trust')).content.decode()
    assert "A quotation mark was not closed" in page


def test_choices_are_counted_as_the_viewer_may_see(loaded: World, bob: Client) -> None:
    cast(loaded.review.citations.get(number=3), bob="include")
    mine, others = (dict(facets(loaded.review, user)["state"]) for user in (loaded.bob, loaded.dana))
    assert (mine["undecided"], mine["awaiting_second"]) == ("to screen (5)", "awaiting a second vote (1)")
    assert (others["undecided"], others["awaiting_second"]) == ("to screen (6)", "awaiting a second vote (0)")
    found = facets(loaded.review, loaded.bob)
    assert found["database"] == [("Embase", "Embase (4)"), ("PubMed", "PubMed (3)")]
    assert found["round"] == [("1", "round 1 (4)"), ("2", "round 2 (3)")]
    assert found["language"] == [("eng", "eng (3)"), ("none", "not said (3)")]
    assert found["doi"] == [("yes", "there (5)"), ("no", "missing (1)")]
    page = bob.get(loaded.url("citations/filters/?batch=1")).content.decode()
    assert '<option value="1" selected>1: illustrative.ris (3)</option>' in page


def test_every_filter_can_be_chosen_on_the_page_of_filters(loaded: World) -> None:
    choices = facets(loaded.review, loaded.bob)
    assert set(NARROW) - set(choices) == {"year", "since", "until", "assigned", "screened", "calibration"}


@pytest.mark.parametrize("query", ["database=Embase&q=record&state=undecided", "label=1"])
def test_narrowing_asks_as_often_for_many_rows_as_for_few(loaded: World, bob: Client, query: str) -> None:
    label_citations(review=loaded.review, name="pilot", citations=Citation.objects.filter(number=1), by=loaded.bob)
    query = query.replace("label=1", f"label={Label.objects.get().pk}")
    few = queries(bob, loaded.url(f"citations/?{query}"))
    batch(loaded.review.search_rounds.first(), ris_file(list(range(7, 27)), "more.ris"), loaded.adam, "Embase")
    label_citations(review=loaded.review, name="pilot", citations=Citation.objects.all(), by=loaded.bob)
    assert queries(bob, loaded.url(f"citations/?{query}")) == few


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def select(client: Client, world: World, **data: object) -> None:
    assert client.post(world.url("citations/select/"), data).status_code == 302


def label(client: Client, world: World, **data: object) -> str:
    answer = client.post(world.url("citations/label/"), {"back": world.url("citations/"), **data}, follow=True)
    return str(next(iter(answer.context["messages"])))


def test_all_that_match_are_labelled_at_once_and_that_is_undone(loaded: World, bob: Client) -> None:
    select(bob, loaded, what="all", query="database=Embase")
    assert label(bob, loaded, name="Pilot") == "Labelled 4 citations: “Pilot”."
    pilot = Label.objects.get()
    assert listed(bob, loaded, f"label={pilot.pk}") == [1, 2, 3, 4]
    select(bob, loaded, what="none")
    assert label(bob, loaded, name="pílot", chosen=[4, 5]) == "Labelled 1 citation: “Pilot”."
    page = bob.get(loaded.url("citations/"))
    bob.post(loaded.url(f"citations/labellings/{page.context['just_done'].pk}/undo/"))
    assert listed(bob, loaded, f"label={pilot.pk}") == [1, 2, 3, 4]
    select(bob, loaded, what="all")
    assert label(bob, loaded, name="PILOT", off="1") == ("Took the label off 4 citations: “Pilot”.")
    assert listed(bob, loaded, f"label={pilot.pk}") == []
    bob.post(loaded.url(f"citations/labellings/{bob.get(loaded.url('citations/')).context['just_done'].pk}/undo/"))
    assert listed(bob, loaded, f"label={pilot.pk}") == [1, 2, 3, 4]
    told = list(loaded.review.events.filter(object_type="label").order_by("pk").values_list("verb", "after"))
    assert [each for each in told if each[0] == "took off a label"] == [
        ("took off a label", {"label": "Pilot", "citations": 4})
    ]


def test_undoing_leaves_what_others_did_since(loaded: World) -> None:
    review, some = loaded.review, Citation.objects.filter(number__lte=2)
    first = label_citations(review=review, name="Pilot", citations=some, by=loaded.bob)
    off = unlabel_citations(review=review, label=first.label, citations=some, by=loaded.bob)
    label_citations(review=review, name="Pilot", citations=Citation.objects.filter(number=1), by=loaded.dana)
    undo_labelling(labelling=off, by=loaded.bob)
    undo_labelling(labelling=off, by=loaded.bob)
    borne = first.label.on_citations.standing().order_by("citation__number")
    assert list(borne.values_list("citation__number", "put_on__by__name")) == [(1, "Dana"), (2, "Bob")]


def test_a_label_needs_citations_and_a_name(loaded: World, bob: Client) -> None:
    assert "Choose the citations first" in label(bob, loaded, name="Pilot")
    assert "Give the label a name" in label(bob, loaded, chosen=[1])
    assert "There is no label" in label(bob, loaded, name="Nowhere", chosen=[1], off="1")
    assert not Label.objects.exists()


def test_nobody_undoes_a_labelling_of_somebody_else(loaded: World, bob: Client) -> None:
    deed = label_citations(review=loaded.review, name="Pilot", citations=Citation.objects.all(), by=loaded.dana)
    assert bob.post(loaded.url(f"citations/labellings/{deed.pk}/undo/")).status_code == 404


def test_what_is_offered_to_be_undone_is_fresh_and_did_something(loaded: World, bob: Client) -> None:
    deed = label_citations(review=loaded.review, name="Pilot", citations=Citation.objects.all(), by=loaded.bob)
    label_citations(review=loaded.review, name="Pilot", citations=Citation.objects.all(), by=loaded.bob)
    assert bob.get(loaded.url("citations/")).context["just_done"] == deed
    loaded.review.labellings.update(at=timezone.now() - timedelta(hours=1))
    assert bob.get(loaded.url("citations/")).context["just_done"] is None


def test_labels_of_a_citation_stay_with_the_one_it_is_joined_into(loaded: World, bob: Client) -> None:
    deed = label_citations(
        review=loaded.review, name="Pilot", citations=Citation.objects.filter(number=2), by=loaded.bob
    )
    first = Citation.objects.get(number=1)
    Citation.objects.filter(number=2).update(into=first, by_way_of=first, standing=False)
    assert listed(bob, loaded, f"label={deed.label_id}") == [1]
    [row] = bob.get(loaded.url(f"citations/?label={deed.label_id}")).context["rows"]
    assert row.shown_labels == [deed.label]
    assert dict(facets(loaded.review, loaded.bob)["label"]) == {str(deed.label_id): "Pilot (1)"}
    unlabel_citations(review=loaded.review, label=deed.label, citations=Citation.objects.standing(), by=loaded.bob)
    assert listed(bob, loaded, f"label={deed.label_id}") == []


def test_a_filter_is_kept_for_oneself_or_for_the_team(loaded: World, bob: Client) -> None:
    bob.post(loaded.url("citations/filters/save/"), {"name": "Old ones", "query": "until=1998"})
    bob.post(loaded.url("citations/filters/save/"), {"name": "Embase", "query": "database=Embase", "shared": "on"})
    dana = loaded.client(loaded.dana)
    assert [each.name for each in dana.get(loaded.url("citations/")).context["saved"]] == ["Embase"]
    mine = bob.get(loaded.url("citations/")).context["saved"]
    assert [each.name for each in mine] == ["Embase", "Old ones"]
    assert dana.post(loaded.url(f"citations/filters/{mine[0].pk}/remove/")).status_code == 404
    bob.post(loaded.url(f"citations/filters/{mine[0].pk}/remove/"))
    assert [each.name for each in bob.get(loaded.url("citations/")).context["saved"]] == ["Old ones"]


def taken(client: Client, world: World, ending: str, query: str) -> str:
    answer = client.get(world.url(f"citations/export.{ending}?{query}"))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="talk-citations.{ending}"'
    return answer.getvalue().decode("utf-8-sig")


def test_only_what_narrows_is_kept_of_an_address(loaded: World, bob: Client) -> None:
    bob.post(loaded.url("citations/filters/save/"), {"name": "Odd", "query": "until=1998&page=3&evil=1&batch=77"})
    assert loaded.review.saved_filters.get().query == "until=1998"
    bob.post(loaded.url("citations/filters/save/"), {"name": "Nothing", "query": "page=3"})
    assert loaded.review.saved_filters.count() == 1


def test_just_this_list_leaves_in_its_order(loaded: World, bob: Client) -> None:
    label_citations(review=loaded.review, name="Pilot", citations=Citation.objects.filter(number=4), by=loaded.bob)
    rows = list(csv.DictReader(io.StringIO(taken(bob, loaded, "csv", "database=Embase&since=1998&sort=-number"))))
    assert [(row["citation"], row["labels"]) for row in rows] == [("4", "Pilot"), ("3", "")]
    assert taken(bob, loaded, "ris", "batch=2").count("TY  - ") == 1
    assert taken(bob, loaded, "bib", "batch=1").count("@") == 3
    assert len(json.loads(taken(bob, loaded, "json", "round=2"))) == 3
    assert bob.get(loaded.url("citations/export.doc")).status_code == 404


def test_the_table_of_all_citations_names_their_labels(loaded: World) -> None:
    label_citations(review=loaded.review, name="Zeta", citations=Citation.objects.filter(number=1), by=loaded.bob)
    label_citations(review=loaded.review, name="alpha", citations=Citation.objects.filter(number=1), by=loaded.bob)
    first = next(iter(get("citations").rows(loaded.review, loaded.bob)))
    assert first[-1] == "alpha; Zeta"


def test_exclusions_for_unlike_reasons_and_citations_of_a_calibration_round_are_lists(world: World) -> None:
    rows = citations(world, 6)
    for row, (bob, dana) in zip(rows, [("a", "a"), ("a", "b"), ("a", "b"), ("a", "b")], strict=False):
        for by, reason in ((world.bob, bob), (world.dana, dana)):
            decide(citation=row, stage="title_abstract", by=by, verdict="exclude", reason=reason)
    decide(citation=rows[2], stage="title_abstract", by=world.dana, verdict="exclude", reason="a")
    world.review.citations.filter(number=4).update(into=rows[4], by_way_of=rows[4], standing=False)
    refresh_states(review=world.review, citations=[rows[4].pk], stage="title_abstract", by=None)
    people = [world.bob, world.dana]
    open_calibration(
        review=world.review, stage="title_abstract", reviewers=people, by=world.alice, numbers=[6], reason=""
    )
    client = world.client(world.omar)

    def numbers(query: str) -> list[int]:
        return [each.number for each in client.get(world.url(f"citations/?{query}")).context["rows"]]

    assert numbers("unlike=title_abstract") == [2, 5]
    assert numbers("unlike=full_text") == []
    assert numbers("calibration=1") == [6]
    page = client.get(world.url("screen/calibration/")).content.decode()
    assert 'citations/?calibration=1">1</a>' in page
