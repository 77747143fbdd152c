"""The evidence for stopping: found against screened, the test of recall, the recall that can be claimed."""

from collections.abc import Sequence
from typing import Any

from studies.ranking.progress import Found, Value

Figure = dict[str, Any]
HEIGHT = 300


def found_figure(curve: Sequence[Found]) -> Figure:
    """Inclusions found against citations screened, with the line of a random order."""
    at = [each.screened for each in curve]
    return _figure(
        [
            _line(at, [each.found for each in curve], "found", "--hue-1"),
            _line(at, [round(each.by_chance, 1) for each in curve], "in a random order", "--muted", dash="dot"),
        ],
        "citations screened",
        "inclusions found",
    )


def p_figure(curve: Sequence[Value], target: float) -> Figure:
    """p of the hypothesis that recall is below the target, over the citations screened; 0.05 is marked."""
    at = [each.screened for each in curve]
    limit = _line([0, max(at, default=0)], [0.05, 0.05], "0.05", "--bad", dash="dash")
    shown = _line(at, [each.value for each in curve], f"p that recall is below {target:.0%}", "--hue-1")
    return _figure([shown, limit], "citations screened", "p", [0, 1.05])


def claim_figure(curve: Sequence[Value]) -> Figure:
    """The recall that can be claimed at 95 % confidence, over the citations screened."""
    at = [each.screened for each in curve]
    shown = _line(at, [each.value for each in curve], "recall that can be claimed", "--hue-1")
    return _figure([shown], "citations screened", "recall", [0, 1.05])


def _line(x: Sequence[float], y: Sequence[float], name: str, colour: str, dash: str = "solid") -> dict[str, Any]:
    line = {"color": colour, "dash": dash, "width": 2}
    return {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "name": name, "line": line}


def _figure(data: list[dict[str, Any]], across: str, up: str, limits: list[float] | None = None) -> Figure:
    upwards: dict[str, Any] = {"title": {"text": up}, "rangemode": "tozero"}
    if limits:
        upwards["range"] = limits
    layout = {
        "height": HEIGHT,
        "xaxis": {"title": {"text": across}, "rangemode": "tozero"},
        "yaxis": upwards,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    }
    return {"data": data, "layout": layout}
