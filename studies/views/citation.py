"""One citation beside the records that were joined into it, and what people correct in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, LOST_RACE, done, lost_race, page
from reviews.models import Review
from reviews.queries import history as told
from reviews.revisions import Stale
from studies.abstracts import read
from studies.actions.correcting import correct_citation as correct
from studies.forms.citing import BackForm, CorrectionForm
from studies.queries.carrying import kept_back
from studies.queries.citing import compared, records_of, related, words_of_records
from studies.queries.history import history
from studies.queries.listing import labels_of
from studies.queries.reopening import reopenable, standing_reopenings
from studies.queries.retrieval import can_be_missing, said_missing
from studies.queries.standing import whereabouts


@member(Capability.VIEW)
@require_GET
def citation(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    return _citation(request, review, number)


@member(Capability.DESCRIBE)
@require_http_methods(["GET", "POST"])
def correct_citation(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.citations.standing(), number=number)
    form = CorrectionForm(request.POST or None, instance=found, initial={"revision": found.revision})
    context = {"citation": found, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else INVALID
        return page(request, "studies/citation_correct.html", context, status=status)
    told = form.cleaned_data
    try:
        correct(citation=found, revision=told["revision"], words=form.words, reason=told["reason"], by=request.user)
    except Stale as stale:
        return lost_race(request, "studies/citation_correct.html", form, stale.current, context=context)
    messages.success(request, f"Citation {number} is corrected. Its records stay as they were imported.")
    return done(request, found)


@member(Capability.DESCRIBE)
@require_POST
def restore_words(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.citations.standing(), number=number)
    form = BackForm(request.POST)
    if not form.is_valid():
        return _citation(request, review, number, status=INVALID)
    field = form.cleaned_data["field"]
    words, reason = {field: words_of_records(found)[field]}, form.cleaned_data["reason"] or "back to the records"
    try:
        correct(citation=found, revision=form.cleaned_data["revision"], words=words, reason=reason, by=request.user)
    except Stale:
        messages.error(request, "Somebody corrected this citation in the meantime: here is how it stands now.")
        return _citation(request, review, number, status=LOST_RACE)
    messages.success(request, "That field is again what the records say.")
    return done(request, found)


def _citation(request: HttpRequest, review: Review, number: int, status: int = 200) -> HttpResponse:
    found = get_object_or_404(review.citations.as_seen_by(request.user).select_related("into"), number=number)
    records = records_of(found)
    context = {
        "citation": found,
        "sections": read(found.abstract, None),
        "whereabouts": whereabouts(found),
        "absorbed": list(found.absorbed.order_by("number")),
        "records": records,
        "rows": compared(found, records),
        "kept_back": kept_back(review, request.user).filter(citation=found).exists(),
        "related": related(found),
        "labels": labels_of([found.pk])[found.pk],
        "history": history(found, request.user),
        "reopenable": reopenable(found),
        "reopenings": standing_reopenings(found),
        "missing": said_missing(found),
        "can_be_missing": can_be_missing(found),
        "lines": told(review, request.user, found),
        "place": request.GET.urlencode(),
    }
    return page(request, "studies/citation.html", context, status=status)
