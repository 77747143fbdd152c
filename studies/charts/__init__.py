"""Figures of screening as plain dicts, for Plotly in the page; colours are names of custom properties."""

from studies.charts.agreement import agreement_over_time
from studies.charts.stopping import claim_figure, found_figure, p_figure

__all__ = ["agreement_over_time", "claim_figure", "found_figure", "p_figure"]
