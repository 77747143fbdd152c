"""The programme-theory figure: from stored positions at once, otherwise drawn by a job while the page waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from networkx import DiGraph

from reviews.access import Capability, may, member
from reviews.http import done, page
from reviews.models import Review
from synthesis.actions.figure import KIND, draw_theory
from synthesis.charts import Figure
from synthesis.charts import theory_figure as figure_of
from synthesis.graph import digest, node_link
from synthesis.graph import graph as build
from synthesis.layout import Positions, layout
from synthesis.queries import Group, plain, theory_groups

FRAGMENT = "synthesis/_theory_figure.html"


@member(Capability.VIEW)
@require_GET
def theory_figure(request: HttpRequest, review: Review) -> HttpResponse:
    """What the page asks while it waits; a figure that is ready comes with the whole page, as its data is a script."""
    context = figure_context(request, review, theory_groups(review))
    if context.get("drawing"):
        return page(request, FRAGMENT, context)
    return done(request, reverse("explanations", args=[review.slug]))


@member(Capability.EXPLAIN)
@require_POST
def theory_draw(request: HttpRequest, review: Review) -> HttpResponse:
    draw_theory(review=review, by=request.user)
    waiting = page(request, FRAGMENT, {"drawing": True})
    return done(request, reverse("explanations", args=[review.slug]), fragment=waiting)


def figure_context(request: HttpRequest, review: Review, groups: list[Group]) -> dict[str, Any]:
    """The figure when its positions are known; else whether they are being computed.

    Someone who may not start the job has the figure laid out on the spot, and nothing is stored.
    """
    configurations = plain(groups)
    if not configurations:
        return {}
    graph = build(configurations)
    stored = review.theory_layouts.filter(digest=digest(graph)).first()
    if stored is None and may(request.member, Capability.EXPLAIN):
        last = review.jobs.filter(kind=KIND).first()
        return {"drawing": last and not last.ended, "failure": last and last.error}
    positions = stored.positions if stored else layout(graph)
    return {"figure": _draw(graph, positions, groups)}


def _draw(graph: DiGraph, positions: Positions, groups: list[Group]) -> Figure:
    """A box leads to the configuration that it belongs to; one of several, to the first of them."""
    rows = {row.configuration.number: row for group in groups for row in group.rows}
    return figure_of(
        node_link(graph),
        positions,
        [
            {"id": group.explanation.number, "name": group.explanation.name, "hue": group.hue}
            for group in groups
            if group.explanation
        ],
        {number: row.statement for number, row in rows.items()},
        {node: rows[data["configurations"][0]].url for node, data in graph.nodes(data=True)},
    )
