"""How far each two reviewers agree, and the citations behind each number of it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from reviews.access import Capability, member
from reviews.http import page
from reviews.models import Review
from studies.agreement import CAUTION, VERDICTS
from studies.charts import agreement_over_time
from studies.forms.agreement import WantedForm
from studies.models import Stage
from studies.queries.agreement import Two, Wanted, agreements, between

PER_PAGE = 50


@member(Capability.VIEW)
@require_GET
def agreement(request: HttpRequest, review: Review) -> HttpResponse:
    """Every pair in a row, and the one that compared most in full."""
    found = agreements(review)
    most = max(found, key=lambda each: len(each.compared), default=None)
    return page(request, "studies/agreement.html", _context(review, found, most))


@member(Capability.VIEW)
@require_GET
def agreement_pair(request: HttpRequest, review: Review, stage: str, first: int, second: int) -> HttpResponse:
    found = agreements(review)
    return page(request, "studies/agreement.html", _context(review, found, _one(found, stage, first, second)))


@member(Capability.VIEW)
@require_GET
def compared_citations(request: HttpRequest, review: Review, stage: str, first: int, second: int) -> HttpResponse:
    """Exactly those that a number counts."""
    two = _one(between(review, stage, first, second), stage, first, second)
    wanted = Wanted(**WantedForm(request.GET).wanted)
    shown = Paginator(wanted.of(two), PER_PAGE).get_page(request.GET.get("page"))
    citations = review.citations.only("review", "number", "title", "authors", "year")
    rows = citations.in_bulk([each.item for each in shown.object_list])
    context = {
        "two": two,
        "wanted": wanted,
        "page": shown,
        "rows": [(rows[each.item], each) for each in shown.object_list],
    }
    return page(request, "studies/agreement_citations.html", context)


def _one(found: list[Two], stage: str, first: int, second: int) -> Two:
    two = next((each for each in found if each.keys == (stage, first, second)), None)
    if two is None:
        raise Http404
    return two


def _context(review: Review, found: list[Two], two: Two | None) -> dict[str, Any]:
    context = {"found": [(each, _list(review, each)) for each in found], "two": two}
    if two is None:
        return context
    listed = _list(review, two)
    cells = [
        (one, [(other, two.pair.count(one, other), f"{listed}?first={one}&second={other}") for other in VERDICTS])
        for one in VERDICTS
    ]
    excluded = [(each, f"{listed}?{urlencode({'reason': each.reason})}") for each in two.reasons.each]
    blocks = [(each, f"{listed}?block={each.number}") for each in two.blocks]
    return context | {
        "listed": listed,
        "caution": CAUTION.format(word=f"“{two.word}”") if two.word else "",
        "verdicts": VERDICTS,
        "cells": cells,
        "excluded": excluded,
        "blocks": blocks,
        "figure": agreement_over_time(two.blocks, [url for _, url in blocks]),
        "stage_label": Stage(two.stage).label,
    }


def _list(review: Review, two: Two) -> str:
    return reverse("compared_citations", args=[review.slug, *two.keys])
