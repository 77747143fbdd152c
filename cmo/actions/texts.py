"""Giving a document its text: pasted, or taken from a file in the background. A text never changes; a better one is
a new version.
"""

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from cmo.blocks import blocks
from cmo.extraction import Extracted, Unreadable
from cmo.extraction.plain import from_plain
from cmo.models import Block, DocumentText
from reviews import jobs
from reviews.models import Job, User
from reviews.trail import record
from studies.actions.retrieval import report_found
from studies.models import Document, DocumentFile

PASTED = "pasted text"
EXTRACT = "extract_text"


@transaction.atomic
def add_text(*, document: Document, by: User, extracted: Extracted, source: DocumentFile | None = None) -> DocumentText:
    """The next version of the document's text; the very same text again is answered with the version that holds it."""
    Document.objects.select_for_update().get(pk=document.pk)
    digest = hashlib.sha256(extracted.text.encode()).hexdigest()
    if held := document.texts.filter(sha256=digest).first():
        return held
    text = DocumentText.objects.create(
        document=document,
        version=(document.texts.aggregate(last=Max("version"))["last"] or 0) + 1,
        text=extracted.text,
        sha256=digest,
        extractor=f"{extracted.extractor} {extracted.version}",
        warnings=list(extracted.warnings),
        source=source,
        added_by=by,
    )
    _cut(text, extracted)
    report_found(citation=document.citation, by=by)
    told = {"version": text.version, "characters": len(text.text), "sha256": digest, "extractor": text.extractor}
    record(review=document.review, by=by, verb="added text to", about=document, after=told)
    return text


@transaction.atomic
def paste_text(*, document: Document, by: User, words: str) -> DocumentText:
    """Raises Unreadable where nothing, or nothing that is text, was pasted."""
    extracted = from_plain(words.encode("utf-8", "replace"), "the pasted text")
    return add_text(document=document, by=by, extracted=replace(extracted, extractor=PASTED))


@transaction.atomic
def take_file(*, document: Document, by: User, name: str, content: IO[bytes]) -> Job:
    """Keep the file aside and queue its reading; nothing of it is in the review until it could be read.

    Raises Unreadable for a file that is empty or too large.
    """
    name = PurePosixPath(name.replace("\\", "/")).name[:255] or "file"
    digest, size = _measured(content)
    if not size:
        raise Unreadable(f"“{name}” is empty.")
    if size > settings.DOCUMENT_FILE_LIMIT:
        raise Unreadable(f"“{name}” is larger than {settings.DOCUMENT_FILE_LIMIT // 2**20} MB.")
    content.seek(0)
    ending = PurePosixPath(name).suffix.lower()[:8]
    path = default_storage.save(f"documents/{document.review_id}/{digest[:16]}{ending}", File(content))
    job = jobs.start(
        review=document.review,
        by=by,
        kind=EXTRACT,
        payload={"document": document.pk, "path": path, "name": name, "sha256": digest},
        key=f"{document.pk}:{digest}",
    )
    if job.payload["path"] != path:
        default_storage.delete(path)
    return job


@transaction.atomic
def add_extracted(
    *, document: Document, by: User, extracted: Extracted, path: str, name: str, sha256: str
) -> DocumentText:
    """The file that was kept aside becomes the document's, with the text that was read from it."""
    source, _ = DocumentFile.objects.get_or_create(
        document=document, sha256=sha256, defaults={"file": path, "file_name": name, "added_by": by}
    )
    return add_text(document=document, by=by, extracted=extracted, source=source)


def _cut(text: DocumentText, extracted: Extracted) -> None:
    Block.objects.bulk_create(
        Block(text=text, order=order, kind=each.kind, page=each.page, start=each.start, end=each.end)
        for order, each in enumerate(blocks(extracted.text, extracted.page_starts), 1)
    )


def _measured(content: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(2**20):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
