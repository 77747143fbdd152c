"""Configurations as one directed graph of factors: the programme theory that is drawn, exported and compared."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypedDict

import networkx as nx

from cmo.completeness import LETTERS

# From cause to effect. A configuration's arrows join the layers it has, whatever lies between.
LAYERS = ("intervention", "strategy", "context", "actor", "resource", "response", "outcome")


class Element(TypedDict):
    """One part of a configuration; `role` is one of LAYERS."""

    id: int
    role: str
    text: str
    order: int


class Configuration(TypedDict):
    """A configuration as plain values.

    `explanation` is the id of its explanation, None where it has none; `documents` are the ids of the documents whose
    passages speak for it, none where it is only hypothesised.
    """

    id: int
    number: int
    title: str
    explanation: int | None
    elements: Sequence[Element]
    documents: Iterable[int]


def graph(configurations: Iterable[Configuration]) -> nx.DiGraph:
    """The graph of factors, in the order of the configurations' numbers.

    Elements of one letter and the same words (case, white space and a closing full stop aside) are one node; a context
    in the words of an outcome is that outcome, so one configuration's outcome is drawn as another's context. Arrows
    join each part of a layer to each part of the next layer present, and carry what made them.

    Nodes have `letter`, `role`, `text`; nodes and edges have `configurations` and `explanations` (ids, in order) and
    `documents` (how many distinct documents support them). Blank elements are left out.
    """
    ordered = sorted(configurations, key=lambda each: (each["number"], each["id"]))
    outcomes = {_fold(part["text"]) for each in ordered for part in each["elements"] if part["role"] == "outcome"}
    made = nx.DiGraph()
    for configuration in ordered:
        layers = _layers(configuration, outcomes)
        for layer in layers:
            for node, part in layer.items():
                if node not in made:
                    made.add_node(node, letter=node[0], role=part["role"], text=_shown(part["text"]), **_nothing())
                _credit(made.nodes[node], configuration)
        for causes, effects in pairwise(layers):
            for cause, effect in ((a, b) for a in causes for b in effects if a != b):
                if not made.has_edge(cause, effect):
                    made.add_edge(cause, effect, **_nothing())
                _credit(made.edges[cause, effect], configuration)
    _count(made)
    return made


def node_link(made: nx.DiGraph) -> dict[str, Any]:
    """The graph as JSON-able `{"nodes": [{"id", …}], "edges": [{"source", "target", …}], …}`."""
    data: dict[str, Any] = nx.node_link_data(made, edges="edges")
    return data


def digest(made: nx.DiGraph) -> str:
    """A hash of all that a layout depends on: graphs of one digest share stored positions.

    Nodes with their words, arrows, and who shares which explanation count; the number of documents does not.
    """
    drawn = [
        [[node, data["text"], data["explanations"]] for node, data in made.nodes(data=True)],
        [list(edge) for edge in made.edges],
    ]
    return hashlib.sha256(json.dumps(drawn, ensure_ascii=False).encode()).hexdigest()


def _layers(configuration: Configuration, outcomes: set[str]) -> list[dict[str, Element]]:
    """The nodes of each layer that is present, each with the element that it stands for."""
    layers: dict[str, dict[str, Element]] = {role: {} for role in LAYERS}
    for part in sorted(configuration["elements"], key=lambda each: (each["order"], each["id"])):
        words = _fold(part["text"])
        if words:
            layers[part["role"]].setdefault(_node(part["role"], words, outcomes), part)
    return [layer for layer in layers.values() if layer]


def _node(role: str, words: str, outcomes: set[str]) -> str:
    letter = "O" if role == "context" and words in outcomes else LETTERS[role]
    return f"{letter}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).removesuffix(".").rstrip()


def _shown(text: str) -> str:
    words = " ".join(text.split()).removesuffix(".")
    return words[:1].upper() + words[1:]


def _nothing() -> dict[str, list[int]]:
    return {"configurations": [], "explanations": [], "documents": []}


def _credit(item: dict[str, Any], configuration: Configuration) -> None:
    if configuration["id"] not in item["configurations"]:
        item["configurations"].append(configuration["id"])
    if configuration["explanation"] not in (None, *item["explanations"]):
        item["explanations"].append(configuration["explanation"])
    item["documents"].extend(configuration["documents"])


def _count(made: nx.DiGraph) -> None:
    for item in (*made.nodes.values(), *made.edges.values()):
        item["documents"] = len(set(item["documents"]))
