"""The tray: roles and slots, restating, taking back; each coder has one, and it becomes a configuration."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cmo.actions.configurations import make_configuration
from cmo.actions.tray import UnknownRole, restate, take_out
from cmo.models import Configuration, Passage, TrayItem
from cmo.queries.tray import tray
from cmo.wording import NothingToSay
from tests.cmo.coded import AGAINST, CONTEXT, OUTCOME, RESOURCE, RESPONSE, make_document, make_text, mark, post
from tests.world import World

HTMX = {"HX-Request": "true"}


def told(text, coder) -> list[tuple[str, str, int]]:
    return [(slot.code, slot.text, len(slot.items)) for slot in tray(text.document, coder).slots]


def test_four_marks_make_a_complete_configuration(world: World) -> None:
    text = make_text(world)
    for words, role in ((OUTCOME, "outcome"), (CONTEXT, "context"), (RESPONSE, "response"), (RESOURCE, "resource")):
        mark(text, words, role, world.bob)
    assert [code for code, *_ in told(text, world.bob)] == ["C1", "M1", "M2", "O1"]
    made = make_configuration(document=text.document, by=world.bob)
    assert made.title == f"{CONTEXT} → {RESOURCE} → {RESPONSE} → {OUTCOME}"
    assert {(each.element.role, each.passage.exact) for each in made.evidence.all()} == {
        ("context", CONTEXT),
        ("resource", RESOURCE),
        ("response", RESPONSE),
        ("outcome", OUTCOME),
    }
    assert told(text, world.bob) == []
    event = world.review.events.get(verb="made")
    assert event.after["elements"]["context"] == [CONTEXT]


def test_each_role_has_slots_and_a_slot_many_quotations(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    mark(text, AGAINST, "context", world.bob)
    mark(text, "Trust survived staff changes", "context", world.bob, same_element=True)
    mark(text, CONTEXT, "outcome", world.bob)
    assert told(text, world.bob) == [("C1", CONTEXT, 1), ("C2", AGAINST, 2), ("O1", CONTEXT, 1)]
    made = make_configuration(document=text.document, by=world.bob)
    assert [(each.text, each.evidence.count()) for each in made.elements.filter(role="context")] == [
        (CONTEXT, 1),
        (AGAINST, 2),
    ]
    assert Passage.objects.filter(exact=CONTEXT).get().evidence.count() == 2


def test_same_element_begins_one_where_there_is_none(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob, same_element=True)
    assert told(text, world.bob) == [("C1", CONTEXT, 1)]


def test_same_passage_in_the_same_role_changes_nothing(world: World) -> None:
    text = make_text(world)
    first = mark(text, CONTEXT, "context", world.bob)
    events = world.review.events.count()
    assert mark(text, CONTEXT, "context", world.bob) == first
    assert world.review.events.count() == events


def test_role_of_another_template_is_refused(world: World) -> None:
    text = make_text(world)
    with pytest.raises(UnknownRole):
        mark(text, CONTEXT, "actor", world.bob)
    world.review.template = "ICAMO"
    world.review.save()
    page = world.client(world.bob).get(f"{text.document.get_absolute_url()}read/").content.decode()
    assert 'data-key="w"' in page and 'data-key="i"' in page and 'value="actor"' in page


def test_restating_says_the_whole_element_anew(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    second = mark(text, AGAINST, "context", world.bob, same_element=True)
    restate(item=second, text="  Analysts\nhave left ", by=world.bob)
    assert told(text, world.bob) == [("C1", "Analysts have left", 2)]
    restate(item=TrayItem.objects.first(), text=" ", by=world.bob)
    assert told(text, world.bob) == [("C1", CONTEXT, 2)]


def test_taking_out_closes_up_and_unmarks(world: World) -> None:
    text = make_text(world)
    first = mark(text, CONTEXT, "context", world.bob)
    mark(text, AGAINST, "context", world.bob)
    mark(text, OUTCOME, "context", world.bob, same_element=True)
    take_out(item=first, by=world.bob)
    assert told(text, world.bob) == [("C1", AGAINST, 2)]
    assert not Passage.objects.filter(exact=CONTEXT).exists()
    assert world.review.events.filter(verb="took out of the tray").get().before["exact"] == CONTEXT
    take_out(item=TrayItem.objects.get(passage__exact=AGAINST), by=world.bob)
    assert told(text, world.bob) == [("C1", OUTCOME, 1)]


def test_taken_out_words_stay_while_a_configuration_rests_on_them(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    make_configuration(document=text.document, by=world.bob)
    take_out(item=mark(text, CONTEXT, "outcome", world.bob), by=world.bob)
    assert Passage.objects.get().exact == CONTEXT


def test_empty_tray_makes_nothing(world: World) -> None:
    text = make_text(world)
    with pytest.raises(NothingToSay):
        make_configuration(document=text.document, by=world.bob)
    answer = world.client(world.bob).post(f"{text.document.get_absolute_url()}tray/make/")
    assert answer.status_code == 422
    assert "The tray is empty" in answer.content.decode()
    assert not Configuration.objects.exists()


def test_two_coders_do_not_disturb_each_other(world: World) -> None:
    text = make_text(world)
    bobs = mark(text, CONTEXT, "context", world.bob)
    mark(text, OUTCOME, "outcome", world.dana)
    assert told(text, world.bob) == [("C1", CONTEXT, 1)]
    assert told(text, world.dana) == [("O1", OUTCOME, 1)]
    url = text.document.get_absolute_url()
    dana = world.client(world.dana)
    page = dana.get(f"{url}read/").content.decode()
    assert 'data-roles="outcome"' in page and 'data-roles="context"' not in page
    assert dana.post(f"{url}tray/{bobs.pk}/take-out/").status_code == 404
    assert dana.post(f"{url}tray/{bobs.pk}/restate/", {"text": "Mine"}).status_code == 404
    dana.post(f"{url}tray/undo/")
    dana.post(f"{url}tray/undo/")
    assert told(text, world.bob) == [("C1", CONTEXT, 1)]
    make_configuration(document=text.document, by=world.bob)
    assert 'data-roles="context"' in dana.get(f"{url}read/").content.decode()


def test_mark_answers_the_tray_and_only_the_touched_blocks(world: World) -> None:
    text = make_text(world)
    client, url = world.client(world.bob), text.document.get_absolute_url()
    answer = client.post(f"{url}mark/", post(text, CONTEXT, role="context"), headers=HTMX).content.decode()
    assert answer.lstrip().startswith('<section class="tray stack" id="tray"')
    assert 'id="b1-2" hx-swap-oob="true"' in answer
    assert answer.count('class="block"') == 1
    page = client.get(f"{url}read/").content.decode()
    fragment = answer[answer.index('<section class="block"') : answer.index("</section>", answer.index('id="b1-2"'))]
    assert fragment.replace(' hx-swap-oob="true"', "") in page
    across = "together.\n\nIn contested areas"
    answer = client.post(f"{url}mark/", post(text, across, role="outcome"), headers=HTMX).content.decode()
    assert answer.count('class="block"') == 2
    answer = client.post(f"{url}tray/make/", {"version": 1, "title": "Kept"}, headers=HTMX).content.decode()
    assert "CMOC1 is made: Kept" in answer
    assert answer.count('class="block"') == 2 and "C1 · CMOC1" in answer


def test_whole_way_without_javascript(world: World) -> None:
    text = make_text(world)
    client, url = world.client(world.bob), text.document.get_absolute_url()
    answer = client.post(f"{url}mark/", post(text, CONTEXT, role="context"), follow=True)
    assert answer.redirect_chain[-1][0].endswith("read/?passage=1#p1")
    client.post(f"{url}mark/", post(text, OUTCOME, same="outcome"))
    item = TrayItem.objects.get(role="outcome")
    client.post(f"{url}tray/{item.pk}/restate/", {"text": "They reframe", "version": 1})
    client.post(f"{url}mark/", post(text, AGAINST, role="outcome"))
    assert client.post(f"{url}tray/undo/", {"version": 1}, follow=True).status_code == 200
    assert told(text, world.bob) == [("C1", CONTEXT, 1), ("O1", "They reframe", 1)]
    page = client.post(f"{url}tray/make/", {"title": "", "version": 1}, follow=True).content.decode()
    assert Configuration.objects.get().title in page
    assert "Your tray is empty" not in page


def test_what_is_missing_is_told_and_never_blocks(world: World) -> None:
    text = make_text(world)
    mark(text, OUTCOME, "outcome", world.bob)
    page = world.client(world.bob).get(f"{text.document.get_absolute_url()}read/").content.decode()
    assert "no context yet" in page and "no mechanism yet" in page and "single source" in page
    assert make_configuration(document=text.document, by=world.bob).elements.count() == 1


def test_reader_asks_the_database_as_often_for_twenty_passages_as_for_one(world: World) -> None:
    text = make_text(world)
    client, url = world.client(world.bob), f"{text.document.get_absolute_url()}read/"
    mark(text, CONTEXT, "context", world.bob)
    make_configuration(document=text.document, by=world.bob)
    mark(text, OUTCOME, "outcome", world.bob)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    one = queries()
    for at in range(10):
        mark(text, text.text[at * 3 : at * 3 + 30], "context", world.bob)
        make_configuration(document=text.document, by=world.bob)
    for at in range(10):
        mark(text, text.text[100 + at * 3 : at * 3 + 130], "outcome", world.bob)
    assert queries() == one


def test_document_without_text_says_what_to_do(world: World) -> None:
    document = make_document(world)
    page = world.client(world.omar).get(f"{document.get_absolute_url()}read/").content.decode()
    assert "No text yet" in page and document.get_absolute_url() in page


def test_earlier_version_is_read_and_coded_too(world: World) -> None:
    first = make_text(world)
    mark(first, CONTEXT, "context", world.bob)
    make_configuration(document=first.document, by=world.bob)
    make_text(world, "A better text altogether.", document=first.document)
    client, url = world.client(world.bob), f"{first.document.get_absolute_url()}read/"
    assert "A better text altogether" in client.get(url).content.decode()
    quoted = client.get(f"{url}?passage=1").content.decode()
    assert "data-current" in quoted and CONTEXT in quoted
    assert client.get(f"{url}?version=1").status_code == 200
    for missing in ("version=3", "version=x", "passage=77"):
        assert client.get(f"{url}?{missing}").status_code == 404
    answer = client.post(
        f"{first.document.get_absolute_url()}mark/", post(first, OUTCOME, role="outcome"), headers=HTMX
    )
    assert 'id="b1-2"' in answer.content.decode()
