"""Passages: offsets are code points, and what does not stand at its place is never stored."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cmo.actions.configurations import write_configuration
from cmo.actions.evidence import attach_passage, attach_words, detach_evidence
from cmo.actions.passages import Words, mark_passage
from cmo.anchors import Mismatch
from cmo.models import Passage, TrayItem
from reviews.verification import verify
from tests.cmo.coded import AGAINST, CONTEXT, WORDS, make_text, mark, post, words_of
from tests.world import World

# Emoji with modifiers and joiners, combining marks, ligatures, CRLF, right-to-left, letters beyond the first plane.
ODD = st.sampled_from(
    ["😀", "👩🏽‍🔬", "e\u0301", "ﬁ", "שלום", "مرحبا", "\u202eabc\u202c", "𝒳", "\r\n", "\n\n", " ", "\u00a0", "क्षि", "."]
)
PRINTED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=4)
TEXTS = st.lists(ODD | PRINTED, min_size=1, max_size=30).map("".join)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TEXTS, data=st.data())
def test_any_selection_of_any_text_is_stored_as_it_stands(world: World, words: str, data: st.DataObject) -> None:
    with transaction.atomic():
        text = make_text(world, "Illustrative. " + words)
        start = data.draw(st.integers(0, len(text.text) - 1))
        end = data.draw(st.integers(start + 1, len(text.text)))
        exact = text.text[start:end]
        if not exact.strip():
            with pytest.raises(Mismatch):
                mark_passage(text=text, words=Words(start, end, exact), by=world.bob)
        else:
            # A web form sends CRLF where LF stands.
            sent = Words(start, end, exact.replace("\n", "\r\n"))
            passage = mark_passage(text=text, words=sent, by=world.bob)
            assert text.text[passage.start : passage.end] == passage.exact == exact
            assert text.text.startswith(passage.prefix, start - len(passage.prefix))
            assert text.text.startswith(passage.suffix, end)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 3, "Rex"), (0, 4, "Res"), (1, 4, "Res"), (0, 99_999, WORDS), (3, 3, ""), (7, 9, "\n\n")],
)
def test_words_that_differ_are_refused(world: World, start: int, end: int, exact: str) -> None:
    text = make_text(world)
    client = world.client(world.bob)
    data = {"version": 1, "start": start, "end": end, "exact": exact, "role": "context"}
    answer = client.post(f"{text.document.get_absolute_url()}mark/", data)
    assert answer.status_code == 422
    fragment = client.post(f"{text.document.get_absolute_url()}mark/", data, headers={"HX-Request": "true"})
    assert fragment.status_code == 422
    assert 'role="alert"' in fragment.content.decode()
    assert not Passage.objects.exists()
    assert not world.review.events.filter(verb="marked").exists()


@pytest.mark.parametrize(
    "broken", [{"start": ""}, {"start": "-1"}, {"end": "x"}, {"exact": ""}, {"role": "moderator"}, {"role": "actor"}]
)
def test_broken_form_is_refused(world: World, broken: dict[str, str]) -> None:
    text = make_text(world)
    data = {**post(text, CONTEXT, role="context"), **broken}
    assert world.client(world.bob).post(f"{text.document.get_absolute_url()}mark/", data).status_code == 422
    assert not Passage.objects.exists()


def test_other_version_of_another_document_is_not_found(world: World) -> None:
    text = make_text(world)
    data = {**post(text, CONTEXT, role="context"), "version": 2}
    assert world.client(world.bob).post(f"{text.document.get_absolute_url()}mark/", data).status_code == 404


def test_forged_request_is_refused(world: World) -> None:
    text = make_text(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.bob)
    answer = client.post(f"{text.document.get_absolute_url()}mark/", post(text, CONTEXT, role="context"))
    assert answer.status_code == 403
    assert not Passage.objects.exists()


def test_passage_is_marked_once_for_each_coder(world: World) -> None:
    text = make_text(world)
    one = mark_passage(text=text, words=words_of(text, CONTEXT), by=world.bob)
    assert mark_passage(text=text, words=words_of(text, CONTEXT), by=world.bob) == one
    assert mark_passage(text=text, words=words_of(text, CONTEXT), by=world.dana) != one
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.create(
            review=world.review, number=99, text=text, start=one.start, end=one.end, exact=one.exact, coder=world.bob
        )


def test_passage_attached_with_a_stance_and_detached(world: World) -> None:
    text = make_text(world)
    configuration = write_configuration(review=world.review, by=world.bob, elements={"context": ["A closed platform"]})
    evidence = attach_words(
        configuration=configuration, text=text, words=words_of(text, AGAINST), stance="refutes", by=world.bob
    )
    again = attach_passage(configuration=configuration, passage=evidence.passage, stance="refines", by=world.dana)
    assert (again.pk, again.stance, configuration.evidence.count()) == (evidence.pk, "refines", 1)
    detach_evidence(evidence=again, by=world.bob, reason="another setting")
    assert not Passage.objects.exists()
    told = world.review.events.filter(object_type="configuration", actor=world.bob).first()
    assert (told.verb, told.reason, told.before["exact"]) == ("detached a passage from", "another setting", AGAINST)


def test_attaching_through_the_pages(world: World) -> None:
    text = make_text(world)
    configuration = write_configuration(review=world.review, by=world.bob, elements={"context": ["A closed platform"]})
    client, url = world.client(world.bob), f"{text.document.get_absolute_url()}attach/"
    place = words_of(text, AGAINST)
    asked = {"version": 1, "start": place.start, "end": place.end, "stance": "refutes"}
    page = client.get(url, asked).content.decode()
    assert AGAINST in page and configuration.title in page
    assert "No configuration has these words" in client.get(url, {**asked, "q": "zebra"}).content.decode()
    answer = client.post(f"{url}{configuration.number}/", {**post(text, AGAINST), "stance": "refutes"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("#p1")
    assert 'data-stance="refutes"' in answer.content.decode()
    wrong = client.post(f"{url}{configuration.number}/", {**post(text, AGAINST), "stance": "refutes", "exact": "Other"})
    assert wrong.status_code == 422
    assert client.get(url, {"version": 1, "start": "x", "end": 2}).status_code == 404


def test_verify_finds_a_passage_that_moved(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    before = broken(world)
    Passage.objects.update(start=0, end=5)
    assert broken(world) - before == {"passages are the words at their place"}
    Passage.objects.update(text=make_text(world, "Results of another document."))
    TrayItem.objects.all().delete()
    assert broken(world) - before > {"no passage is left that nothing holds"}


def broken(world: World) -> set[str]:
    return {check.name for check in verify(world.review) if not check.ok}


def test_quotation_is_found_and_marked_without_javascript(world: World) -> None:
    text = make_text(world, "Officials said “we felt safe to dis-\nclose un­certainty”. 😀 Later we felt safe too.")
    client, url = world.client(world.bob), text.document.get_absolute_url()
    page = client.get(f"{url}find/", {"words": '"WE felt safe   to disclose uncertainty"', "version": 1})
    [found] = page.context["found"]
    assert 'value="resource"' in page.content.decode()
    data = {"version": 1, "start": found.start, "end": found.end, "exact": found.exact, "role": "resource"}
    answer = client.post(f"{url}mark/", data, follow=True)
    assert answer.redirect_chain[0][0].endswith("#p1")
    assert Passage.objects.get().exact == found.exact
    assert client.get(f"{url}find/", {"words": "zebra"}).context["found"] == []
    assert client.get(f"{url}find/").status_code == 200
