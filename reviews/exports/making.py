"""Long tables as files that take their time: made in the background, and thrown away after some days."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage

from reviews import exports, jobs
from reviews.access import Capability, may
from reviews.jobs.kinds import Progress
from reviews.jobs.runner import forget
from reviews.models import Job
from reviews.models.jobs import EXPORT, JobState

KEPT = timedelta(days=7)
EVERY = 200


def throw_away(job: Job) -> None:
    if path := job.result.get("path"):
        default_storage.delete(path)


@jobs.kind(EXPORT, clear=throw_away, kept=KEPT)
def export_file(job: Job, progress: Progress) -> dict[str, Any]:
    """The file takes the place of the one that was made of the same before."""
    table, ending = exports.get(job.payload["table"]), job.payload["ending"]
    member = job.review.members.present().filter(user=job.created_by).first()
    if not member or not (may(member, Capability.EXPORT) and may(member, table.needs)):
        raise jobs.Refused(f"You may not {table.needs.value}.")
    size, columns, rows = table.narrowed(job.review, job.created_by, job.payload["asked"])
    counted = Counted(rows, size, progress, f"{table.label}, {ending.upper()}")
    with TemporaryFile() as file:
        title = f"{table.label}: {job.review}"
        file.writelines(exports.pieces(ending, title, columns, counted, known=exports.formats(table)))
        bytes_, path = file.tell(), f"exports/{job.pk}.{ending}"
        file.seek(0)
        default_storage.delete(path)  # of an attempt that died
        path = default_storage.save(path, File(file))
    forget(_before(job))
    return {"path": path, "rows": counted.rows, "bytes": bytes_}


class Counted:
    """The rows, telling how far they are while they pass."""

    def __init__(self, rows: Iterable[Any], size: int, progress: Progress, message: str) -> None:
        self._given, self._size, self._progress, self._message = rows, size, progress, message
        self.rows = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._given:
            if self.rows % EVERY == 0:
                self._progress(self.rows, max(self._size, self.rows + 1), self._message)
            self.rows += 1
            yield row
        self._progress(self.rows, self.rows, self._message)


def _before(job: Job) -> list[Job]:
    done = job.review.jobs.files_of(job.created_by).filter(state=JobState.DONE).exclude(pk=job.pk)
    return [each for each in done if each.payload == job.payload and each.result]
