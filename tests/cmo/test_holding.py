"""Two citations whose documents hold texts are never joined by a rule: a person says so, and both stay readable."""

import pytest

from cmo.actions.texts import paste_text
from studies.actions.documents import set_priority
from studies.actions.judging import judge, take_back
from studies.models import Document
from tests.make import nbib_file
from tests.studies.duplicated import bridge, load, pairs, standing
from tests.studies.screened import cast
from tests.world import World


def work_on(document: Document, world: World, how: str) -> None:
    if how == "text":
        paste_text(document=document, by=world.bob, words="Talking helps.\n\nListening helps more.")
    else:
        set_priority(document=document, by=world.bob, priority="left", reason="thin", revision=1)


@pytest.mark.parametrize("how", ["text", "priority"])
def test_worked_on_both_sides_is_asked_and_one_side_stays(world: World, how: str) -> None:
    for citation in bridge(world):
        cast(citation, bob="include", dana="include")
    work_on(world.review.documents.get(number=2), world, how)
    work_on(world.review.documents.get(number=1), world, "text")
    load(world, nbib_file([8], "both.nbib"))
    assert len(standing(world)) == 2
    [pair] = pairs(world)
    held = world.review.match_pairs.get(reasons__endswith="but people have worked on the documents of both")
    assert (held.b.number, held.outcome) == (3, "ask")
    judge(pair=pair, verdict="same", by=world.alice)
    assert [document.number for document in world.review.documents.standing()] == [1]
    client = world.client(world.bob)
    for path in ("documents/2/", "documents/2/read/") if how == "text" else ("documents/2/",):
        assert "whose document is read in its place" in client.get(world.url(path)).content.decode()
    take_back(review=world.review, by=world.alice)
    assert world.review.documents.standing().count() == 2


def test_worked_on_one_side_decides_which_stays(world: World) -> None:
    for citation in bridge(world):
        cast(citation, bob="include", dana="include")
    work_on(world.review.documents.get(number=2), world, "text")
    load(world, nbib_file([8], "both.nbib"))
    assert list(standing(world)) == [2]
    assert [document.number for document in world.review.documents.standing()] == [2]
