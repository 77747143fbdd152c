"""Lines, shapes and words as Plotly traces: what every figure of the theory is put together from."""

from collections.abc import Sequence
from typing import Any

from synthesis.layout import Arrow, Box

Figure = dict[str, Any]
Point = tuple[float, float]


def trace(mode: str) -> Figure:
    """A scatter trace ("lines", "markers" or "text") that is silent on hover and stays out of the legend."""
    return {"type": "scatter", "mode": mode, "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}


def strokes(shapes: Sequence[Sequence[Point]], line: Figure, **others: Any) -> Figure:
    """One trace of many lines or shapes, parted by gaps."""
    return {
        **trace("lines"),
        "x": _parted([[x for x, _ in shape] for shape in shapes]),
        "y": _parted([[y for _, y in shape] for shape in shapes]),
        "line": {"shape": "linear", **line},
        **others,
    }


def _parted(values: Sequence[Sequence[float]]) -> list[float | None]:
    parted: list[float | None] = []
    for each in values:
        parted.extend([*each, None])
    return parted[:-1]


def outline(box: Box) -> list[Point]:
    """The border of a box."""
    across, upward = box["w"] / 2, box["h"] / 2
    return closed(box["x"] - across, box["y"] - upward, box["x"] + across, box["y"] + upward)


def closed(left: float, bottom: float, right: float, top: float) -> list[Point]:
    """A rectangle that ends where it begins."""
    corners = [(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)]
    return [(round(x, 1), round(y, 1)) for x, y in corners]


def curve(points: Sequence[Sequence[float]], steps: int = 12) -> list[Point]:
    """The cubic Bézier curves through `points` (3n + 1 of them) as a line of short straight pieces."""
    line: list[Point] = [(points[0][0], points[0][1])]
    for at in range(0, len(points) - 1, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            line.append((round(x, 1), round(y, 1)))
    return line


def head(arrow: Arrow) -> list[Point]:
    """A triangle from the end of the line to its tip."""
    (x, y), (tip_x, tip_y) = arrow["points"][-1], arrow["tip"]
    across_x, across_y = -(tip_y - y) / 2, (tip_x - x) / 2
    return [(x + across_x, y + across_y), (tip_x, tip_y), (x - across_x, y - across_y), (x + across_x, y + across_y)]


def plain(text: str) -> str:
    """Words, not markup: Plotly would read tags and entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def folded(text: str, width: int = 70) -> list[str]:
    """The text in lines of at most `width` characters, for a hover label."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
