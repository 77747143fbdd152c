"""The programme theory as a layered figure: boxes, arrows and a band an explanation, drawn from stored positions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from synthesis.charts.shapes import Figure, Point, closed, curve, folded, head, outline, plain, strokes, trace
from synthesis.layout import FONT_SIZE, TITLE_HEIGHT, Arrow, Band, Box, Positions

# As `data-hue` in the stylesheet: those of the two published drives, then those for a review's own.
HUES = ("rationality", "relationality", "other", "4", "5", "6")

_MARGIN = 14
_LEGEND = 40
# Title and legend stand side by side.
_LEAST_WIDTH = 800
_THINNEST, _PER_DOCUMENT, _THICKEST = 1.3, 0.34, 6.0

# Border and wash by letter; intervention, strategy and actor look like contexts, their letter tells them apart.
_STYLES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "C": ("Context", "context", {"width": 1.6}),
    "M": ("Mechanism", "mechanism", {"width": 1.6, "dash": "6px,4px"}),
    "O": ("Outcome", "outcome", {"width": 3}),
}


class Explanation(TypedDict):
    """An explanation of the review; `hue` is one of HUES."""

    id: int
    name: str
    hue: str


def theory_figure(
    graph: Mapping[str, Any],
    positions: Positions,
    explanations: Sequence[Explanation],
    statements: Mapping[int, str],
    urls: Mapping[str, str],
    title: str = "Programme theory",
) -> Figure:
    """The programme theory, drawn to scale: one unit of `positions` is one pixel, so that words fit their boxes.

    `graph` is the node-link dict of `synthesis.graph`, `positions` those of the same digest; `statements` are keyed by
    a configuration's id and shown on hover; `urls` by node, where a click leads (`customdata.url`). Hue tells the
    explanation, letter and border tell context (solid), mechanism (dashed), outcome (thick); a line's width tells the
    documents behind it, dots tell that none is. The figure has a fixed width and height: let its box scroll.
    """
    nodes = {node["id"]: node for node in graph["nodes"]}
    hue = _hues(explanations)
    traces = [
        *_bands(positions["bands"], explanations, hue),
        *_arrows(graph["edges"], positions, hue),
        *_boxes(nodes, positions["nodes"]),
        *_words(nodes, positions["nodes"]),
        _targets(nodes, positions["nodes"], statements, urls),
        *_legend(any(edge["documents"] == 0 for edge in graph["edges"])),
    ]
    return {"data": traces, "layout": _layout(positions, f"{title} (line width = documents)")}


def _hues(explanations: Sequence[Explanation]) -> Callable[[Sequence[int]], str]:
    """The hue of what belongs to these explanations; what several share, or none has, is muted."""
    own = {each["id"]: f"--hue-{HUES.index(each['hue']) + 1}" for each in explanations}

    def hue(ids: Sequence[int]) -> str:
        return own[ids[0]] if len(ids) == 1 else "--muted"

    return hue


def _bands(
    bands: Mapping[str, Band], explanations: Sequence[Explanation], hue: Callable[[Sequence[int]], str]
) -> Iterator[Figure]:
    for each in explanations:
        if band := bands.get(str(each["id"])):
            shape = closed(band["left"], band["bottom"], band["right"], band["top"])
            colour = hue([each["id"]])
            yield strokes([shape], {"width": 0}, fill="toself", fillcolor=colour, opacity=0.06)
            yield strokes([shape], {"width": 1.2, "dash": "3px,3px", "color": colour})
            yield {
                **trace("text"),
                "x": [band["left"]],
                "y": [band["top"] + TITLE_HEIGHT * 0.45],
                "text": [plain(each["name"])],
                "textposition": "middle right",
                "textfont": {"color": colour, "size": 13, "weight": 600},
            }


def _arrows(
    edges: Sequence[Mapping[str, Any]], positions: Positions, hue: Callable[[Sequence[int]], str]
) -> Iterator[Figure]:
    """One trace for the lines of a hue and a number of documents, one for the heads of a hue."""
    drawn = {(each["source"], each["target"]): each for each in positions["edges"]}
    lines: dict[tuple[str, float, bool], list[list[Point]]] = {}
    heads: dict[str, list[Arrow]] = {}
    most = max((edge["documents"] for edge in edges), default=0)
    for edge in edges:
        arrow = drawn[edge["source"], edge["target"]]
        colour = hue(edge["explanations"])
        style = colour, _width(edge["documents"], most), edge["documents"] == 0
        lines.setdefault(style, []).append([*curve(arrow["points"]), arrow["tip"]])
        heads.setdefault(colour, []).append(arrow)
    for (colour, width, hypothesised), curves in sorted(lines.items()):
        dash = {"dash": "2px,4px"} if hypothesised else {}
        yield strokes(curves, {"color": colour, "width": width, **dash}, opacity=0.8)
    for colour, arrows in sorted(heads.items()):
        yield strokes([head(arrow) for arrow in arrows], {"color": colour, "width": 1}, fill="toself", fillcolor=colour)


def _width(documents: int, most: int) -> float:
    per_document = min(_PER_DOCUMENT, (_THICKEST - _THINNEST) / max(most, 1))
    # In steps too fine to see, which bound the number of traces.
    return round(2.5 * (_THINNEST + per_document * documents)) / 2.5


def _boxes(nodes: Mapping[str, Mapping[str, Any]], boxes: Mapping[str, Box]) -> Iterator[Figure]:
    for letter, (_, token, line) in _STYLES.items():
        shapes = [outline(boxes[key]) for key, node in nodes.items() if _look(node["letter"]) == letter]
        if shapes:
            # Fill and border apart: a filled trace drops the dashes of its line in exported pictures.
            yield strokes(shapes, {"width": 0}, fill="toself", fillcolor=f"--{token}-wash")
            yield strokes(shapes, {"color": f"--{token}", **line})


def _look(letter: str) -> str:
    return letter if letter in _STYLES else "C"


def _words(nodes: Mapping[str, Any], boxes: Mapping[str, Box]) -> Iterator[Figure]:
    told = [boxes[key] for key in nodes]
    yield {
        **trace("text"),
        "x": [box["x"] for box in told],
        "y": [box["y"] for box in told],
        "text": ["<br>".join(plain(line) for line in box["lines"]) for box in told],
        "textposition": "middle center",
        "textfont": {"color": "--text", "size": FONT_SIZE},
    }


def _targets(
    nodes: Mapping[str, Mapping[str, Any]],
    boxes: Mapping[str, Box],
    statements: Mapping[int, str],
    urls: Mapping[str, str],
) -> Figure:
    """Unseen points over each box that answer to hover and click: three, since boxes are wide and points are round."""
    places = [(key, node, place) for key, node in nodes.items() for place in (-1, 0, 1)]
    return {
        **trace("markers"),
        "x": [boxes[key]["x"] + place * (boxes[key]["w"] - boxes[key]["h"]) / 2 for key, _, place in places],
        "y": [boxes[key]["y"] for key, _, _ in places],
        "marker": {"size": [boxes[key]["h"] for key, _, _ in places], "symbol": "square", "opacity": 0},
        "hovertext": [_told(node, statements) for _, node, _ in places],
        "hoverinfo": "text",
        "hoverlabel": {
            "align": "left",
            "bgcolor": "--surface",
            "bordercolor": "--edge",
            "font": {"color": "--text", "size": 12},
        },
        "customdata": [{"node": key, "url": urls.get(key, "")} for key, _, _ in places],
    }


def _told(node: Mapping[str, Any], statements: Mapping[int, str]) -> str:
    count = node["documents"]
    lines = [statements[each] for each in node["configurations"] if statements.get(each)]
    documents = {0: "no document yet", 1: "1 document"}.get(count, f"{count} documents")
    return "<br>".join(plain(line) for text in (*lines, documents) for line in folded(text))


def _legend(hypothesised: bool) -> Iterator[Figure]:
    entries = [(name, {"color": f"--{token}", **line}) for name, token, line in _STYLES.values()]
    if hypothesised:
        entries.append(("No document yet", {"color": "--muted", "width": 1.6, "dash": "2px,4px"}))
    for name, line in entries:
        yield {**trace("lines"), "x": [None], "y": [None], "name": name, "line": line, "showlegend": True}


def _layout(positions: Positions, title: str) -> Figure:
    left, right = -_MARGIN, positions["width"] + _MARGIN
    bottom, top = -_MARGIN, positions["height"] + _MARGIN
    axis = {"visible": False, "fixedrange": False}
    return {
        "width": max(_LEAST_WIDTH, round(right - left)),
        "height": round(top - bottom) + _LEGEND,
        "autosize": False,
        "margin": {"l": 0, "r": 0, "b": 0, "t": _LEGEND},
        "title": {
            "text": plain(title),
            "font": {"size": 15, "color": "--text"},
            "x": 0,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "pad": {"l": _MARGIN, "b": 9},
        },
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
        "xaxis": {**axis, "range": [left, max(right, left + _LEAST_WIDTH)]},
        "yaxis": {**axis, "range": [bottom, top], "scaleanchor": "x"},
        "hovermode": "closest",
        "hoverdistance": 1,
        "dragmode": "pan",
        "showlegend": True,
    }
