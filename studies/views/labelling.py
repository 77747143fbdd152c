"""Labels put on the selected citations, taken off, and undone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import back, done
from reviews.models import Review
from studies.actions import labelling as actions
from studies.forms.citing import LabelForm
from studies.forms.selecting import chosen
from studies.models import Labelling
from studies.queries.listing import label_named
from studies.selection import Selection, TooMany
from studies.views.selecting import ticks


@member(Capability.DESCRIBE)
@require_POST
def label_citations(request: HttpRequest, review: Review) -> HttpResponse:
    """The selection as the page that posts this leaves it; it stays as it is, for what comes next."""
    form = LabelForm(request.POST)
    try:
        selection = ticks(request, review)
        if not selection:
            messages.error(request, "Choose the citations first: tick their boxes, or select all that match.")
        elif not form.is_valid():
            messages.error(request, " ".join(form.errors["name"]))
        else:
            _label(request, review, form, selection)
    except TooMany as refusal:
        messages.error(request, str(refusal))
    return done(request, back(request, review, "citations"))


@member(Capability.DESCRIBE)
@require_POST
def undo_labelling(request: HttpRequest, review: Review, key: int) -> HttpResponse:
    deed = get_object_or_404(review.labellings, pk=key, by=request.user)
    actions.undo_labelling(labelling=deed, by=request.user)
    messages.success(request, f"“{deed.label}” is as it was before.")
    return done(request, back(request, review, "citations"))


def _label(request: HttpRequest, review: Review, form: LabelForm, selection: Selection) -> None:
    deed = _deed(request, review, form, selection)
    if deed is None:
        messages.error(request, f"There is no label “{form.cleaned_data['name']}”.")
        return
    what = "Took the label off" if deed.off else "Labelled"
    messages.success(request, f"{what} {deed.count:,} citation{'' if deed.count == 1 else 's'}: “{deed.label}”.")


def _deed(request: HttpRequest, review: Review, form: LabelForm, selection: Selection) -> Labelling | None:
    told = form.cleaned_data
    citations = review.citations.standing().filter(chosen(review, request.user, selection))
    if not told["off"]:
        return actions.label_citations(review=review, name=told["name"], citations=citations, by=request.user)
    label = label_named(review, told["name"])
    return label and actions.unlabel_citations(review=review, label=label, citations=citations, by=request.user)
