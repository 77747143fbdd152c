"""Configurations: made by hand and edited without losing a quotation, listed by what they are, removed and back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cmo.actions.configurations import (
    bring_back_configuration,
    make_configuration,
    remove_configuration,
    write_configuration,
)
from cmo.actions.editing import edit_configuration
from cmo.actions.evidence import attach_passage, attach_words
from cmo.completeness import Part, label
from cmo.models import Configuration, Evidence, Passage
from cmo.queries.configurations import configurations
from reviews.actions.theory import freeze_version, write_statement
from reviews.revisions import Stale
from tests.cmo.coded import (
    AGAINST,
    CONTEXT,
    OUTCOME,
    RESPONSE,
    make_configured,
    make_document,
    make_text,
    mark,
    words_of,
)
from tests.world import World


def edit(configuration: Configuration, world: World, **elements: list[str]) -> Configuration:
    return edit_configuration(
        configuration=configuration,
        by=world.bob,
        revision=Configuration.objects.get(pk=configuration.pk).revision,
        title=configuration.title,
        elements=elements,
        polarity="positive",
        reason="read again",
    )


def quoted(configuration: Configuration) -> dict[str, set[str]]:
    """The quotations by the words of their element; "" is the configuration as a whole."""
    found: dict[str, set[str]] = {}
    for each in configuration.evidence.select_related("element", "passage"):
        found.setdefault(each.element.text if each.element else "", set()).add(each.passage.exact)
    return found


def test_written_by_hand_partial_and_several_of_a_role(world: World) -> None:
    client, url = world.client(world.bob), world.url("configurations/new/")
    answer = client.post(url, {"context": "A closed platform\r\n\r\n A known community ", "polarity": "negative"})
    made = Configuration.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.said() == {
        "title": "A closed platform",
        "polarity": "negative",
        "elements": {"context": ["A closed platform", "A known community"]},
    }
    assert "no outcome yet" in client.get(made.get_absolute_url()).content.decode()
    empty = client.post(url, {"polarity": "positive", "context": "  "})
    assert empty.status_code == 422 and "at least one part" in empty.content.decode()


def test_coded_under_the_latest_frozen_version(world: World) -> None:
    assert make_configured(world).coded_under is None
    write_statement(review=world.review, if_text="a", then_text="b", by=world.alice)
    version = freeze_version(review=world.review, by=world.alice)
    made = write_configuration(review=world.review, by=world.bob, elements={"context": ["x"]})
    assert made.coded_under == version


def test_quotations_stay_with_their_element(world: World) -> None:
    made = make_configured(world)
    edit(made, world, context=[AGAINST, "Departments lost people"], outcome=[OUTCOME], response=["They dare"])
    assert quoted(made) == {
        "Departments lost people": {CONTEXT, "brokers"},
        AGAINST: {AGAINST},
        OUTCOME: {OUTCOME},
    }
    assert [each.text for each in made.elements.filter(role="context")] == [AGAINST, "Departments lost people"]
    event = world.review.events.get(verb="edited")
    assert (event.reason, event.before["elements"]["context"], event.after["elements"]["response"]) == (
        "read again",
        [CONTEXT, AGAINST],
        ["They dare"],
    )


def test_quotations_of_an_element_left_out_stay_with_the_configuration(world: World) -> None:
    made = make_configured(world)
    passage = Passage.objects.get(exact=AGAINST)
    attach_passage(configuration=made, passage=passage, stance="refutes", by=world.bob)
    edit(made, world, outcome=[OUTCOME])
    assert quoted(made) == {"": {CONTEXT, "brokers", AGAINST}, OUTCOME: {OUTCOME}}
    assert made.evidence.get(passage=passage).stance == "refutes"


def test_second_of_two_editors_sees_both_texts(world: World) -> None:
    made = write_configuration(review=world.review, by=world.bob, elements={"context": ["Original"]})
    url = f"{made.get_absolute_url()}edit/"
    bob, dana = world.client(world.bob), world.client(world.dana)
    data = {"title": made.title, "polarity": "positive", "revision": 1}
    assert bob.post(url, {**data, "context": "By Bob"}).status_code == 302
    lost = dana.post(url, {**data, "context": "By Dana", "reason": "mine"})
    page = lost.content.decode()
    assert lost.status_code == 409
    assert "Context: By Bob" in page and "Context: By Dana" in page
    assert lost.context["form"]["context"].value() == "By Dana"
    assert lost.context["form"]["revision"].value() == 2
    assert made.elements.get().text == "By Bob"
    assert dana.post(url, {**data, "context": "By Dana", "revision": 2}).status_code == 302
    assert made.elements.get().text == "By Dana"
    with pytest.raises(Stale):
        edit_configuration(
            configuration=made, by=world.bob, revision=1, title="", elements={"context": ["x"]}, polarity="positive"
        )


def test_edit_keeps_roles_of_an_earlier_template(world: World) -> None:
    made = write_configuration(review=world.review, by=world.bob, elements={"actor": ["Nurses"], "context": ["x"]})
    form = world.client(world.bob).get(f"{made.get_absolute_url()}edit/").context["form"]
    assert [role.id for role in form.roles] == ["context", "actor", "resource", "response", "outcome"]
    assert form["actor"].value() == "Nurses"


def test_removed_counts_nowhere_and_comes_back_whole(world: World) -> None:
    made = make_configured(world)
    before = quoted(made)
    client = world.client(world.bob)
    client.post(f"{made.get_absolute_url()}remove/", {"reason": "a duplicate"})
    assert not world.review.configurations.standing().exists()
    assert not Passage.objects.standing().exists()
    listed = client.get(world.url("configurations/"))
    assert made.title not in listed.content.decode() and "1 removed" in listed.content.decode()
    assert made.title in client.get(world.url("configurations/?removed=yes")).content.decode()
    text_page = client.get(world.url("documents/1/read/")).content.decode()
    assert "data-roles" not in text_page
    client.post(f"{made.get_absolute_url()}bring-back/")
    assert quoted(made) == before
    events = world.review.events.filter(object_type="configuration").order_by("pk")
    assert [each.verb.split()[0] for each in events] == ["made", "removed", "brought"]
    assert events[1].reason == "a duplicate"


def test_removing_twice_is_once(world: World) -> None:
    made = make_configured(world)
    remove_configuration(configuration=made, by=world.bob)
    remove_configuration(configuration=made, by=world.dana)
    bring_back_configuration(configuration=made, by=world.bob)
    bring_back_configuration(configuration=made, by=world.bob)
    assert world.review.events.filter(object_type="configuration").count() == 3


def test_page_has_every_quotation_with_its_place(world: World) -> None:
    made = make_configured(world)
    text = Passage.objects.first().text
    attach_words(configuration=made, text=text, words=words_of(text, RESPONSE), stance="refutes", by=world.dana)
    page = world.client(world.omar).get(made.get_absolute_url()).content.decode()
    for passage in Passage.objects.all():
        assert passage.get_absolute_url() in page and passage.exact in page
        read = world.client(world.omar).get(passage.get_absolute_url()).content.decode()
        assert f'id="p{passage.number}"' in read and "data-current" in read
    assert "coded by Dana" in page and "− refutes" in page


def test_list_is_narrowed_by_what_configurations_are(world: World) -> None:
    whole = make_configured(world)
    complete = write_configuration(
        review=world.review,
        by=world.bob,
        elements={"context": ["Open platform"], "resource": ["Reach"], "outcome": ["Reading"]},
    )

    def shown(**asked: str) -> list[int]:
        page = world.client(world.omar).get(world.url("configurations/"), asked)
        numbers = [row.configuration.number for row in page.context["rows"]]
        assert page.context["page"].paginator.count == len(numbers)
        return numbers

    assert shown() == [1, 2]
    assert shown(completeness="complete") == [complete.number]
    assert shown(completeness="partial") == [whole.number]
    assert shown(document="1") == [whole.number] and shown(document="2") == []
    assert shown(stance="supports") == [whole.number] and shown(stance="refutes") == []
    assert shown(quoted="no") == [complete.number] and shown(quoted="yes") == [whole.number]
    assert shown(q="open READING") == [complete.number]
    assert shown(explanation="none") == [1, 2]


def test_complete_in_the_list_is_complete_on_the_page(world: World) -> None:
    for template in ("CMO", "ICMO", "SCMO", "ICAMO"):
        world.review.template = template
        world.review.save()
        for bits in range(1, 2**6):
            names = ("intervention", "strategy", "context", "actor", "response", "outcome")
            roles = [name for at, name in enumerate(names) if bits >> at & 1]
            write_configuration(review=world.review, by=world.bob, elements={role: ["x"] for role in roles})
        complete = set(configurations(world.review, {"completeness": "complete"}))
        for each in world.review.configurations.prefetch_related("elements"):
            parts = [Part(element.role, element.text) for element in each.elements.all()]
            assert (each in complete) == (label(template, parts) == "complete")
        Configuration.objects.all().delete()


def test_lists_ask_the_database_as_often_for_twenty_as_for_one(world: World) -> None:
    client = world.client(world.omar)
    urls = [world.url(path) for path in ("configurations/", "documents/", "documents/passages/", "configurations/1/")]

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            counts.append(len(seen))
        return counts

    first = make_configured(world)
    one = queries()
    for number in range(19):
        text = make_text(world, document=make_document(world, f"Illustrative record {number}"))
        mark(text, CONTEXT, "context", world.bob)
        mark(text, OUTCOME, "outcome", world.bob)
        make_configuration(document=text.document, by=world.bob)
        attach_words(configuration=first, text=text, words=words_of(text, AGAINST), stance="refutes", by=world.bob)
    assert Evidence.objects.count() == 4 + 19 * 3
    assert queries() == one


def test_empty_pages_say_what_to_do_next(world: World) -> None:
    client = world.client(world.bob)
    for path, says in (("configurations/", "No configurations yet"), ("documents/passages/", "No passages yet")):
        assert says in client.get(world.url(path)).content.decode()
    assert "None is like that" in client.get(world.url("configurations/?q=zebra")).content.decode()
