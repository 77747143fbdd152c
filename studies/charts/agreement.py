"""How far two reviewers agree, block by block."""

from collections.abc import Sequence
from typing import Any

from studies.agreement import Block

Figure = dict[str, Any]


def agreement_over_time(blocks: Sequence[Block], urls: Sequence[str]) -> Figure:
    """Kappa with its interval and the share agreed on, a point a block; a block without kappa leaves a gap.

    `urls` say where a click on the block leads. Line and mark tell the two apart where colour does not.
    """
    names = [f"{block.first:,}–{block.last:,}" for block in blocks]
    found = [block.pair.decided for block in blocks]
    customdata = [{"url": url} for url in urls]
    interval = {
        "type": "data",
        "symmetric": False,
        "array": [_apart(each.high, each.kappa) for each in found],
        "arrayminus": [_apart(each.kappa, each.low) for each in found],
        "color": "--hue-1",
        "thickness": 1,
    }
    shared = {"type": "scatter", "mode": "lines+markers", "x": names, "customdata": customdata}
    kappa = {
        **shared,
        "name": "Cohen's kappa, 95 % interval",
        "y": [_rounded(each.kappa) for each in found],
        "error_y": interval,
        "line": {"color": "--hue-1", "width": 2},
        "marker": {"symbol": "circle", "size": 8},
    }
    agreed = {
        **shared,
        "name": "share agreed on",
        "y": [_rounded(each.observed) for each in found],
        "line": {"color": "--hue-2", "width": 2, "dash": "4px,4px"},
        "marker": {"symbol": "diamond-open", "size": 8},
    }
    return {"data": [kappa, agreed], "layout": _layout(min((each.low or 0 for each in found), default=0))}


def _layout(lowest: float) -> Figure:
    return {
        "height": 340,
        "xaxis": {"title": {"text": "citations, in the order in which both had decided"}, "type": "category"},
        "yaxis": {"range": [min(lowest, 0) - 0.05, 1.05], "title": {"text": "agreement"}, "zeroline": True},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hovermode": "closest",
        "margin": {"t": 48, "r": 16, "b": 56, "l": 56},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _apart(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else round(high - low, 4)
