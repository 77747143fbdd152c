"""Where the boxes, arrows and bands of the programme theory stand, by Graphviz's `dot` (Gansner et al. 1993).

Computed in a job when the theory changes, and stored: it holds the interpreter while it works. One unit is one pixel,
heights grow upwards as on a chart. Words are wrapped here, by the widths of Inter, so that no font is asked.
"""

from typing import Any, TypedDict

import networkx as nx
import pygraphviz

BOX_WIDTH = 172.0
FONT_SIZE = 11.0
LINE_HEIGHT = 14.5
TITLE_HEIGHT = 26.0
_PADDING = 12.0
_LEAST_HEIGHT = 46.0
_MOST_LINES = 6

# Hundredths of the font size, by measuring Inter at 400; any other character counts as wide as "w".
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;!' ·’|", 28),
    **dict.fromkeys('frt()[]/\\`"“”{}-–', 40),
    **dict.fromkeys("sacehknuvxyz123457JFLE?*^_", 58),
    **dict.fromkeys("bdgopq0689PRSZ#$&", 63),
    **dict.fromkeys("ABCDHKTUVXY+<=>~", 72),
    **dict.fromkeys("GNOQw", 78),
    **dict.fromkeys("mMW%@—…", 95),
}


class Box(TypedDict):
    """A node's box by its centre; `lines` are its wrapped words."""

    x: float
    y: float
    w: float
    h: float
    lines: list[str]


class Arrow(TypedDict):
    """`points`: 3n + 1 control points of cubic Bézier curves; the head points from the last of them to `tip`."""

    source: str
    target: str
    points: list[tuple[float, float]]
    tip: tuple[float, float]


class Band(TypedDict):
    """The box around an explanation's own nodes; its title stands in the TITLE_HEIGHT above `top`."""

    left: float
    bottom: float
    right: float
    top: float


class Positions(TypedDict):
    """All of a drawing, from (0, 0) to (width, height). `bands` is keyed by the explanation's id as a string."""

    width: float
    height: float
    nodes: dict[str, Box]
    edges: list[Arrow]
    bands: dict[str, Band]


def layout(made: nx.DiGraph) -> Positions:
    """Positions for a graph of `synthesis.graph`: cause to effect from left to right, one band an explanation.

    Nodes of several explanations, or of none, stand outside the bands. No two boxes overlap, no box leaves its band,
    and none enters another's. The same graph always gives the same positions; they are plain values, fit for JSON.
    """
    lines = {node: wrapped(f"{data['letter']} · {data['text']}") for node, data in made.nodes(data=True)}
    if not lines:
        return Positions(width=0.0, height=0.0, nodes={}, edges=[], bands={})
    drawn = _graphviz(made, lines)
    drawn.layout("dot")
    _, _, width, height = _numbers(drawn.graph_attr["bb"])
    return Positions(
        width=width,
        height=height,
        nodes={node: _box(drawn.get_node(node), lines[node]) for node in made},
        edges=[_arrow(drawn.get_edge(*edge)) for edge in made.edges],
        bands={key: _band(drawn.get_subgraph(f"cluster_{key}")) for key in _members(made)},
    )


def wrapped(text: str, width: float = BOX_WIDTH - _PADDING) -> list[str]:
    """The text in lines no wider than `width` pixels; long words are cut, and a long text ends with "…"."""
    room = width / FONT_SIZE * 100
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, room):
            longer = f"{lines[-1]} {piece}".strip()
            if _measure(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    if len(lines) <= _MOST_LINES:
        return lines
    last = lines[_MOST_LINES - 1]
    while _measure(f"{last}…") > room:
        last = last[:-1]
    return [*lines[: _MOST_LINES - 1], f"{last.rstrip()}…"]


def _pieces(word: str, room: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and _measure(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _measure(text: str) -> float:
    return sum(_WIDTHS.get(character, 78) for character in text)


def _members(made: nx.DiGraph) -> dict[str, list[str]]:
    """The nodes of each explanation that belong to no other."""
    members: dict[str, list[str]] = {}
    for node, data in made.nodes(data=True):
        if len(data["explanations"]) == 1:
            members.setdefault(str(data["explanations"][0]), []).append(node)
    return members


def _graphviz(made: nx.DiGraph, lines: dict[str, list[str]]) -> pygraphviz.AGraph:
    drawn = pygraphviz.AGraph(directed=True, rankdir="LR", ranksep="0.62", nodesep="0.2", splines="true", pad="0")
    drawn.edge_attr["arrowsize"] = "0.7"
    for node in made:
        height = max(_LEAST_HEIGHT, len(lines[node]) * LINE_HEIGHT + _PADDING)
        drawn.add_node(node, shape="box", fixedsize="true", label="", width=BOX_WIDTH / 72, height=height / 72)
    for source, target in made.edges:
        drawn.add_edge(source, target)
    for key, nodes in _members(made).items():
        # An empty label of one row keeps room for the title.
        drawn.add_subgraph(nodes, name=f"cluster_{key}", margin="13", label=" ", labelloc="t", fontsize="18")
    return drawn


def _box(node: pygraphviz.Node, lines: list[str]) -> Box:
    x, y = _numbers(node.attr["pos"])
    return Box(x=x, y=y, w=float(node.attr["width"]) * 72, h=float(node.attr["height"]) * 72, lines=lines)


def _arrow(edge: pygraphviz.Edge) -> Arrow:
    tip, *points = [_pair(each.removeprefix("e,")) for each in edge.attr["pos"].split()]
    return Arrow(source=str(edge[0]), target=str(edge[1]), points=points, tip=tip)


def _band(cluster: pygraphviz.AGraph) -> Band:
    left, bottom, right, top = _numbers(cluster.graph_attr["bb"])
    return Band(left=left, bottom=bottom, right=right, top=top - TITLE_HEIGHT)


def _pair(text: str) -> tuple[float, float]:
    x, y = _numbers(text)
    return x, y


def _numbers(text: Any) -> list[float]:
    return [float(each) for each in str(text).split(",")]
