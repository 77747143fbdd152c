"""The graph holds every factor once and every arrow that a configuration claims, whatever order it is told in."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from synthesis.graph import Configuration, digest, graph, node_link
from tests.synthesis.theories import CONFIGURATIONS, configuration, fourteen, many


def arrows(configurations: list[Configuration]) -> set[tuple[str, str]]:
    made = graph(configurations)
    text = made.nodes(data="text")
    return {(text[cause], text[effect]) for cause, effect in made.edges}


def test_a_configuration_is_a_chain_of_its_layers() -> None:
    assert arrows([configuration(1, 1, 1, "C one/C two", "R", "M", "O")]) == {
        ("C one", "R"), ("C two", "R"), ("R", "M"), ("M", "O"),
    }  # fmt: skip


def test_missing_layers_are_passed_over() -> None:
    assert arrows([configuration(1, 1, 1, "C", "", "", "O one/O two")]) == {("C", "O one"), ("C", "O two")}
    assert arrows([configuration(1, 1, 1, "", "R", "", "")]) == set()


def test_the_same_words_in_the_same_role_are_one_factor() -> None:
    made = graph(
        [
            configuration(1, 1, 2, "Time is short", "", "Fear", "o"),
            configuration(2, 2, 3, " time  IS short.", "", "Hope", "o"),
        ]
    )
    (shared,) = [data for _, data in made.nodes(data=True) if data["letter"] == "C"]
    assert shared["configurations"] == [10, 20]
    assert shared["explanations"] == [1, 2]
    assert shared["documents"] == len({1, 2} | {2, 3, 4})


def test_an_outcome_that_is_the_context_of_another_is_drawn_once() -> None:
    told = [
        configuration(1, 1, 1, "posts last", "", "trust", "relationships survive"),
        configuration(2, 1, 1, "Relationships survive", "", "safety", "doubts are shared"),
    ]
    assert ("Relationships survive", "Safety") in arrows(told)
    assert ("Trust", "Relationships survive") in arrows(told)


@given(CONFIGURATIONS, st.randoms(use_true_random=False))
def test_the_graph_and_its_digest_do_not_depend_on_the_order_told(
    told: list[Configuration], shuffle: random.Random
) -> None:
    again = shuffle.sample(told, len(told))
    assert node_link(graph(again)) == node_link(graph(told))
    assert digest(graph(again)) == digest(graph(told))


@given(CONFIGURATIONS)
def test_every_part_is_in_the_graph_and_nothing_is_invented(told: list[Configuration]) -> None:
    made = graph(told)
    claimed = {
        part["text"].strip(" .").casefold() for each in told for part in each["elements"] if part["text"].strip()
    }
    assert {data["text"].casefold() for _, data in made.nodes(data=True)} == claimed
    documents = {each["id"]: set(each["documents"]) for each in told}
    for item in (*made.nodes.values(), *made.edges.values()):
        assert item["configurations"]
        assert item["documents"] == len(set().union(*(documents[each] for each in item["configurations"])))
    assert all(cause != effect for cause, effect in made.edges)


def test_the_digest_follows_what_is_drawn_and_not_the_support() -> None:
    before = digest(graph(fourteen()))
    more = fourteen()
    more[0]["documents"] = [1]
    assert digest(graph(more)) == before
    reworded = fourteen()
    reworded[0]["elements"][0]["text"] += " indeed"
    regrouped = fourteen()
    regrouped[0]["explanation"] = 2
    assert len({before, digest(graph(reworded)), digest(graph(regrouped)), digest(graph(fourteen()[1:]))}) == 4


def test_the_graph_is_plain_json() -> None:
    data = node_link(graph(many(20)))
    assert json.loads(json.dumps(data)) == data
