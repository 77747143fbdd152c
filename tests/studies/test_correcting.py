"""Words of a citation that somebody corrected: with a reason, beside the records, and lasting through every joining."""

import pytest
from django.test import Client

from reviews.revisions import Stale
from reviews.trail import ReasonMissing
from reviews.verification import verify
from studies.actions.correcting import correct_citation
from studies.actions.joining import Joiner
from studies.models import FIELDS, Citation
from studies.search import ask
from studies.search_index import matching
from tests.make import Work, batch, nbib_file, ris_file, search_round
from tests.world import World


@pytest.fixture
def citation(world: World) -> Citation:
    batch(search_round(world.review, world.adam), ris_file([1]), world.adam)
    return world.review.citations.get()


@pytest.fixture
def bob(world: World) -> Client:
    return world.client(world.bob)


def correct(world: World, citation: Citation, revision: int = 1, **words: str) -> Citation:
    return correct_citation(citation=citation, revision=revision, words=words, reason="Illustrative", by=world.bob)


def test_a_correction_stands_is_found_and_is_told(world: World, citation: Citation) -> None:
    correct(world, citation, title="Illustrative mended title", year="1996")
    citation.refresh_from_db()
    assert (citation.title, citation.edited, citation.revision) == (
        "Illustrative mended title",
        {"title": "Illustrative mended title"},  # the year was the records' own already
        2,
    )
    assert matching(world.review.citations.all(), ask("mended").tree).count() == 1
    event = world.review.events.get(verb="corrected")
    assert (event.reason, event.after) == ("Illustrative", {"title": "Illustrative mended title"})
    assert [check.name for check in verify(world.review) if not check.ok] == []


def test_it_outlasts_every_joining(world: World, citation: Citation) -> None:
    correct(world, citation, title="Illustrative mended title")
    batch(search_round(world.review, world.adam), nbib_file([1]), world.adam)
    Joiner(review=world.review, by=world.adam, rebuild=True).join()
    citation.refresh_from_db()
    assert citation.records.count() == 2
    assert (citation.title, citation.pmid) == ("Illustrative mended title", Work(1).pmid)
    assert [check.name for check in verify(world.review) if not check.ok] == []


def test_the_words_of_the_records_end_a_correction(world: World, citation: Citation) -> None:
    correct(world, citation, title="Illustrative mended title")
    correct(world, citation, revision=2, title=Work(1).title)
    citation.refresh_from_db()
    assert (citation.title, citation.edited) == (Work(1).title, {})


def test_who_comes_second_is_told(world: World, citation: Citation) -> None:
    correct(world, citation, title="Illustrative first")
    with pytest.raises(Stale):
        correct(world, citation, title="Illustrative second")


def test_it_needs_a_reason(world: World, citation: Citation) -> None:
    with pytest.raises(ReasonMissing):
        correct_citation(citation=citation, revision=1, words={"title": "x"}, reason=" ", by=world.bob)


def form(citation: Citation, **changes: str) -> dict[str, str]:
    words = {name: getattr(citation, name) for name in FIELDS}
    return {**words, "revision": str(citation.revision), "reason": "Illustrative", **changes}


def test_the_page_shows_what_was_corrected_and_leads_back(world: World, citation: Citation, bob: Client) -> None:
    url = world.url("citations/1/correct/")
    assert Work(1).title in bob.get(url).content.decode()
    assert bob.post(url, form(citation, year="2001")).status_code == 302
    row = {row.name: row for row in bob.get(world.url("citations/1/")).context["rows"]}
    assert (row["year"].chosen, row["year"].edited, row["year"].source) == ("2001", True, None)
    assert row["title"].source.number == 1
    back = bob.post(world.url("citations/1/restore/"), {"field": "year", "revision": "2"})
    assert back.status_code == 302
    citation.refresh_from_db()
    assert (citation.year, citation.edited) == (str(Work(1).year), {})


def test_what_a_browser_does_to_line_ends_is_no_correction(world: World, citation: Citation, bob: Client) -> None:
    Citation.objects.update(abstract=" Illustrative\nlines ")
    citation.refresh_from_db()
    posted = form(citation, abstract="Illustrative\r\nlines", year="2001")
    bob.post(world.url("citations/1/correct/"), posted)
    assert world.review.citations.get().edited == {"year": "2001"}


def test_two_who_correct_at_once_see_both_texts(world: World, citation: Citation, bob: Client) -> None:
    correct(world, citation, title="Illustrative first")
    answer = bob.post(world.url("citations/1/correct/"), form(citation, title="Illustrative second"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Illustrative first" in page and "Illustrative second" in page
    answer = bob.post(world.url("citations/1/restore/"), {"field": "title", "revision": "1"})
    assert answer.status_code == 409


def test_what_is_wrong_with_the_form_is_told(world: World, citation: Citation, bob: Client) -> None:
    answer = bob.post(world.url("citations/1/correct/"), form(citation, reason="", title="Illustrative kept"))
    assert answer.status_code == 422
    assert "Illustrative kept" in answer.content.decode()
    assert bob.post(world.url("citations/1/restore/"), {"field": "odd", "revision": "1"}).status_code == 422


def test_one_that_was_joined_away_says_where_it_went(world: World, citation: Citation, bob: Client) -> None:
    batch(search_round(world.review, world.adam), ris_file([2], "second.ris"), world.adam)
    Citation.objects.filter(number=2).update(into=citation, by_way_of=citation, standing=False)
    page = bob.get(world.url("citations/2/")).content.decode()
    assert "was joined into citation 1" in page
    assert f'href="{citation.get_absolute_url()}"' in page
    assert bob.get(world.url("citations/2/correct/")).status_code == 404
    assert "Joined into it" in bob.get(world.url("citations/1/")).content.decode()
