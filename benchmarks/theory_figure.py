"""How long the programme theory takes to lay out and draw: `python -m benchmarks.theory_figure`."""

import json
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from synthesis.charts import HUES, theory_figure
from synthesis.graph import graph, node_link
from synthesis.layout import layout
from tests.synthesis.theories import fourteen, many

EXPLANATIONS = [{"id": at, "name": f"Illustrative explanation {at}", "hue": hue} for at, hue in enumerate(HUES[:5], 1)]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The best of three, in milliseconds."""
    runs = []
    for _ in range(3):
        begun = perf_counter()
        result = work()
        runs.append((perf_counter() - begun) * 1000)
    return result, min(runs)


def main() -> None:
    print("configurations  factors  arrows  graph ms  layout ms  figure ms  traces  figure KB")
    for told in (fourteen(), many(80), many(500)):
        made, graph_ms = timed(partial(graph, told))
        positions, layout_ms = timed(partial(layout, made))
        figure, figure_ms = timed(partial(theory_figure, node_link(made), positions, EXPLANATIONS, {}, {}))
        print(
            f"{len(told):14}  {len(made):7}  {made.number_of_edges():6}  {graph_ms:8.1f}  {layout_ms:9.1f}"
            f"  {figure_ms:9.1f}  {len(figure['data']):6}  {len(json.dumps(figure)) // 1024:9}"
        )


if __name__ == "__main__":
    main()
