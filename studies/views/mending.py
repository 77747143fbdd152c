"""Rejected entries of a batch: taken away to be mended, and given back, one in the browser or all in a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Capability, member
from reviews.exports import Column, write
from reviews.http import INVALID, done
from reviews.models import Review
from studies.actions.mending import Mending, NotMendable, mend_entries
from studies.forms.batches import MendedFileForm, MendForm
from studies.mending import Mended, NotMended, taken, written
from studies.models import Batch
from studies.queries.mending import unmended
from studies.views.batch import batch_page, find_batch

LARGEST = 64 * 2**20
TOLD = 5
REJECTED_COLUMNS = [
    Column("line", "where the entry begins in the file", "number"),
    Column("reason", "why it could not be read"),
    Column("raw", "the entry as it stands in the file"),
]


@member(Capability.VIEW)
@require_GET
def rejected_entries(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The entries that cannot be read yet, as a table to be mended and given back."""
    found = find_batch(review, number)
    rows = unmended(found).values_list("line", "reason", "raw")
    body = write("csv", f"Rejected entries of {found}", REJECTED_COLUMNS, rows)
    return _download(body, "text/csv", f"batch-{number}-rejected.csv")


@member(Capability.VIEW)
@require_GET
def rejected_text(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The same for an editor, where entries of many lines are easier to mend."""
    rows = unmended(find_batch(review, number)).values_list("line", "reason", "raw")
    return _download(written(rows).encode(), "text/plain", f"batch-{number}-rejected.txt")


@member(Capability.LOAD)
@require_POST
def mend_entry(request: HttpRequest, review: Review, number: int, key: int) -> HttpResponse:
    """One entry, in the words typed in the browser."""
    found = find_batch(review, number)
    entry = get_object_or_404(unmended(found), pk=key)
    form = MendForm(request.POST)
    if form.is_valid():
        return _mend(request, found, [Mended(entry.line, form.cleaned_data["raw"])], entry.pk)
    return _refused(request, found, ["Type the entry as it should stand."], entry.pk)


@member(Capability.LOAD)
@require_POST
def mend_file(request: HttpRequest, review: Review, number: int) -> HttpResponse:
    """The rejected entries, mended in an editor or a spreadsheet."""
    found = find_batch(review, number)
    form = MendedFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, found, ["Choose the mended file first."])
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        return _refused(request, found, [f"The file is larger than {LARGEST // 2**20} MB: give it in parts."])
    try:
        return _mend(request, found, taken(file.read()))
    except NotMended as refusal:
        return _refused(request, found, [str(refusal)])


def _download(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, f"{kind}; charset=utf-8", headers=headers)


def _mend(request: HttpRequest, found: Batch, entries: list[Mended], key: int | None = None) -> HttpResponse:
    try:
        result = mend_entries(batch=found, entries=entries, by=request.user)
    except NotMendable as refusal:
        return _refused(request, found, [str(refusal)], key)
    if not result.mended:
        return _refused(request, found, _sentences(result), key)
    for sentence in _sentences(result):
        messages.error(request, sentence)
    mended = "1 entry is" if len(result.mended) == 1 else f"{len(result.mended):,} entries are"
    records = "1 record" if result.records == 1 else f"{result.records:,} records"
    messages.success(request, f"{mended} mended: {records} more.")
    return done(request, f"{reverse('batch', args=[found.review.slug, found.number])}?show=rejected")


def _sentences(result: Mending) -> list[str]:
    told = [f"Line {line:,}: {reason}" for line, reason in result.still[:TOLD]]
    rest = len(result.still) - len(told)
    return [*told, f"So do {rest:,} more: they are listed below."] if rest else told


def _refused(request: HttpRequest, found: Batch, sentences: list[str], key: int | None = None) -> HttpResponse:
    """The page with the sentences, and with what was typed in the entry of that key."""
    context = {"refused": sentences, "typed_key": key, "typed": request.POST.get("raw", "")}
    return batch_page(request, found, context, show="rejected", status=INVALID)
