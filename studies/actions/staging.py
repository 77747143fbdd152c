"""Files that were dropped and are being looked at: nothing of them is in the review yet."""

from dataclasses import asdict
from typing import Any

from django.core.files import File
from django.db import transaction

from reviews import jobs
from reviews.models import Review, User
from reviews.trail import record
from studies.intake import Intake
from studies.models import Batch, SearchRound, StagedFile
from studies.origins import Origin
from studies.queries.searching import standing_already


class AlreadyLoaded(Exception):
    """The same bytes are in the review: there is nothing to load. `batch` holds them."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(f"The same file is {batch}: nothing to load.")
        self.batch = batch


@transaction.atomic
def stage_file(
    *, search_round: SearchRound, file: File, intake: Intake, by: User, origin: Origin | None = None
) -> StagedFile:
    """Keep the file to be looked at; the same file staged before is the answer. Raises AlreadyLoaded.

    Without an `origin` it is taken to come from where it seems to come.
    """
    SearchRound.objects.select_for_update().get(pk=search_round.pk)  # dropped twice at once, it is staged once
    if held := search_round.review.batches.filter(sha256=intake.sha256).first():
        raise AlreadyLoaded(held)
    if waiting := search_round.staged_files.filter(sha256=intake.sha256).first():
        return waiting
    staged = StagedFile(
        review=search_round.review,
        round=search_round,
        file_name=(file.name or "file").replace("\\", "/").rpartition("/")[2][-255:],
        sha256=intake.sha256,
        staged_by=by,
        **_seen(search_round.review, intake),
        **asdict(origin or intake.origin),
    )
    file.seek(0)
    staged.file.save(staged.file_name, file, save=False)
    try:
        staged.save()
    except BaseException:
        staged.file.delete(save=False)
        raise
    record(review=staged.review, by=by, verb="dropped", about=staged, after=_told(staged))
    return staged


@transaction.atomic
def restage_file(*, staged: StagedFile, intake: Intake, origin: Origin, by: User) -> StagedFile:
    """The same file, read in another way or said to come from another search. Raises Gone."""
    staged = StagedFile.objects.standing(staged)
    unread, before = staged.unread, _told(staged)
    for name, value in {**_seen(staged.review, intake), **asdict(origin)}.items():
        setattr(staged, name, value)
    staged.save()
    if before != _told(staged):
        verb = "read" if unread else "read again"
        record(review=staged.review, by=by, verb=verb, about=staged, before=before, after=_told(staged))
    return staged


@transaction.atomic
def describe_file(*, staged: StagedFile, origin: Origin, by: User) -> StagedFile:
    """Say which search the file comes from; it is not read for that. Raises Gone."""
    staged = StagedFile.objects.standing(staged)
    before = _told(staged)
    for name, value in asdict(origin).items():
        setattr(staged, name, value)
    staged.save()
    if before != _told(staged):
        record(review=staged.review, by=by, verb="described", about=staged, before=before, after=_told(staged))
    return staged


@transaction.atomic
def discard_file(*, staged: StagedFile, by: User) -> str:
    """Forget the file; answers its name. Raises Gone: what became a batch has its stored file from here."""
    staged = StagedFile.objects.standing(staged)
    name, stored = staged.file_name, staged.file
    if staged.looking:
        jobs.cancel(job=staged.job, by=by, reason="the file is discarded")
    record(review=staged.review, by=by, verb="discarded", about=staged)
    staged.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name))
    return name


def _told(staged: StagedFile) -> dict[str, Any]:
    said = {name: str(value or "") for name, value in asdict(Origin.of(staged)).items()}
    mapping = {"mapping": staged.mapping} if staged.mapping else {}
    return {
        "format": staged.format,
        **({} if staged.unread else {"entries": staged.entries}),
        **{name: told for name, told in said.items() if told},
    } | mapping


def _seen(review: Review, intake: Intake) -> dict[str, Any]:
    return {
        "format": intake.format,
        "entries": intake.entries,
        "mapping": dict(intake.mapping),
        "preview": intake.preview and {**intake.preview, "identical": standing_already(review, intake.digests)},
    }
