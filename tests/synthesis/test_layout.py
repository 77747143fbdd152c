"""Nothing in the drawing overlaps, leaves its band or enters another's, at 14 configurations, at 80 and at random."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.graph import Configuration, graph
from synthesis.layout import BOX_WIDTH, TITLE_HEIGHT, Band, Box, Positions, layout, wrapped
from tests.synthesis.theories import CONFIGURATIONS, fourteen, many


def sides(box: Box) -> Band:
    return {
        "left": box["x"] - box["w"] / 2,
        "right": box["x"] + box["w"] / 2,
        "bottom": box["y"] - box["h"] / 2,
        "top": box["y"] + box["h"] / 2,
    }


def overlap(one: Band, other: Band) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    upward = min(one["top"], other["top"]) - max(one["bottom"], other["bottom"])
    return across > 0.1 and upward > 0.1


def within(inner: Band, outer: Band) -> bool:
    return (
        inner["left"] >= outer["left"] - 0.1
        and inner["right"] <= outer["right"] + 0.1
        and inner["bottom"] >= outer["bottom"] - 0.1
        and inner["top"] <= outer["top"] + 0.1
    )


def check(told: list[Configuration]) -> Positions:
    made = graph(told)
    drawn = layout(made)
    assert json.dumps(drawn) == json.dumps(layout(made))
    page: Band = {"left": 0, "bottom": 0, "right": drawn["width"], "top": drawn["height"]}
    boxes = {node: sides(box) for node, box in drawn["nodes"].items()}
    titled = {key: {**band, "top": band["top"] + TITLE_HEIGHT} for key, band in drawn["bands"].items()}
    assert all(within(box, page) for box in [*boxes.values(), *titled.values()])
    assert not any(overlap(*pair) for pair in combinations(boxes.values(), 2))
    assert not any(overlap(*pair) for pair in combinations(titled.values(), 2))
    for node, data in made.nodes(data=True):
        for key in drawn["bands"]:
            if data["explanations"] == [int(key)]:
                assert within(boxes[node], drawn["bands"][key])
            else:
                assert not overlap(boxes[node], titled[key])
    assert [(each["source"], each["target"]) for each in drawn["edges"]] == list(made.edges)
    assert all(len(each["points"]) % 3 == 1 for each in drawn["edges"])
    return drawn


@pytest.mark.parametrize("told", [fourteen(), many(80)], ids=["14", "80"])
def test_nothing_overlaps(told: list[Configuration]) -> None:
    drawn = check(told)
    assert drawn["bands"]


@settings(max_examples=40)
@given(CONFIGURATIONS)
def test_nothing_overlaps_in_any_theory(told: list[Configuration]) -> None:
    check(told)


@given(st.text())
def test_no_line_is_wider_than_its_box_and_no_short_text_is_cut(text: str) -> None:
    lines = wrapped(text)
    assert 1 <= len(lines) <= 6
    told = "".join("".join(lines).split())
    whole = "".join(text.split())
    assert told == whole or (told.endswith("…") and whole.startswith(told[:-1]))


def test_words_are_wrapped_where_a_reader_would() -> None:
    assert wrapped("C · Long-term funding for engagement posts") == ["C · Long-term funding for", "engagement posts"]
    assert wrapped("x" * 60, BOX_WIDTH)[0].startswith("xxxxxxxxxxxxxxxx")
    assert wrapped("word " * 200)[-1].endswith("…")
