"""Explanations: what stands in them, in which order, and what becomes of them when people differ."""

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cmo.actions.configurations import remove_configuration, write_configuration
from cmo.models import Configuration
from reviews.jobs.runner import run_job
from synthesis.actions.explanations import add_explanation, begin_explanations, remove_explanation
from synthesis.actions.placing import move_configuration, place_configuration
from synthesis.models import Explanation
from synthesis.queries import theory_groups
from tests.world import World


def configuration(world: World, name: str) -> Configuration:
    elements = {
        "context": [f"Illustrative context {name}"],
        "response": [f"{name} responds"],
        "outcome": [f"{name} ends"],
    }
    return write_configuration(review=world.review, by=world.bob, title=f"Configuration {name}", elements=elements)


@pytest.fixture
def pair(world: World) -> list[Explanation]:
    return begin_explanations(review=world.review, by=world.alice)


def place(world: World, explanation: Explanation, *names: str) -> list[Configuration]:
    made = [configuration(world, name) for name in names]
    for each in made:
        place_configuration(configuration=each, explanation=explanation, by=world.bob)
    return made


def standing(world: World) -> list[tuple[str | None, list[str]]]:
    return [
        (group.explanation and group.explanation.name, [row.configuration.title for row in group.rows])
        for group in theory_groups(world.review)
    ]


def test_a_review_begins_with_the_published_pair_once(world: World, pair: list[Explanation]) -> None:
    assert begin_explanations(review=world.review, by=world.alice) == []
    assert [each.get_drive_display() for each in pair] == ["rationality-driven", "relationality-driven"]


def test_configurations_stand_in_the_order_given(world: World, pair: list[Explanation]) -> None:
    first, second, third = place(world, pair[0], "one", "two", "three")
    move_configuration(configuration=third, by=world.bob, places=-2)
    place_configuration(configuration=first, explanation=pair[1], by=world.bob)
    loose = configuration(world, "loose")
    assert standing(world) == [
        (pair[0].name, [third.title, second.title]),
        (pair[1].name, [first.title]),
        (None, [loose.title]),
    ]


def test_moving_beyond_the_end_stays_at_the_end(world: World, pair: list[Explanation]) -> None:
    first, second = place(world, pair[0], "one", "two")
    move_configuration(configuration=first, by=world.bob, places=10)
    assert standing(world)[0][1] == [second.title, first.title]


def test_a_removed_explanation_gives_its_configurations_back(world: World, pair: list[Explanation]) -> None:
    place(world, pair[0], "one")
    client = world.client(world.alice)
    client.post(world.url(f"explanations/{pair[0].number}/remove/"))
    assert standing(world) == [(pair[1].name, []), (None, ["Configuration one"])]
    client.post(world.url(f"explanations/{pair[0].number}/bring-back/"))
    assert standing(world)[0] == (pair[0].name, ["Configuration one"])


def test_a_removed_configuration_counts_nowhere(world: World, pair: list[Explanation]) -> None:
    gone, kept = place(world, pair[0], "gone", "kept")
    remove_configuration(configuration=gone, by=world.bob)
    assert standing(world)[0][1] == [kept.title]


def test_a_taken_name_is_refused_and_what_was_typed_stays(world: World, pair: list[Explanation]) -> None:
    typed = {"name": pair[0].name.upper(), "drive": "other", "definition": "My long definition"}
    answer = world.client(world.alice).post(world.url("explanations/new/"), typed)
    assert answer.status_code == 422
    assert "My long definition" in answer.content.decode()
    assert world.review.explanations.count() == 2


def test_a_name_is_free_again_after_its_explanation_was_removed(world: World, pair: list[Explanation]) -> None:
    remove_explanation(explanation=pair[0], by=world.alice)
    again = add_explanation(review=world.review, by=world.alice, name=pair[0].name, drive="rationality")
    answer = world.client(world.alice).post(world.url(f"explanations/{pair[0].number}/bring-back/"), follow=True)
    assert "another name" in answer.content.decode()
    assert [each.pk for each in world.review.explanations.filter(removed_at=None)] == [pair[1].pk, again.pk]


