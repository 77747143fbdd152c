"""The tables of cmo say what its screens say."""

import csv
import io

import pytest

from cmo import explained
from cmo.actions.configurations import remove_configuration, write_configuration
from cmo.actions.evidence import attach_words
from cmo.models import Passage
from cmo.queries.configurations import configurations
from reviews.exports import get, write
from tests.cmo.coded import AGAINST, CONTEXT, OUTCOME, RESPONSE, make_configured, words_of
from tests.world import World


def test_explanations_are_told_by_the_layer_above(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_configured(world)
    monkeypatch.setattr(explained, "_lookups", [lambda review: {made.pk: "Illustrative drive"}])
    other = write_configuration(review=world.review, by=world.bob, elements={"context": ["x"]})
    assert set(configurations(world.review, {"explanation": "Illustrative drive"})) == {made}
    assert set(configurations(world.review, {"explanation": "none"})) == {other}
    assert [row["explanation"] for row in table(world, "configurations")] == ["Illustrative drive", ""]


def table(world: World, name: str) -> list[dict[str, str]]:
    found = get(name)
    data = write("csv", found.label, *found.table(world.review, world.omar))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_exports_say_what_the_screen_says(world: World) -> None:
    made = make_configured(world)
    text = Passage.objects.first().text
    attach_words(configuration=made, text=text, words=words_of(text, RESPONSE), stance="refutes", by=world.dana)
    removed = write_configuration(review=world.review, by=world.bob, elements={"context": ["gone"]})
    remove_configuration(configuration=removed, by=world.bob)
    [row] = table(world, "configurations")
    assert row["context"] == f"{CONTEXT}\n{AGAINST}"
    assert (row["outcome"], row["completeness"], row["documents"]) == (OUTCOME, "partial: C–O", "1")
    assert (row["passages_for"], row["passages_against"]) == ("4", "1")
    listed = world.client(world.omar).get(world.url("configurations/")).context["rows"][0].configuration
    assert (listed.passages_for, listed.passages_against, listed.documents) == (4, 1, 1)
    passages = table(world, "passages")
    assert len(passages) == Passage.objects.standing().count() == 5
    for each in passages:
        assert text.text[int(each["start"]) : int(each["end"])] == each["exact"]
    [cell] = table(world, "evidence_matrix")
    assert (cell["passages"], cell["supports"], cell["refutes"], cell["mainly"]) == ("5", "4", "1", "supports")
    assert [each["passages"] for each in table(world, "documents")] == ["5"]
