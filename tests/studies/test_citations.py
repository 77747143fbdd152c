"""The list of citations and the page of one: narrowed, in order, blinded, and always beside its records."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.exports import get
from tests.make import Work, batch, nbib_file, ris_file, search_round
from tests.studies.screened import cast
from tests.world import World


@pytest.fixture
def bob(world: World) -> Client:
    return world.client(world.bob)


@pytest.fixture
def loaded(world: World) -> World:
    """Sixty citations in two batches; the first work stands in both."""
    opened = search_round(world.review, world.adam)
    batch(opened, ris_file(list(range(1, 59))), world.adam, database="Embase")
    batch(opened, nbib_file([1, 90, 91]), world.adam, database="PubMed")
    return world


def numbers(response: object) -> list[int]:
    return [each.number for each in response.context["rows"]]


def listed(client: Client, world: World, query: str = "") -> list[int]:
    return numbers(client.get(world.url(f"citations/?{query}")))


def test_the_list_comes_in_pages_and_says_how_many(loaded: World, bob: Client) -> None:
    first = bob.get(loaded.url("citations/"))
    assert numbers(first) == list(range(1, 51))
    assert "1–50 of 60 citations" in " ".join(first.content.decode().split())
    assert listed(bob, loaded, "page=2") == list(range(51, 61))


def test_words_are_found_in_title_and_authors(loaded: World, bob: Client) -> None:
    wanted = Work(90)
    assert listed(bob, loaded, "q=record+90:") == [59]
    author = wanted.authors[0].partition(",")[0]
    assert 59 in listed(bob, loaded, f"q={author}+90:")


def test_the_list_narrows_to_a_batch_and_a_year(loaded: World, bob: Client) -> None:
    assert listed(bob, loaded, "batch=2") == [1, 59, 60]
    assert listed(bob, loaded, f"batch=2&year={Work(90).year}") == [59]


def test_nonsense_in_the_address_narrows_nothing(loaded: World, bob: Client) -> None:
    assert len(listed(bob, loaded, "batch=77&year=never&sort=evil&page=zero&state=odd")) == 50


def test_order_by_year_and_back(loaded: World, bob: Client) -> None:
    rows = bob.get(loaded.url("citations/?sort=-year")).context["rows"]
    years = [row.year for row in rows]
    assert years == sorted(years, reverse=True)


def test_paging_and_sorting_keep_what_was_asked(loaded: World, bob: Client) -> None:
    page = bob.get(loaded.url("citations/?q=illustrative&sort=year")).content.decode()
    assert 'href="?q=illustrative&amp;sort=year&amp;page=2"' in page
    assert 'href="?q=illustrative&amp;sort=-year"' in page


def test_a_citation_knows_the_way_back_to_its_place(loaded: World, bob: Client) -> None:
    page = bob.get(loaded.url("citations/?q=illustrative&page=2")).content.decode()
    link = re.search(r'href="(/r/talk/citations/51/\?[^"]*)"', page)
    assert link
    back = bob.get(link[1].replace("&amp;", "&")).content.decode()
    assert 'href="/r/talk/citations/?q=illustrative&amp;page=2"' in back


def test_a_state_is_listed_as_its_viewer_may_see_it(loaded: World, bob: Client) -> None:
    cast(loaded.review.citations.get(number=3), bob="include")
    dana, alice = loaded.client(loaded.dana), loaded.client(loaded.alice)
    assert listed(bob, loaded, "state=awaiting_second") == [3]
    for other in (dana, alice):
        assert listed(other, loaded, "state=awaiting_second") == []
        assert 3 in listed(other, loaded, "state=undecided")
    assert 3 not in listed(bob, loaded, "state=undecided")


def test_pages_and_exports_are_the_same_before_and_after_a_colleague_votes(loaded: World) -> None:
    """But for times and tokens, which differ between any two answers."""
    dana = loaded.client(loaded.dana)
    paths = ("citations/", "citations/3/", "citations/?state=undecided", "search/", "search/batches/1/")
    before = [still(dana, loaded, path) for path in paths]
    rows = list(get("citations").rows(loaded.review, loaded.dana))
    cast(loaded.review.citations.get(number=3), bob="include")
    assert [still(dana, loaded, path) for path in paths] == before
    assert list(get("citations").rows(loaded.review, loaded.dana)) == rows


def still(client: Client, world: World, path: str, **headers: str) -> str:
    page = client.get(world.url(path), headers=headers).content.decode()
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=|x-csrftoken": )"[^"]*"', "", page).split())


def test_a_citation_shows_its_records_and_marks_what_differs(loaded: World, bob: Client) -> None:
    response = bob.get(loaded.url("citations/1/"))
    page = " ".join(response.content.decode().split())
    assert "2 records as imported" in page
    assert "illustrative.ris, line 1, Embase" in page
    assert "illustrative.nbib, line 1, PubMed" in page
    assert "same DOI 10.99999/illustrative.1" in page
    assert "TY  - JOUR" in response.content.decode()
    by_label = {row.label: row for row in response.context["rows"]}
    assert not by_label["Title"].differs  # a last full stop is no difference
    assert by_label["Volume"].cells[1].value == ""
    assert not by_label["Volume"].differs  # the second record is silent about it


def test_a_field_that_differs_is_marked_for_eyes_and_ears(world: World, bob: Client) -> None:
    opened = search_round(world.review, world.adam)
    batch(opened, ris_file([1]), world.adam)
    other = ris_file([1], "other.ris")
    other.lines = [line.replace("PY  - 1996", "PY  - 1997") for line in other.lines]
    batch(opened, other, world.adam)
    page = bob.get(world.url("citations/1/")).content.decode()
    assert '<mark class="differs"><span class="sr">differs: </span>1997</mark>' in page


def test_what_a_file_says_is_shown_as_text(world: World, bob: Client) -> None:
    file = ris_file([1])
    file.lines[2] = "TI  - Illustrative <script>alert(1)</script> & more"
    batch(search_round(world.review, world.adam), file, world.adam)
    page = bob.get(world.url("citations/1/")).content.decode()
    assert "<script>alert" not in page


def test_history_tells_who_said_what(loaded: World, bob: Client) -> None:
    citation = loaded.review.citations.get(number=2)
    cast(citation, bob="include", dana="exclude")
    told = " ".join(bob.get(loaded.url("citations/2/")).content.decode().split())
    assert "Bob said include at title and abstract" in told
    assert "Dana said exclude at title and abstract: Illustrative reason" in told


def test_a_number_of_another_review_is_not_found(loaded: World, bob: Client) -> None:
    assert bob.get(loaded.url("citations/999/")).status_code == 404


@pytest.mark.parametrize("query", ["", "q=illustrative", "state=undecided", "batch=1", "sort=-title"])
def test_the_list_asks_as_often_for_many_rows_as_for_few(world: World, bob: Client, query: str) -> None:
    opened = search_round(world.review, world.adam)
    batch(opened, ris_file([1]), world.adam)
    few = queries(bob, world.url(f"citations/?{query}"))
    batch(opened, ris_file(list(range(2, 22)), "more.ris"), world.adam)
    assert queries(bob, world.url(f"citations/?{query}")) == few


def test_a_citation_asks_as_often_for_many_records_as_for_few(world: World, bob: Client) -> None:
    opened = search_round(world.review, world.adam)
    batch(opened, ris_file([1]), world.adam)
    few = queries(bob, world.url("citations/1/"))
    batch(opened, ris_file([1] * 20, "more.ris"), world.adam)
    assert queries(bob, world.url("citations/1/")) == few


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_list_of_a_filter_without_answer_says_so(loaded: World, bob: Client) -> None:
    assert "No citation matches" in bob.get(loaded.url("citations/?q=nowhere+to+be+found")).content.decode()


def test_the_fragment_of_the_list_stands_in_its_page(loaded: World, bob: Client) -> None:
    fragment = still(bob, loaded, "citations/", **{"HX-Request": "true"})
    assert fragment.startswith('<div id="citations"')
    assert fragment in still(bob, loaded, "citations/")


def table(world: World, name: str) -> list[dict[str, object]]:
    export = get(name)
    return [
        dict(zip([column.name for column in export.columns], row, strict=True))
        for row in export.rows(world.review, world.bob)
    ]


def test_records_leave_as_they_were_imported(loaded: World) -> None:
    rows = table(loaded, "records")
    assert [row["record"] for row in rows] == list(range(1, 62))
    joined = rows[58]
    assert (joined["batch"], joined["file"], joined["position"], joined["line"]) == (2, "illustrative.nbib", 1, 1)
    assert (joined["citation"], joined["join_rule"], joined["source_id"]) == (1, "same_doi", Work(1).pmid)
    assert joined["raw"].startswith(f"PMID- {Work(1).pmid}")
    assert rows[0]["authors"] == "; ".join(Work(1).authors)


def test_citations_leave_with_their_sources(loaded: World) -> None:
    rows = table(loaded, "citations")
    assert [row["citation"] for row in rows] == list(range(1, 61))
    assert (rows[0]["records"], rows[0]["sources"]) == (2, "Embase; PubMed")
    assert (rows[1]["records"], rows[1]["sources"]) == (1, "Embase")
    assert (rows[0]["state_title_abstract"], rows[0]["labels"]) == ("undecided", "")


def test_the_search_log_has_a_row_a_batch_and_rounds_without(loaded: World) -> None:
    search_round(loaded.review, loaded.alice)
    rows = table(loaded, "search_log")
    assert [(row["round"], row["batch"], row["records"], row["joined"]) for row in rows] == [
        (1, 1, 58, 0),
        (1, 2, 3, 1),
        (2, "", "", ""),
    ]


def test_a_long_text_that_all_records_share_is_told_once(loaded: World, bob: Client) -> None:
    page = bob.get(loaded.url("citations/1/")).content.decode()
    assert page.count(Work(1).abstract.strip()) == 2  # in each raw entry; in the citation its headings are told apart
    assert "<b>Background</b>" in page
    assert page.count("as above") == 2
