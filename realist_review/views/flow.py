"""The document flow: the figure with its table, and the figure as a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from realist_review.counts import synthesised
from realist_review.diagram import draw, fold, place
from realist_review.flow import Diagram
from realist_review.pictures import png
from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review, User
from studies.queries.flow import flow

MOST = 14  # lines of a box in the figure
PIXELS = 2400
TITLE = "Document flow"
TOLD = "From records by source of origin to explanations, with what was left out and why; the table says the same."


@member(Capability.VIEW)
@require_GET
def document_flow(request: HttpRequest, review: Review) -> HttpResponse:
    diagram = _diagram(review, request.user)
    figure = draw(place(fold(diagram.bands(), MOST)), TITLE, TOLD)
    return page(request, "realist_review/flow.html", {"bands": diagram.bands(), "figure": figure})


@member(Capability.EXPORT)
@require_GET
def flow_svg(request: HttpRequest, review: Review) -> HttpResponse:
    return _file(review, "svg", "image/svg+xml", _drawn(review, request.user).encode())


@member(Capability.EXPORT)
@require_GET
def flow_png(request: HttpRequest, review: Review) -> HttpResponse:
    return _file(review, "png", "image/png", png(_drawn(review, request.user), PIXELS))


def _diagram(review: Review, viewer: User) -> Diagram:
    return Diagram(review, flow(review, viewer), synthesised(review))


def _drawn(review: Review, viewer: User) -> str:
    """Every line of it, however many: a file has no table beside it."""
    return draw(place(_diagram(review, viewer).bands()), f"{TITLE}: {review.title}", TOLD, for_file=True)


def _file(review: Review, ending: str, kind: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{review.slug}-flow.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
