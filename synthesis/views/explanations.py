"""Explanations: the groups, what stands in them and in which order."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cmo.completeness import roles
from reviews.access import Capability, member
from reviews.exports import FORMATS
from reviews.http import INVALID, done, lost_race, page
from reviews.models import Review
from reviews.revisions import Stale
from synthesis.actions.explanations import (
    NameTaken,
    add_explanation,
    begin_explanations,
    bring_back_explanation,
    edit_explanation,
    remove_explanation,
)
from synthesis.actions.placing import move_configuration, place_configuration
from synthesis.forms import EditExplanationForm, ExplanationForm, MoveForm, PlaceForm
from synthesis.models import Explanation
from synthesis.queries import theory_groups
from synthesis.views.figure import figure_context

FORM = "synthesis/explanation_form.html"


@member(Capability.VIEW)
@require_GET
def explanations(request: HttpRequest, review: Review) -> HttpResponse:
    groups = theory_groups(review)
    context = {
        "groups": groups,
        "total": sum(len(group.rows) for group in groups),
        "explanations": [group.explanation for group in groups if group.explanation],
        "roles": roles(review.template),
        "endings": FORMATS,
        "removed": review.explanations.exclude(removed_at=None),
        **figure_context(request, review, groups),
    }
    return page(request, "synthesis/explanations.html", context)


@member(Capability.EXPLAIN)
@require_http_methods(["GET", "POST"])
def explanation_add(request: HttpRequest, review: Review) -> HttpResponse:
    form = ExplanationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_explanation(review=review, by=request.user, **form.cleaned_data)
        except NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, f"“{added}” is ready for configurations.")
            return done(request, added)
    return _form(request, form)


@member(Capability.EXPLAIN)
@require_POST
def explanations_begin(request: HttpRequest, review: Review) -> HttpResponse:
    begin_explanations(review=review, by=request.user)
    return done(request, reverse("explanations", args=[review.slug]))


@member(Capability.EXPLAIN)
@require_http_methods(["GET", "POST"])
def explanation_edit(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    explanation = get_object_or_404(review.explanations.filter(removed_at=None), number=number)
    if request.method == "GET":
        return _form(request, EditExplanationForm(initial=model_to_dict(explanation)), explanation)
    form = EditExplanationForm(request.POST)
    if not form.is_valid():
        return _form(request, form, explanation)
    try:
        edited = edit_explanation(explanation=explanation, by=request.user, **form.cleaned_data)
    except NameTaken as taken:
        form.add_error("name", str(taken))
        return _form(request, form, explanation)
    except Stale as stale:
        return lost_race(request, FORM, form, stale.current, context={"explanation": stale.current})
    messages.success(request, f"“{edited}” saved.")
    return done(request, edited)


@member(Capability.EXPLAIN)
@require_POST
def explanation_remove(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    explanation = get_object_or_404(review.explanations.filter(removed_at=None), number=number)
    remove_explanation(explanation=explanation, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, f"“{explanation}” removed; it can be brought back below.")
    return done(request, reverse("explanations", args=[review.slug]))


@member(Capability.EXPLAIN)
@require_POST
def explanation_bring_back(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    explanation = get_object_or_404(review.explanations.exclude(removed_at=None), number=number)
    try:
        bring_back_explanation(explanation=explanation, by=request.user)
    except NameTaken as taken:
        messages.error(request, str(taken))
    return done(request, reverse("explanations", args=[review.slug]))


@member(Capability.EXPLAIN)
@require_POST
def configuration_place(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    configuration = get_object_or_404(review.configurations.standing(), number=number)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise Http404("No such explanation.")
    wanted = form.cleaned_data["explanation"]
    explanation = get_object_or_404(review.explanations.filter(removed_at=None), number=wanted) if wanted else None
    place_configuration(configuration=configuration, explanation=explanation, by=request.user)
    return redirect(f"{reverse('explanations', args=[review.slug])}#cmoc-{number}")


@member(Capability.EXPLAIN)
@require_POST
def configuration_move(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    placed = review.configurations.standing().exclude(membership=None)
    configuration = get_object_or_404(placed, number=number)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_configuration(configuration=configuration, by=request.user, places=form.cleaned_data["places"])
    return redirect(f"{reverse('explanations', args=[review.slug])}#cmoc-{number}")


def _form(request: HttpRequest, form: ExplanationForm, explanation: Explanation | None = None) -> HttpResponse:
    status = INVALID if form.is_bound else 200
    return page(request, FORM, {"form": form, "explanation": explanation}, status=status)
