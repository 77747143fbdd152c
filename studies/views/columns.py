"""What the columns of a dropped table hold, where nobody can tell it from their headers: said once, and remembered."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done, page
from reviews.models import Review, User
from studies.actions.looking import read_behind
from studies.actions.staging import restage_file
from studies.forms.searching import ColumnsForm
from studies.intake import Unusable
from studies.models import StagedFile
from studies.models.staging import Gone
from studies.origins import Origin
from studies.queries.staging import headers_of, is_large, look_once_more, remembered
from studies.views.preview import preview_url, waiting

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
    alike = [each for each in waiting(staged.round) if headers_of(each) == headers_of(staged) and not each.looking]
    try:
        behind = [_read_so(each, form.mapping, request.user) for each in alike]
    except (Unusable, Gone, FileNotFoundError) as refusal:
        form.add_error(None, str(refusal))
        return _columns(request, staged, form, status=INVALID)
    if len(alike) > 1:
        messages.info(request, f"{len(alike)} files with these columns are read so.")
    if any(behind) or not alike:
        messages.info(request, "Such a large file takes a while: its entries are shown here once it is read.")
        return done(request, preview_url(staged.round))
    fresh = _table(review, number, key)
    here = reverse("staged_columns", args=[review.slug, number, key])
    return done(request, here, fragment=_columns(request, fresh, ColumnsForm(staged=fresh)))


def _read_so(staged: StagedFile, mapping: Mapping[str, str], user: User) -> bool:
    """Whether it is left to the background, as a large table is."""
    if is_large(staged.size):
        read_behind(staged=staged, format=staged.format, mapping=mapping, by=user)
        return True
    intake = look_once_more(staged, format=staged.format, mapping=mapping)
    restage_file(staged=staged, intake=intake, origin=Origin.of(staged), by=user)
    return False


def _table(review: Review, number: int, key: int) -> StagedFile:
    found = get_object_or_404(review.search_rounds, number=number)
    tables = found.staged_files.filter(preview__has_key="columns").exclude(preview__columns=None)
    return get_object_or_404(tables, pk=key)


def _columns(request: HttpRequest, staged: StagedFile, form: ColumnsForm, status: int = 200) -> HttpResponse:
    said = [*remembered(staged.review, [headers_of(staged)]).values()]
    context = {
        "staged": staged,
        "round": staged.round,
        "form": form,
        "said": next((each for each in said if each.mapping == staged.mapping), None),
    }
    return page(request, SCREEN[0], context, fragment=SCREEN[1], status=status)
