"""What was joined and may be taken apart: by rule, cluster by cluster; and works that belong together."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, page
from reviews.models import Review
from studies.actions import judging as actions
from studies.forms.duplicates import ApartForm, TogetherForm
from studies.models import Citation, Record
from studies.queries import clusters as queries
from studies.queries.beside import beside
from studies.queries.judging import rule_words

PER_PAGE = 50
OK = 200


@member(Capability.VIEW)
@require_GET
def joined(request: HttpRequest, review: Review) -> HttpResponse:
    """By rule with counts, the last joined first; the first of the page beside what it was joined to."""
    return _joined(request, review, None)


@member(Capability.VIEW)
@require_GET
def joined_record(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    return _joined(request, review, _record(review, number))


@member(Capability.JUDGE)
@require_POST
def take_apart(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    record, form = _record(review, number), ApartForm(request.POST)
    if not form.is_valid():
        return _joined(request, review, record, {"form": form}, INVALID)
    seen = get_object_or_404(review.citations, number=form.cleaned_data["seen_in"])
    reason = form.cleaned_data["reason"]
    try:
        apart = actions.take_apart(record=record, seen_in=seen, reason=reason, by=request.user)
    except (actions.Settled, actions.StandsAlone) as refusal:
        return _joined(request, review, _record(review, number), {"form": form, "refusal": refusal}, LOST_RACE)
    moved = f"is in citation {apart.number} now, no longer in {seen.number}"
    alone = f"has citation {seen.number} to itself now: the others came with numbers of their own"
    messages.success(request, f"Record {number} {alone if apart == seen else moved}.")
    return done(request, reverse("cluster", args=[review.slug, seen.number]))


@member(Capability.VIEW)
@require_GET
def clusters(request: HttpRequest, review: Review) -> HttpResponse:
    return _clusters(request, review, TogetherForm())


@member(Capability.VIEW)
@require_GET
def cluster(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """One citation with the records in it, and why each is there."""
    found = get_object_or_404(review.citations.select_related("into"), number=number)
    members = queries.members(found)
    told = [(record, rule_words(record.join_rule)) for record in members]
    around = {"apart": queries.kept_apart(found), "waiting": queries.waiting(found)}
    context = {"citation": found, "members": told, "form": TogetherForm(), **around}
    return page(request, "studies/cluster.html", context)


@member(Capability.JUDGE)
@require_POST
def put_together(request: HttpRequest, review: Review) -> HttpResponse:
    form = TogetherForm(request.POST)
    if not form.is_valid():
        return _clusters(request, review, form, status=INVALID)
    one, other = (_citation(review, form, name) for name in ("one", "other"))
    if not (one and other):
        return _clusters(request, review, form, status=INVALID)
    try:
        kept = actions.put_together(one=one, other=other, reason=form.cleaned_data["reason"], by=request.user)
    except actions.Settled as refusal:
        return _clusters(request, review, form, {"refusal": refusal}, LOST_RACE)
    messages.success(request, f"Citations {one.number} and {other.number} are citation {kept.number} now.")
    return done(request, reverse("cluster", args=[review.slug, kept.number]))


@member(Capability.VIEW)
@require_GET
def links(request: HttpRequest, review: Review) -> HttpResponse:
    here = Paginator(queries.links(review), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(pair, rule_words(pair.rule)) for pair in queries.links_shown(here.object_list)]
    return page(request, "studies/links.html", {"page": here, "rows": rows})


def _joined(
    request: HttpRequest, review: Review, record: Record | None, more: dict[str, Any] | None = None, status: int = OK
) -> HttpResponse:
    rules, rule = queries.rules(review), request.GET.get("rule", "")
    here = Paginator(queries.joined(review, rule), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.joined_shown(here.object_list)
    if record is None and rows:
        record = _record(review, rows[0].number)
    other = queries.compared_with(record) if record else None
    context = {
        "rules": rules,
        "rule": rule,
        "total": sum(each.count for each in rules),
        "page": here,
        "rows": rows,
        "record": record,
        "words": rule_words(record.join_rule) if record else "",
        "beside": beside(other, record) if other else None,
        "form": ApartForm(initial={"seen_in": record.citation.number}) if record and record.citation else None,
        **(more or {}),
    }
    return page(request, "studies/joined.html", context, status=status)


def _clusters(
    request: HttpRequest, review: Review, form: TogetherForm, more: dict[str, Any] | None = None, status: int = OK
) -> HttpResponse:
    find = request.GET.get("find", "")
    here = Paginator(queries.clusters(review, find), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.clusters_shown(review, here.object_list)
    context = {"page": here, "rows": rows, "find": find, "form": form, **(more or {})}
    return page(request, "studies/clusters.html", context, status=status)


def _record(review: Review, number: int) -> Record:
    return get_object_or_404(queries.with_sides(review), number=number)


def _citation(review: Review, form: TogetherForm, name: str) -> Citation | None:
    number = form.cleaned_data[name]
    found = review.citations.filter(number=number).first()
    if found is None:
        form.add_error(name, f"There is no citation {number}.")
    return found
