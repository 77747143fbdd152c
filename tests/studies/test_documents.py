"""Documents: included is not prioritised; each answer has its reason, and nobody's answer is overwritten unseen."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import escape

from cmo.actions.configurations import make_configuration
from cmo.views.documents import PER_PAGE
from reviews.revisions import Stale
from reviews.waiting import waiting_for
from studies.actions.documents import ReasonMissing, set_priority
from studies.actions.screening import decide
from studies.models import Document, Stage, Verdict
from tests.cmo.coded import CONTEXT, make_document, make_text, mark
from tests.world import World

REASON = "Rich on trust, although the design is weak"


def prioritise(document: Document, world: World, priority: str = "prioritised", revision: int = 1) -> Document:
    return set_priority(document=document, by=world.bob, priority=priority, reason=REASON, revision=revision)


def numbers(world: World, **asked: str) -> list[int]:
    page = world.client(world.omar).get(world.url("documents/"), asked).context["page"]
    return [each.number for each in page]


def test_prioritise_leave_and_open_again(world: World) -> None:
    document = make_document(world)
    client, url = world.client(world.bob), f"{document.get_absolute_url()}priority/"
    for revision, priority in enumerate(("prioritised", "left", "open"), 1):
        answer = client.post(url, {"priority": priority, "reason": REASON, "revision": revision})
        assert answer.status_code == 302
        document.refresh_from_db()
        assert (document.priority, document.priority_reason) == (priority, REASON)
    events = world.review.events.filter(object_type="document", actor=world.bob, reason=REASON).order_by("pk")
    assert [(each.before["priority"], each.after["priority"]) for each in events] == [
        ("open", "prioritised"),
        ("prioritised", "left"),
        ("left", "open"),
    ]


def test_reason_is_asked_for_and_the_choice_kept(world: World) -> None:
    document = make_document(world)
    answer = world.client(world.bob).post(
        f"{document.get_absolute_url()}priority/", {"priority": "left", "reason": "  ", "revision": 1}
    )
    assert answer.status_code == 422
    assert answer.context["priority_form"]["priority"].value() == "left"
    with pytest.raises(ReasonMissing):
        set_priority(document=document, by=world.bob, priority="left", reason=" ", revision=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(priority="left")


def test_second_of_two_sees_both_answers(world: World) -> None:
    document = make_document(world)
    prioritise(document, world)
    mine = {"priority": "left", "reason": "Thin on mechanisms", "revision": 1}
    dana, url = world.client(world.dana), f"{document.get_absolute_url()}priority/"
    lost = dana.post(url, mine)
    assert lost.status_code == 409
    assert escape(REASON) in lost.content.decode() and "Thin on mechanisms" in lost.content.decode()
    assert lost.context["priority_form"]["reason"].value() == "Thin on mechanisms"
    with pytest.raises(Stale):
        prioritise(document, world)
    again = lost.context["priority_form"]["revision"].value()
    assert dana.post(url, {**mine, "revision": again}).status_code == 302
    document.refresh_from_db()
    assert document.priority == "left"


def test_list_is_narrowed_and_counted(world: World) -> None:
    first = make_document(world, "Illustrative record on trust", authors="Öberg, A.")
    second = make_document(world, "Illustrative record on speed")
    third = make_document(world, "Illustrative record on cost")
    prioritise(first, world)
    prioritise(third, world, "left")
    text = make_text(world, document=first)
    make_text(world, document=second)
    mark(text, CONTEXT, "context", world.bob)
    assert numbers(world, coded="yes") == []  # what lies in a tray counts for nobody yet
    make_configuration(document=first, by=world.bob)
    assert numbers(world) == [1, 2, 3]
    assert numbers(world, priority="prioritised") == [1]
    assert numbers(world, priority="left") == [3]
    assert numbers(world, text="yes") == [1, 2] and numbers(world, text="no") == [3]
    assert numbers(world, coded="yes") == [1] and numbers(world, coded="no") == [2, 3]
    assert numbers(world, q="trust record") == [1]
    assert "1 prioritised" in world.client(world.omar).get(world.url("documents/")).content.decode()
    [row, *_] = world.client(world.omar).get(world.url("documents/")).context["page"]
    assert (row.passages, row.configurations, row.latest) == (1, 1, 1)


def test_empty_list_says_what_to_do_next(world: World) -> None:
    assert "No documents yet" in world.client(world.bob).get(world.url("documents/")).content.decode()
    make_document(world)
    assert "None of the 1 documents" in world.client(world.bob).get(world.url("documents/?q=zebra")).content.decode()


def test_list_comes_in_pages(world: World) -> None:
    made = [make_document(world).number for _ in range(PER_PAGE + 1)]
    assert numbers(world) == made[:-1]
    assert numbers(world, page="2") == made[-1:]


def test_excluded_again_is_parked_and_loses_nothing(world: World) -> None:
    text = make_text(world)
    mark(text, CONTEXT, "context", world.bob)
    made = make_configuration(document=text.document, by=world.bob)
    citation = text.document.citation
    for reviewer in (world.bob, world.dana):
        decide(citation=citation, stage=Stage.FULL_TEXT, by=reviewer, verdict=Verdict.EXCLUDE, reason="Another setting")
    assert numbers(world) == []
    page = world.client(world.bob).get(text.document.get_absolute_url())
    assert "Parked" in page.content.decode()
    assert CONTEXT in world.client(world.bob).get(made.get_absolute_url()).content.decode()


def test_what_waits_for_whom(world: World) -> None:
    first, second = make_document(world), make_document(world)
    make_text(world, document=first)
    prioritise(first, world)

    def waits(user: object) -> dict[str, int]:
        mine = [each for each in waiting_for(user, [world.review])[world.review.pk] if "/documents/" in each.url]
        for each in mine:
            shown = world.client(user).get(each.url).context["page"].paginator.count
            assert shown == each.count
        return {each.label: each.count for each in mine}

    assert waits(world.bob) == {"document to prioritise or leave": 1, "prioritised document to code": 1}
    prioritise(second, world)
    assert waits(world.bob) == {"prioritised document without text": 1, "prioritised documents to code": 2}
    assert waits(world.omar) == {}
    mark(first.texts.get(), CONTEXT, "context", world.bob)
    make_configuration(document=first, by=world.bob)
    assert waits(world.bob)["prioritised document to code"] == 1


def test_observer_reads_and_changes_nothing(world: World) -> None:
    text = make_text(world)
    client, url = world.client(world.omar), text.document.get_absolute_url()
    for page in (client.get(url), client.get(f"{url}read/")):
        assert page.status_code == 200
        assert 'id="select-bar"' not in page.content.decode() and "Save the priority" not in page.content.decode()
    assert client.post(f"{url}priority/", {"priority": "left", "reason": "x", "revision": 1}).status_code == 403
