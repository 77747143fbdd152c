"""Looking into large files in the background; begun again after a crash, a look simply starts anew."""

from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import transaction

from reviews import jobs
from reviews.jobs.kinds import Progress
from reviews.models import Job, User
from studies.actions.staging import restage_file, stage_file
from studies.intake import MEGABYTE, Intake, Unusable
from studies.models import SearchRound, StagedFile
from studies.models.staging import Gone
from studies.origins import Origin
from studies.queries.staging import look_once_more

KIND = "look_into_file"


@transaction.atomic
def stage_unread(*, search_round: SearchRound, file: File, intake: Intake, by: User) -> StagedFile:
    """Keep a file that was only glanced at, and read it in the background. Raises AlreadyLoaded."""
    staged = stage_file(search_round=search_round, file=file, intake=intake, by=by)
    return read_behind(staged=staged, format=staged.format, by=by) if staged.unread else staged


@transaction.atomic
def read_behind(*, staged: StagedFile, format: str, by: User, mapping: Mapping[str, str] | None = None) -> StagedFile:
    """Queue the job that reads the file so; one that is under way goes on. Raises Gone.

    Until it is done the file stands as it was read before.
    """
    staged = StagedFile.objects.standing(staged)
    payload = {"staged": staged.pk, "format": format, "mapping": mapping and dict(mapping), "unit": "MB"}
    staged.job = jobs.start(review=staged.review, by=by, kind=KIND, payload=payload, key=str(staged.pk))
    staged.save(update_fields=["job"])
    return staged


@jobs.kind(KIND)
def look_into(job: Job, progress: Progress) -> dict[str, Any]:
    """Where the file comes from is told by what is in it, unless somebody has seen it and may have said otherwise."""

    def told(done: int, total: int, message: str) -> None:
        progress(done // MEGABYTE, -(-total // MEGABYTE), message)

    staged = StagedFile.objects.select_related("review").filter(pk=job.payload["staged"]).first()
    if staged is None:
        raise jobs.Cancelled
    told(0, staged.size, "")
    try:
        intake = look_once_more(staged, format=job.payload["format"], mapping=job.payload["mapping"], told=told)
        staged.refresh_from_db()
        origin = intake.origin if staged.unread else Origin.of(staged)
        restage_file(staged=staged, intake=intake, origin=origin, by=job.created_by)
    except Unusable as refusal:
        raise jobs.Refused(str(refusal)) from None
    except (Gone, FileNotFoundError, StagedFile.DoesNotExist):
        raise jobs.Cancelled from None
    return {"entries": intake.entries, "rejected": len(intake.rejected)}
