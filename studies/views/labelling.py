"""Labels put on the chosen citations or on all that match, taken off, and undone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import done
from reviews.models import Review
from studies.actions import labelling as actions
from studies.forms.citing import LabelForm
from studies.forms.listing import CitationFilter
from studies.models import Labelling
from studies.queries.listing import label_named, narrowed


@member(Capability.DESCRIBE)
@require_POST
def label_citations(request: HttpRequest, review: Review) -> HttpResponse:
    form = LabelForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return done(request, _back(request, review))
    deed = _deed(request, review, form)
    if deed is None:
        messages.error(request, f"There is no label “{form.cleaned_data['name']}”.")
    else:
        what = "Took the label off" if deed.off else "Labelled"
        messages.success(request, f"{what} {deed.count:,} citation{'' if deed.count == 1 else 's'}: “{deed.label}”.")
    return done(request, _back(request, review))


@member(Capability.DESCRIBE)
@require_POST
def undo_labelling(request: HttpRequest, review: Review, key: int) -> HttpResponse:
    deed = get_object_or_404(review.labellings, pk=key, by=request.user)
    actions.undo_labelling(labelling=deed, by=request.user)
    messages.success(request, f"“{deed.label}” is as it was before.")
    return done(request, _back(request, review))


def _deed(request: HttpRequest, review: Review, form: LabelForm) -> Labelling | None:
    told = form.cleaned_data
    if told["everything"]:
        wanted = CitationFilter(QueryDict(told["query"]), review=review).wanted
        citations = narrowed(review, request.user, wanted)
    else:
        citations = review.citations.filter(number__in=told["chosen"])
    if not told["off"]:
        return actions.label_citations(review=review, name=told["name"], citations=citations, by=request.user)
    label = label_named(review, told["name"])
    return label and actions.unlabel_citations(review=review, label=label, citations=citations, by=request.user)


def _back(request: HttpRequest, review: Review) -> str:
    """To the page that asked, as it stood there."""
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(review.get_absolute_url())
    return back if here else reverse("citations", args=[review.slug])
