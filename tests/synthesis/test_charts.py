"""The figure is one that Plotly accepts, in both colour schemes, and says of every factor what the theory says."""

import json
import re
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from synthesis.charts import DARK, HUES, LIGHT, Figure, coloured, theory_figure
from synthesis.graph import Configuration, graph, node_link
from synthesis.layout import layout
from tests.synthesis.theories import CONFIGURATIONS, EXPLANATIONS, configuration, fourteen, many

FIVE = [{"id": at, "name": f"Illustrative explanation {at}", "hue": hue} for at, hue in enumerate(HUES[:5], 1)]


def drawn(told: list[Configuration], explanations: list[Any] = FIVE) -> Figure:
    made = graph(told)
    statements = {each["id"]: f"If <{each['number']}> & so on" for each in told}
    urls = {node: f"/illustrative/{node}/" for node in made}
    return theory_figure(node_link(made), layout(made), explanations, statements, urls)


def of_mode(figure: Figure, mode: str) -> list[Figure]:
    return [trace for trace in figure["data"] if trace["mode"] == mode]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("told", [[], fourteen(), many(80)], ids=["0", "14", "80"])
def test_plotly_accepts_the_figure(told: list[Configuration], palette: dict[str, str]) -> None:
    figure = coloured(drawn(told), palette)
    go.Figure(figure)
    assert "--" not in json.dumps(figure)


@settings(max_examples=25)
@given(CONFIGURATIONS)
def test_any_theory_is_plain_json_without_shapes_or_annotations(told: list[Configuration]) -> None:
    figure = drawn(told)
    assert json.loads(json.dumps(figure)) == figure
    assert not {"shapes", "annotations"} & set(figure["layout"])
    go.Figure(coloured(figure, LIGHT))


def test_the_number_of_traces_does_not_grow_with_the_theory() -> None:
    assert len(drawn(many(300))["data"]) < 100


def test_every_factor_is_named_hovered_and_clicked() -> None:
    told = fourteen()
    figure = drawn(told, EXPLANATIONS)
    made = graph(told)
    words = {text.replace("<br>", " ") for text in of_mode(figure, "text")[-1]["text"]}
    assert words == {f"{data['letter']} · {data['text']}" for _, data in made.nodes(data=True)}
    (targets,) = of_mode(figure, "markers")
    assert {each["node"]: each["url"] for each in targets["customdata"]} == {
        node: f"/illustrative/{node}/" for node in made
    }
    for each, hover in zip(targets["customdata"], targets["hovertext"], strict=True):
        data = made.nodes[each["node"]]
        for number in (identity // 10 for identity in data["configurations"]):
            assert f"If &lt;{number}&gt; &amp; so on" in hover
        assert hover.endswith(
            {0: "no document yet", 1: "1 document"}.get(data["documents"], f"{data['documents']} documents")
        )


def test_words_are_shown_and_never_read_as_markup() -> None:
    figure = drawn([configuration(1, 1, 1, "a <b>bold <i>claim & more", "", "m", "o")])
    labels = " ".join(text for trace in of_mode(figure, "text") for text in trace["text"])
    assert "A &lt;b&gt;bold &lt;i&gt;claim" in labels and "&amp;" in labels
    assert not re.search(r"<(?!br>)", labels)


def test_width_tells_documents_and_dots_tell_that_there_is_none() -> None:
    figure = drawn(
        [
            configuration(1, 1, 9, "a", "", "b", ""),
            configuration(2, 1, 2, "c", "", "d", ""),
            configuration(3, 1, 0, "e", "", "f", ""),
        ]
    )
    lines = [trace["line"] for trace in of_mode(figure, "lines") if trace.get("opacity") == 0.8]
    solid = sorted(line["width"] for line in lines if "dash" not in line)
    assert len(solid) == 2 and solid[0] < solid[1]
    assert [line["width"] for line in lines if "dash" in line] == [min(line["width"] for line in lines)]
    assert [trace["name"] for trace in figure["data"] if trace["showlegend"]] == [
        "Context",
        "Mechanism",
        "Outcome",
        "No document yet",
    ]
    assert "No document yet" not in json.dumps(drawn([configuration(1, 1, 9, "a", "", "b", "")]))


def test_context_mechanism_and_outcome_differ_without_colour() -> None:
    lines = {trace["name"]: trace["line"] for trace in drawn(fourteen())["data"] if trace["showlegend"]}
    assert "dash" not in lines["Context"] and "dash" in lines["Mechanism"]
    assert lines["Outcome"]["width"] > lines["Context"]["width"]


def test_the_palettes_are_those_of_the_stylesheet() -> None:
    tokens = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
    pairs = {
        name: (light, dark) for name, light, dark in re.findall(r"(--[\w-]+): light-dark\((#\w+), (#\w+)\)", tokens)
    }
    pairs["--mechanism"] = pairs["--warn"]
    assert {name: pairs[name] for name in LIGHT} == {name: (LIGHT[name], DARK[name]) for name in LIGHT}
    assert LIGHT.keys() == DARK.keys()
