"""Reading a file in the background: a PDF takes seconds, and its reader is a process of its own."""

from typing import Any

from django.core.files.storage import default_storage

from cmo.actions.texts import EXTRACT, add_extracted
from cmo.extraction import Unreadable, extract
from reviews.jobs import Refused, kind
from reviews.jobs.kinds import Progress
from reviews.models import Job
from studies.models import Document, DocumentFile

STEPS = 3


def throw_away(job: Job) -> None:
    """The file that was kept aside, unless it has become a document's; the very same file may be kept already."""
    if not DocumentFile.objects.filter(file=job.payload["path"]).exists():
        default_storage.delete(job.payload["path"])


@kind(EXTRACT, clear=throw_away)
def extract_text(job: Job, progress: Progress) -> dict[str, Any]:
    """A file that gives no text, or whose reading was stopped, is thrown away again."""
    path, name = job.payload["path"], job.payload["name"]
    document = Document.objects.select_related("review").get(pk=job.payload["document"])
    try:
        progress(1, STEPS, f"Reading “{name}”")
        with default_storage.open(path) as file:
            extracted = extract(file.read(), name)
        progress(2, STEPS, f"Storing the text of “{name}”")
        text = add_extracted(
            document=document,
            by=job.created_by,
            extracted=extracted,
            path=path,
            name=name,
            sha256=job.payload["sha256"],
        )
    except Unreadable as refusal:
        raise Refused(str(refusal)) from None
    finally:
        throw_away(job)
    progress(STEPS, STEPS, f"“{name}” is read")
    return {"version": text.version, "characters": len(text.text), "warnings": text.warnings}
