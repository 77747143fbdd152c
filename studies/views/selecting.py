"""Ticking citations in the list, page after page, and taking away what is ticked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.http import back, done, page, wants_fragment
from reviews.models import Review
from studies.forms.selecting import TicksForm, chosen, key, with_all
from studies.selection import Selection, TooMany


def selection_of(request: HttpRequest, review: Review) -> Selection:
    return Selection.of(request.session.get(key(review)))


def ticks(request: HttpRequest, review: Review) -> Selection:
    """What is selected now that the page that posted this was ticked so. Raises TooMany."""
    return keep(request, review, TicksForm(request.POST).left(selection_of(request, review)))


def keep(request: HttpRequest, review: Review, selection: Selection) -> Selection:
    if selection:
        request.session[key(review)] = selection.kept()
    else:
        request.session.pop(key(review), None)
    return selection


@member(Capability.EXPORT)
@require_POST
def select_citations(request: HttpRequest, review: Review) -> HttpResponse:
    """`what`: the ticks alone (empty), the whole `page`, `all` that match the filter, or `none`."""
    what = request.POST.get("what", "")
    try:
        selection = Selection() if what == "none" else ticks(request, review)
        if what == "page":
            shown = TicksForm(request.POST)
            shown.is_valid()
            selection = selection.ticked((), shown.cleaned_data["shown"])
        elif what == "all":
            query = request.POST.get("query", "")
            selection = with_all(query, review=review, viewer=request.user, selection=selection)
    except TooMany as refusal:
        messages.error(request, str(refusal))
        return done(request, back(request, review, "citations"))
    keep(request, review, selection)
    if not wants_fragment(request):
        return done(request, back(request, review, "citations"))
    return page(request, "studies/_selected.html", told(request, review, selection))


def told(request: HttpRequest, review: Review, selection: Selection) -> dict[str, object]:
    """What the line below the list says."""
    found = review.citations.standing().filter(chosen(review, request.user, selection)) if selection else ()
    return {"selection": selection, "selected_count": found.count() if selection else 0}