def test_the_second_of_two_savers_sees_both_texts(world: World, pair: list[Explanation]) -> None:
    url = world.url(f"explanations/{pair[0].number}/edit/")
    form = {"name": pair[0].name, "drive": "rationality", "reason": "Clearer", "revision": pair[0].revision}
    world.client(world.alice).post(url, {**form, "definition": "What Alice wrote"})
    answer = world.client(world.bob).post(url, {**form, "definition": "What Bob wrote"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What Alice wrote" in page
    assert "What Bob wrote" in page
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    world.client(world.bob).post(url, {**form, "definition": "What Bob wrote", "revision": revision})
    pair[0].refresh_from_db()
    assert pair[0].definition == "What Bob wrote"


def test_every_change_leaves_its_event(world: World, pair: list[Explanation]) -> None:
    before = world.review.events.count()
    made = place(world, pair[0], "one")
    move_configuration(configuration=made[0], by=world.bob, places=1)
    told = list(world.review.events.order_by("pk").values_list("verb", flat=True))[before:]
    assert told[1:] == ["placed", "moved"]


def test_while_the_figure_is_drawn_the_page_asks_and_then_comes_anew(world: World, pair: list[Explanation]) -> None:
    place(world, pair[0], "one")
    client, htmx = world.client(world.alice), {"HX-Request": "true"}
    waiting = client.post(world.url("explanations/figure/draw/"), headers=htmx)
    assert "Drawing the figure" in waiting.content.decode()
    assert client.get(world.url("explanations/figure/"), headers=htmx).content.strip() == waiting.content.strip()
    run_job.call(world.review.jobs.get().pk)
    ready = client.get(world.url("explanations/figure/"), headers=htmx)
    assert ready.headers["HX-Redirect"] == world.url("explanations/")


def test_queries_are_as_many_for_twenty_rows_as_for_one(world: World, pair: list[Explanation]) -> None:
    client = world.client(world.alice)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(world.url("explanations/"))
        return len(queries)

    place(world, pair[0], "one")
    client.get(world.url("explanations/"))
    one = cost()
    place(world, pair[1], *map(str, range(20)))
    assert cost() == one


def drawn(page: str) -> dict:
    return json.loads(re.search(r'<script id="programme-theory-data" type="application/json">(.*?)</script>', page)[1])


def words(figure: dict) -> set[str]:
    boxes = next(trace for trace in figure["data"] if trace.get("textposition") == "middle center")
    return {" ".join(text.replace("<br>", " ").split()) for text in boxes["text"]}


def test_the_figure_is_drawn_by_a_job_and_shows_exactly_the_configurations(
    world: World, pair: list[Explanation]
) -> None:
    place(world, pair[0], "one")
    client = world.client(world.alice)
    assert "Draw the figure" in client.get(world.url("explanations/")).content.decode()
    client.post(world.url("explanations/figure/draw/"))
    run_job.call(world.review.jobs.get().pk)
    shown = words(drawn(client.get(world.url("explanations/")).content.decode()))
    assert shown == {"C · Illustrative context one", "M · One responds", "O · One ends"}
    place(world, pair[1], "two")
    assert "Draw the figure" in client.get(world.url("explanations/")).content.decode()


def test_who_may_not_start_the_job_sees_the_figure_all_the_same(world: World, pair: list[Explanation]) -> None:
    place(world, pair[0], "one")
    assert words(drawn(world.client(world.omar).get(world.url("explanations/")).content.decode()))
    assert world.review.theory_layouts.count() == 0


def table(world: World, name: str) -> list[dict[str, str]]:
    answer = world.client(world.omar).get(world.url(f"report/{name}.csv"))
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_cmoc_table_has_the_roles_of_the_template(world: World, pair: list[Explanation]) -> None:
    place(world, pair[0], "one")
    (row,) = table(world, "cmoc_table")
    assert row["explanation"] == pair[0].name
    assert (row["context"], row["resource"], row["outcome"]) == ("Illustrative context one", "", "one ends")
    assert "strategy" not in row
    world.review.template = "SCMO"
    world.review.save()
    assert "strategy" in table(world, "cmoc_table")[0]


def test_the_configurations_table_knows_the_explanation(world: World, pair: list[Explanation]) -> None:
    place(world, pair[1], "one")
    assert table(world, "configurations")[0]["explanation"] == pair[1].name
    assert table(world, "explanations")[1]["configurations"] == "CMOC1"
