"""Dropped files: refused, or looked at and then loaded or discarded. Nothing of them is in the review before."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from reviews.access import Capability, member
from reviews.actions import NotPossible
from reviews.http import INVALID, done
from reviews.models import Review, User
from studies.actions.importing import import_batch
from studies.actions.looking import read_behind, stage_unread
from studies.actions.staging import AlreadyLoaded, describe_file, discard_file, restage_file, stage_file
from studies.forms.searching import StagedForm
from studies.intake import Unusable, glance
from studies.models import Batch, SearchRound, StagedFile
from studies.models.staging import Gone
from studies.queries.staging import is_large, look_as_known, look_once_more
from studies.views.preview import preview, preview_url, waiting
from studies.views.search import search_page


@dataclass
class Dropped:
    """What became of the files of one drop; refused ones by name, with the sentence that says why."""

    staged: list[StagedFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    present: list[tuple[str, Batch]] = field(default_factory=list)


@member(Capability.LOAD)
@require_POST
def drop_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.search_rounds, number=number)
    dropped = _drop(found, request.FILES.getlist("files"), request.user)
    for name, batch in dropped.present:
        _say_present(request, name, batch)
    if not dropped.staged and not dropped.present:
        refused = dropped.refused or [("No file", "Choose one or more files first.")]
        return search_page(request, review, {"refused_round": found.pk, "refused": refused}, status=INVALID)
    for name, sentence in dropped.refused:
        messages.error(request, f"{name}: {sentence}")
    return done(request, preview_url(found) if dropped.staged else reverse("search", args=[review.slug]))


@member(Capability.LOAD)
@require_POST
def reread_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Read the files as the form says: another format, another database."""
    found = get_object_or_404(review.search_rounds, number=number)
    forms, again = _forms(request, found), request.POST.get("again", "")
    read = [_reread(form, request.user, again=str(form.staged.pk) == again) for form in forms]
    if not all(read):
        return preview(request, found, forms, status=INVALID)
    return done(request, preview_url(found), fragment=preview(request, found))


@member(Capability.LOAD)
@require_POST
def load_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Load what the preview shows; what was to be read in another way is shown first."""
    found = get_object_or_404(review.search_rounds, number=number)
    forms = _forms(request, found)
    another = any(form.other_format for form in forms)
    read = [_reread(form, request.user) for form in forms]
    if not all(read):
        return preview(request, found, forms, status=INVALID)
    if another:
        messages.info(request, "Read again, and nothing loaded yet: look at the entries first.")
        return done(request, preview_url(found))
    if not forms:
        messages.info(request, "Nothing was loaded: somebody else has loaded or discarded these files.")
    batches = [batch for form in forms if (batch := _load(request, form.staged))]
    if found.staged_files.exists():
        return done(request, preview_url(found))
    return done(request, batches[0] if len(batches) == 1 else reverse("search", args=[review.slug]))


@member(Capability.LOAD)
@require_POST
def discard_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """One file (`file`), or all of the round."""
    found = get_object_or_404(review.search_rounds, number=number)
    going = found.staged_files.all()
    if (key := request.POST.get("file", "")).isdecimal():
        going = going.filter(pk=key)
    names = [each.file_name for each in going if _discard(each, request.user)]
    messages.info(request, f"Discarded: {', '.join(names) or 'nothing'}.")
    left = found.staged_files.exists()
    return done(request, preview_url(found) if left else reverse("search", args=[review.slug]))


def _drop(search_round: SearchRound, files: list[UploadedFile], user: User) -> Dropped:
    dropped, at_once = Dropped(), 0
    for file in files:
        large = is_large(at_once + file.size)
        at_once += 0 if large else file.size
        try:
            dropped.staged.append(_stage(search_round, file, user, large=large))
        except Unusable as refusal:
            dropped.refused.append((file.name, str(refusal)))
        except AlreadyLoaded as held:
            dropped.present.append((file.name, held.batch))
    return dropped


def _stage(search_round: SearchRound, file: UploadedFile, user: User, *, large: bool) -> StagedFile:
    limit = settings.CITATION_FILE_LIMIT
    if large:
        intake = glance(file.file, name=file.name, limit=limit)
        return stage_unread(search_round=search_round, file=file, intake=intake, by=user)
    intake = look_as_known(search_round.review, file.file, name=file.name, limit=limit)
    return stage_file(search_round=search_round, file=file, intake=intake, by=user)


def _forms(request: HttpRequest, search_round: SearchRound) -> list[StagedForm]:
    """A file that was dropped since the page was fetched, or is being read, has no answers here and waits."""
    staged = [each for each in waiting(search_round) if f"file-{each.pk}-format" in request.POST]
    return [StagedForm(request.POST, staged=each) for each in staged if not each.looking]


def _reread(form: StagedForm, user: User, *, again: bool = False) -> bool:
    """Whether the file can stand as the form has it; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        if form.other_format or again:
            _read_so(form, user)
        elif form.has_changed() and not form.staged.unread:
            form.staged = describe_file(staged=form.staged, origin=form.origin, by=user)
    except Unusable as refusal:
        form.add_error("format", str(refusal))
        return False
    except (FileNotFoundError, Gone):
        form.add_error("format", str(Gone(form.staged)))
        return False
    return True


def _read_so(form: StagedForm, user: User) -> None:
    """At once, or a large file in the background. Where an unread one comes from is told by what is read."""
    staged, format = form.staged, form.cleaned_data["format"]
    if is_large(staged.size):
        if not staged.unread:
            describe_file(staged=staged, origin=form.origin, by=user)
        form.staged = read_behind(staged=staged, format=format, by=user)
        return
    intake = look_once_more(staged, format=format)
    origin = intake.origin if staged.unread else form.origin
    form.staged = restage_file(staged=staged, intake=intake, origin=origin, by=user)


def _load(request: HttpRequest, staged: StagedFile) -> Batch | None:
    try:
        return import_batch(staged=staged, by=request.user)
    except AlreadyLoaded as held:
        _discard(staged, request.user)
        _say_present(request, staged.file_name, held.batch)
    except Gone as gone:
        messages.info(request, str(gone))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return None


def _discard(staged: StagedFile, user: User) -> bool:
    """Whether it was there to be discarded."""
    try:
        discard_file(staged=staged, by=user)
    except Gone:
        return False
    return True


def _say_present(request: HttpRequest, name: str, batch: Batch) -> None:
    sentence = "{} is the same file as <a href='{}'>batch {}</a>: nothing to load."
    messages.info(request, format_html(sentence, name, batch.get_absolute_url(), batch.number))
