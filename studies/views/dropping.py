"""Dropped files: refused, or looked at and then loaded or discarded. Nothing of them is in the review before."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.http import INVALID, done, page
from reviews.models import Review, User
from studies.actions.importing import Unmapped, import_batch
from studies.actions.staging import AlreadyLoaded, describe_file, discard_file, restage_file, stage_file
from studies.forms.searching import StagedForm
from studies.intake import Unusable, signature_of
from studies.models import Batch, ColumnMapping, SearchRound, StagedFile
from studies.models.staging import Gone
from studies.queries.staging import headers_of, look_as_known, look_once_more, remembered
from studies.views.search import search_page

PREVIEW = ("studies/staged_files.html", "studies/_staged_files.html")


@dataclass
class Dropped:
    """What became of the files of one drop; refused ones by name, with the sentence that says why."""

    staged: list[StagedFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    present: list[tuple[str, Batch]] = field(default_factory=list)


@dataclass
class Shown:
    """A file on the preview: the batch that holds it already, and what was said of its columns before."""

    form: StagedForm
    held: Batch | None
    said: ColumnMapping | None


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
    return done(request, _preview_url(found) if dropped.staged else reverse("search", args=[review.slug]))


@member(Capability.LOAD)
@require_GET
def staged_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    found = get_object_or_404(review.search_rounds, number=number)
    return _preview(request, found, [StagedForm(staged=each) for each in found.staged_files.all()])


@member(Capability.LOAD)
@require_POST
def reread_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Read the files as the form says: another format, another database."""
    found = get_object_or_404(review.search_rounds, number=number)
    forms = _forms(request, found)
    read = [_reread(form, request.user) for form in forms]
    if not all(read):
        return _preview(request, found, forms, status=INVALID)
    fresh = [StagedForm(staged=form.staged) for form in forms]
    return done(request, _preview_url(found), fragment=_preview(request, found, fresh))


@member(Capability.LOAD)
@require_POST
def load_files(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """Load what the preview shows; what was to be read in another way is shown first."""
    found = get_object_or_404(review.search_rounds, number=number)
    forms = _forms(request, found)
    another = any(form.other_format for form in forms)
    read = [_reread(form, request.user) for form in forms]
    if not all(read):
        return _preview(request, found, forms, status=INVALID)
    if another:
        messages.info(request, "Read again, and nothing loaded yet: look at the entries first.")
        return done(request, _preview_url(found))
    batches = [batch for form in forms if (batch := _load(request, form.staged))]
    if found.staged_files.exists():
        return done(request, _preview_url(found))
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
    return done(request, _preview_url(found) if left else reverse("search", args=[review.slug]))


def _drop(search_round: SearchRound, files: list[UploadedFile], user: User) -> Dropped:
    dropped, review = Dropped(), search_round.review
    for file in files:
        try:
            intake = look_as_known(review, file.file, name=file.name, limit=settings.CITATION_FILE_LIMIT)
            dropped.staged.append(stage_file(search_round=search_round, file=file, intake=intake, by=user))
        except Unusable as refusal:
            dropped.refused.append((file.name, str(refusal)))
        except AlreadyLoaded as held:
            dropped.present.append((file.name, held.batch))
    return dropped


def _forms(request: HttpRequest, search_round: SearchRound) -> list[StagedForm]:
    """A file that was dropped since the page was fetched has no answers here and waits for the next look."""
    staged = search_round.staged_files.all()
    return [StagedForm(request.POST, staged=each) for each in staged if f"file-{each.pk}-format" in request.POST]


def _reread(form: StagedForm, user: User) -> bool:
    """Whether the file can stand as the form has it; if not, the form says why."""
    if not form.is_valid():
        return False
    staged = form.staged
    try:
        if form.other_format:
            form.staged = restage_file(
                staged=staged,
                intake=look_once_more(staged, format=form.cleaned_data["format"]),
                origin=form.origin,
                by=user,
            )
        elif form.has_changed():
            form.staged = describe_file(staged=staged, origin=form.origin, by=user)
    except Unusable as refusal:
        form.add_error("format", str(refusal))
        return False
    except (FileNotFoundError, Gone):
        form.add_error("format", str(Gone(staged)))
        return False
    return True


def _load(request: HttpRequest, staged: StagedFile) -> Batch | None:
    try:
        return import_batch(staged=staged, by=request.user)
    except AlreadyLoaded as held:
        _discard(staged, request.user)
        _say_present(request, staged.file_name, held.batch)
    except Gone as gone:
        messages.info(request, str(gone))
    except Unmapped as refusal:
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


def _preview(
    request: HttpRequest, search_round: SearchRound, forms: list[StagedForm], status: int = 200
) -> HttpResponse:
    staged = [form.staged for form in forms]
    held = {each.sha256: each for each in search_round.review.batches.filter(sha256__in=[s.sha256 for s in staged])}
    said = remembered(search_round.review, filter(None, map(headers_of, staged)))
    context = {
        "round": search_round,
        "files": [Shown(form, held.get(form.staged.sha256), _said_before(form.staged, said)) for form in forms],
        "entries": sum(each.entries for each in staged),
    }
    return page(request, PREVIEW[0], context, fragment=PREVIEW[1], status=status)


def _said_before(staged: StagedFile, said: dict[str, ColumnMapping]) -> ColumnMapping | None:
    """What was said of its columns when an earlier file was loaded, if it is read so."""
    found = said.get(signature_of(headers_of(staged)))
    return found if found and found.mapping == staged.mapping else None


def _preview_url(search_round: SearchRound) -> str:
    return reverse("staged_files", args=[search_round.review.slug, search_round.number])
