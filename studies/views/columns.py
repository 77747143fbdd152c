"""What the columns of a dropped table hold, where nobody can tell it from their headers: said once, and remembered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done, page
from reviews.models import Review
from studies.actions.staging import restage_file
from studies.forms.searching import ColumnsForm
from studies.intake import Unusable
from studies.models import StagedFile
from studies.models.staging import Gone
from studies.origins import Origin
from studies.queries.staging import headers_of, look_once_more, remembered

SCREEN = ("studies/staged_columns.html", "studies/_staged_columns.html")


@member(Capability.LOAD)
@require_GET
def staged_columns(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    staged = _table(review, number, key)
    return _columns(request, staged, ColumnsForm(staged=staged))


@member(Capability.LOAD)
@require_POST
def read_columns(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    """Read the table as the form says, and with it every other waiting table of the round with the same headers."""
    staged = _table(review, number, key)
    form = ColumnsForm(request.POST, staged=staged)
    if not form.is_valid():
        return _columns(request, staged, form, status=INVALID)
    alike = [each for each in staged.round.staged_files.all() if headers_of(each) == headers_of(staged)]
    try:
        for each in alike:
            intake = look_once_more(each, format=each.format, mapping=form.mapping)
            restage_file(staged=each, intake=intake, origin=Origin.of(each), by=request.user)
    except (Unusable, Gone, FileNotFoundError) as refusal:
        form.add_error(None, str(refusal))
        return _columns(request, staged, form, status=INVALID)
    if len(alike) > 1:
        messages.info(request, f"{len(alike)} files with these columns are read so.")
    fresh = _table(review, number, key)
    here = reverse("staged_columns", args=[review.slug, number, key])
    return done(request, here, fragment=_columns(request, fresh, ColumnsForm(staged=fresh)))


def _table(review: Review, number: int, key: int) -> StagedFile:
    found = get_object_or_404(review.search_rounds, number=number)
    return get_object_or_404(found.staged_files.exclude(preview__columns=None), pk=key)


def _columns(request: HttpRequest, staged: StagedFile, form: ColumnsForm, status: int = 200) -> HttpResponse:
    said = [*remembered(staged.review, [headers_of(staged)]).values()]
    context = {
        "staged": staged,
        "round": staged.round,
        "form": form,
        "said": next((each for each in said if each.mapping == staged.mapping), None),
    }
    return page(request, SCREEN[0], context, fragment=SCREEN[1], status=status)
