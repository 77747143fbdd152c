"""Figures as plain dicts, for Plotly in the page; checked with `plotly.graph_objects.Figure` in the tests alone.

Colours are names of custom properties ("--hue-1", "--outcome-wash"): `static/js/figure.js` reads them from the
stylesheet, and again when the colour scheme changes. Where no page is around (a file, a test), `coloured` puts a
palette in their place. Boxes, words and arrowheads are traces, never one annotation or shape a node, which costs 3-12
times more; the number of traces is bounded by the hues and the steps of line width.
"""

from synthesis.charts.palette import DARK, LIGHT, coloured
from synthesis.charts.shapes import Figure
from synthesis.charts.theory import HUES, Explanation, theory_figure

__all__ = ["DARK", "HUES", "LIGHT", "Explanation", "Figure", "coloured", "theory_figure"]
