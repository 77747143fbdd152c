"""What is selected in the list of citations: page after page, by rule, for oneself alone."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.jobs.runner import run_job
from studies import selection as selecting
from studies.models import CitationLabel
from studies.selection import Selection, TooMany
from tests.make import batch, ris_file, search_round
from tests.studies.screened import cast
from tests.world import World

SELECT = "citations/select/"


@pytest.fixture
def loaded(world: World) -> World:
    first = search_round(world.review, world.adam)
    batch(first, ris_file(list(range(1, 61))), world.adam, database="Embase")
    batch(first, ris_file([1, 61], "other.ris"), world.adam, database="PubMed")
    return world


@pytest.fixture
def bob(loaded: World) -> Client:
    return loaded.client(loaded.bob)


def post(client: Client, world: World, **data: object) -> None:
    assert client.post(world.url(SELECT), data).status_code == 302


def selected(client: Client, world: World) -> list[int]:
    """The numbers of the selected: as the list of them has them, and as its count says."""
    context = client.get(world.url("citations/?selected=yes")).context
    assert context["selected_count"] == context["page"].paginator.count
    return [each.number for each in context["rows"]]


def ticked(client: Client, world: World, query: str = "") -> set[int]:
    return set(client.get(world.url(f"citations/?{query}")).context["ticked"])


def test_ticks_stay_from_page_to_page_and_back(loaded: World, bob: Client) -> None:
    post(bob, loaded, shown="1 2 3", chosen=[1, 3])
    post(bob, loaded, shown="51 52", chosen=[51])
    assert selected(bob, loaded) == [1, 3, 51]
    assert (ticked(bob, loaded), ticked(bob, loaded, "page=2")) == ({1, 3}, {51})
    assert ticked(bob, loaded, "sort=-number") == {51}
    post(bob, loaded, shown="1 2 3", chosen=[2])
    assert selected(bob, loaded) == [2, 51]
    post(bob, loaded, what="none")
    assert selected(bob, loaded) == []


def test_all_that_match_is_a_rule_with_exceptions(loaded: World, bob: Client) -> None:
    post(bob, loaded, shown="5", chosen=[5])
    post(bob, loaded, shown="5", chosen=[5], what="all", query="database=PubMed&sort=-number&page=3")
    assert selected(bob, loaded) == [1, 5, 61]
    kept = bob.session[f"selection-{loaded.review.pk}"]
    assert kept == {"rules": ["database=PubMed"], "added": [5], "left_out": []}
    post(bob, loaded, shown="61 60", chosen=[60])
    assert selected(bob, loaded) == [1, 5, 60]
    post(bob, loaded, what="all", query="doi=yes&q=61")
    assert 61 in selected(bob, loaded), "what is selected anew is no exception any more"
    post(bob, loaded, what="all", query="")
    assert bob.session[f"selection-{loaded.review.pk}"]["rules"] == [""]
    assert ticked(bob, loaded) == set(range(1, 51))


def test_a_whole_page_is_selected_without_a_mouse(loaded: World, bob: Client) -> None:
    post(bob, loaded, what="page", shown="1 2 3", chosen=[2], back=loaded.url("citations/?page=2"))
    assert selected(bob, loaded) == [1, 2, 3]


def test_a_selection_is_a_persons_own_and_no_event(loaded: World, bob: Client) -> None:
    before = loaded.review.events.count()
    post(bob, loaded, what="all")
    assert selected(loaded.client(loaded.dana), loaded) == []
    assert loaded.review.events.count() == before


def test_a_rule_selects_what_the_viewer_may_know(loaded: World, bob: Client) -> None:
    dana = loaded.client(loaded.dana)
    for each in (bob, dana):
        post(each, loaded, what="all", query="state=undecided&database=PubMed")
    cast(loaded.review.citations.get(number=1), bob="include")
    assert (selected(bob, loaded), selected(dana, loaded)) == ([61], [1, 61])


def test_to_htmx_the_count_alone(loaded: World, bob: Client) -> None:
    answer = bob.post(loaded.url(SELECT), {"shown": "1 2", "chosen": [1, 2]}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"2 selected" in answer.content
    assert b"<table" not in answer.content


@pytest.mark.parametrize("data", [{"shown": "x 999999999999 -1", "chosen": ["²", "1e3", "77"]}, {"what": "odd"}, {}])
def test_nonsense_selects_nothing(loaded: World, bob: Client, data: dict) -> None:
    post(bob, loaded, **data)
    assert selected(bob, loaded) == []


def test_labels_go_on_what_is_selected_on_all_pages(loaded: World, bob: Client) -> None:
    post(bob, loaded, shown="1 2", chosen=[2])
    bob.post(loaded.url("citations/label/"), {"name": "Pilot", "shown": "51 52", "chosen": [52]})
    borne = CitationLabel.objects.standing().order_by("citation__number")
    assert list(borne.values_list("citation__number", flat=True)) == [2, 52]
    assert selected(bob, loaded) == [2, 52]


def test_just_the_selected_leave(loaded: World, bob: Client) -> None:
    post(bob, loaded, shown="1 2", chosen=[2])
    data = {"ending": "json", "shown": "51 52", "chosen": [52], "query": "database=PubMed&sort=-number"}
    answer = bob.post(loaded.url("citations/take/"), data, follow=True)
    assert [each["DOI"].rpartition(".")[2] for each in json.loads(answer.getvalue())] == ["52", "2"]
    assert bob.post(loaded.url("citations/take/"), {"ending": "doc"}).status_code == 404


def test_nothing_leaves_where_nothing_is_selected(loaded: World, bob: Client) -> None:
    answer = bob.post(loaded.url("citations/take/"), {"ending": "ris"}, follow=True)
    assert "Tick the citations first" in answer.content.decode()


def test_a_long_selection_leaves_in_the_background(loaded: World, bob: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviews.exports.writers.LARGE", 2)
    post(bob, loaded, shown="1 2 3 4", chosen=[1, 2, 4])
    answer = bob.post(loaded.url("citations/take/"), {"ending": "xlsx", "query": "sort=-number"}, follow=True)
    job = answer.context["job"]
    post(bob, loaded, what="none")
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["rows"], job.done, job.total) == ("done", 3, 3, 3)
    page = bob.get(loaded.url("citations/export.xlsx?database=PubMed"))
    assert page.context is None, "a short list leaves at once"
    page = bob.get(loaded.url("citations/export.docx"))
    assert page.context["size"] == 61
    again = bob.post(loaded.url("citations/take/"), page.context["asked"], follow=True)
    run_job.call(again.context["job"].pk)
    again.context["job"].refresh_from_db()
    assert again.context["job"].result["rows"] == 61


def test_a_filter_is_kept_without_what_happens_to_be_selected(loaded: World, bob: Client) -> None:
    bob.post(loaded.url("citations/filters/save/"), {"name": "Mine", "query": "selected=yes&until=1998"})
    assert loaded.review.saved_filters.get().query == "until=1998"


def test_the_list_asks_as_often_for_many_ticks_as_for_one(loaded: World, bob: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            bob.get(loaded.url("citations/"))
        return len(asked)

    post(bob, loaded, shown="1", chosen=[1])
    queries()
    few = queries()
    post(bob, loaded, shown="1", chosen=range(1, 51))
    assert queries() == few


def test_there_is_an_end_to_single_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "MOST", 3)
    with pytest.raises(TooMany):
        Selection().ticked((), range(4))
    many = Selection()
    for each in range(selecting.RULES):
        many = many.with_all(f"batch={each}", ())
    with pytest.raises(TooMany):
        many.with_all("batch=77", ())


def test_too_many_ticks_are_refused_in_words(loaded: World, bob: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "MOST", 3)
    for path in (SELECT, "citations/label/", "citations/take/"):
        data = {"chosen": [1, 2, 3, 4], "name": "Pilot", "ending": "ris"}
        assert "single ticks" in bob.post(loaded.url(path), data, follow=True).content.decode()
    assert selected(bob, loaded) == []
