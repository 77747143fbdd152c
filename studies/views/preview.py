"""What was dropped on a round and waits: read and shown, or being read, with how far that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews import jobs
from reviews.access import Capability, member
from reviews.http import STOP_POLLING, done, page, wants_fragment
from reviews.models import Review
from studies.forms.searching import StagedForm
from studies.intake import signature_of
from studies.models import Batch, ColumnMapping, SearchRound, StagedFile
from studies.queries.staging import headers_of, remembered

PREVIEW = ("studies/staged_files.html", "studies/_staged_files.html")
LOOKING, LOOKED = "studies/_looking.html", "studies/_looked.html"


@dataclass
class Shown:
    """A file on the preview: the batch that holds it already, and what was said of its columns before."""

    form: StagedForm
    held: Batch | None
    said: ColumnMapping | None

    @property
    def kept_verbatim(self) -> list[str]:
        """Headers of a table whose columns are not read as a field."""
        columns = self.form.staged.preview.get("columns") or {"headers": [], "guessed": {}}
        return [header for header in columns["headers"] if header and not columns["guessed"].get(header)]


@member(Capability.LOAD)
@require_GET
def staged_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    return preview(request, get_object_or_404(review.search_rounds, number=number))


@member(Capability.LOAD)
@require_GET
def staged_file(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    """One file while it is read, to htmx: 204 while nothing changed since `seen`, 286 with what was read at the end."""
    found = get_object_or_404(review.search_rounds, number=number)
    if not wants_fragment(request):
        return redirect(preview_url(found))
    staged = waiting(found).filter(pk=key).first()
    if staged is None:  # loaded or discarded by somebody else
        return HttpResponse(status=STOP_POLLING)
    if staged.looking:
        if request.GET.get("seen") == staged.job.stamp:
            return HttpResponse(status=204)
        return page(request, LOOKING, {"round": found, "staged": staged})
    context = _context(found, ())
    context["each"] = next(each for each in context["files"] if each.form.staged.pk == key)
    return page(request, LOOKED, context, status=STOP_POLLING)


@member(Capability.LOAD)
@require_POST
def stop_looking(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    """The file stays as it was read before, or unread, to be read later or discarded."""
    found = get_object_or_404(review.search_rounds, number=number)
    staged = get_object_or_404(waiting(found), pk=key)
    if staged.looking:
        staged.job = jobs.cancel(job=staged.job, by=request.user)
    fragment = page(request, LOOKING, {"round": found, "staged": staged}) if wants_fragment(request) else None
    return done(request, preview_url(found), fragment=fragment)


def waiting(search_round: SearchRound) -> Any:
    return search_round.staged_files.select_related("job", "review")


def preview(
    request: HttpRequest, search_round: SearchRound, answered: Iterable[StagedForm] = (), status: int = 200
) -> HttpResponse:
    """All that waits, as it stands; `answered` are the forms that somebody has filled in and that are not done."""
    return page(request, PREVIEW[0], _context(search_round, answered), fragment=PREVIEW[1], status=status)


def preview_url(search_round: SearchRound) -> str:
    return reverse("staged_files", args=[search_round.review.slug, search_round.number])


def _context(search_round: SearchRound, answered: Iterable[StagedForm]) -> dict[str, Any]:
    given = {form.staged.pk: form for form in answered}
    forms = [given.get(each.pk) or StagedForm(staged=each) for each in waiting(search_round)]
    staged = [form.staged for form in forms]
    held = {each.sha256: each for each in search_round.review.batches.filter(sha256__in=[s.sha256 for s in staged])}
    said = remembered(search_round.review, filter(None, map(headers_of, staged)))
    return {
        "round": search_round,
        "files": [Shown(form, held.get(form.staged.sha256), _said_before(form.staged, said)) for form in forms],
        "ready": [each for each in staged if not each.unread and not each.looking],
        "looking": [each for each in staged if each.looking],
        "entries": sum(each.entries for each in staged if not each.looking),
    }


def _said_before(staged: StagedFile, said: dict[str, ColumnMapping]) -> ColumnMapping | None:
    """What was said of its columns when an earlier file was loaded, if it is read so."""
    found = said.get(signature_of(headers_of(staged)))
    return found if found and found.mapping == staged.mapping else None
