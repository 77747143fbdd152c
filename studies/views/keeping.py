"""Filters that somebody keeps, alone or for the team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import done
from reviews.models import Review
from studies.actions import keeping as actions
from studies.forms.citing import SavedFilterForm
from studies.forms.listing import CitationFilter


@member(Capability.DESCRIBE)
@require_POST
def save_filter(request: HttpRequest, review: Review) -> HttpResponse:
    query = CitationFilter(QueryDict(request.POST.get("query", "")), review=review).lasting
    form = SavedFilterForm({**request.POST.dict(), "query": query})
    url = reverse("citations", args=[review.slug])
    if not form.is_valid():
        messages.error(request, "Narrow the list first, then give the filter a name of at most 80 letters.")
        return done(request, url)
    saved = actions.save_filter(review=review, **form.cleaned_data, by=request.user)
    messages.success(request, f"The filter “{saved}” is kept{', for the whole team' if saved.shared else ''}.")
    return done(request, f"{url}?{saved.query}")


@member(Capability.DESCRIBE)
@require_POST
def remove_filter(request: HttpRequest, review: Review, key: int) -> HttpResponse:
    saved = get_object_or_404(review.saved_filters.select_related("review"), pk=key, owner=request.user)
    name = actions.remove_filter(saved=saved, by=request.user)
    messages.success(request, f"The filter “{name}” is no longer kept.")
    return done(request, f"{reverse('citations', args=[review.slug])}?{saved.query}")
