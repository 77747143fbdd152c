"""Texts enter by pasting and from files; what cannot be read leaves nothing behind."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import TestCase
from fpdf import FPDF

from cmo.actions.texts import paste_text, take_file
from cmo.extraction import Unreadable
from cmo.jobs import extract_text
from cmo.models import Block, DocumentText
from reviews.jobs import Cancelled, cancel
from reviews.jobs.kinds import Progress
from reviews.jobs.runner import run_job
from reviews.models import Job
from studies.models import Document, DocumentFile
from tests.cmo.coded import WORDS, make_document, make_text
from tests.world import World


@pytest.fixture
def document(world: World, settings: object, tmp_path: Path) -> Document:
    """Its files go to a folder of this test, so that one can see what is left behind."""
    settings.MEDIA_ROOT = tmp_path
    return make_document(world)


def stored_files() -> list[str]:
    folder = Path(default_storage.location)
    return [path.name for path in folder.rglob("*") if path.is_file()]


def give(document: Document, world: World, name: str, data: bytes) -> Job:
    """What the worker makes of a file."""
    job = take_file(document=document, by=world.bob, name=name, content=BytesIO(data))
    run_job.func(job.pk)
    job.refresh_from_db()
    return job


def pdf(*pages: Callable[[FPDF], None]) -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=10)
    for write in pages:
        made.add_page()
        write(made)
    return bytes(made.output())


def two_columns(page: FPDF) -> None:
    for left, word in ((15, "left"), (110, "right")):
        page.set_xy(left, 30)
        for line in range(12):
            page.set_x(left)
            page.cell(85, 6, f"Line {line} of the {word} column tells of brokers.", new_x="LEFT", new_y="NEXT")


def prose(page: FPDF) -> None:
    page.multi_cell(0, 6, "Officials felt safe to disclose uncertainty. " * 5)


def blank(page: FPDF) -> None:
    page.rect(20, 20, 100, 100)


def test_pasted_text_is_canonical_and_in_blocks(world: World) -> None:
    text = make_text(world, "\ufeffRésume\u0301s\r\n\r\nA second paragraph.")
    assert text.text == "Résumés\n\nA second paragraph."
    assert [text.text[each.start : each.end] for each in text.blocks.all()] == ["Résumés", "A second paragraph."]
    assert text.blocks.first().page is None
    assert world.review.events.filter(verb="added text to", actor=world.bob).count() == 1


def test_same_text_again_is_the_same_version(world: World) -> None:
    first = make_text(world)
    assert paste_text(document=first.document, by=world.dana, words=WORDS.replace("\n", "\r\n")) == first
    second = paste_text(document=first.document, by=world.dana, words=WORDS + " More.")
    assert second.version == 2


def test_text_never_changes(world: World) -> None:
    text = make_text(world)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DocumentText.objects.filter(pk=text.pk).update(text="Other words.")


@pytest.mark.parametrize("words", ["", " \n\t ", "\ufeff\n"])
def test_nothing_pasted_is_refused(document: Document, world: World, words: str) -> None:
    with pytest.raises(Unreadable):
        paste_text(document=document, by=world.bob, words=words)
    assert not DocumentText.objects.exists()


def test_two_column_pdf_is_read_column_by_column(document: Document, world: World) -> None:
    job = give(document, world, "columns.pdf", pdf(two_columns))
    assert job.state == "done", job.error
    text = document.texts.get()
    lefts = [text.text.index(f"Line {line} of the left") for line in range(12)]
    rights = [text.text.index(f"Line {line} of the right") for line in range(12)]
    assert lefts + rights == sorted(lefts + rights)
    assert set(text.blocks.values_list("page", flat=True)) == {1}
    assert text.source.file_name == "columns.pdf"
    with text.source.file.open() as kept:
        assert kept.read().startswith(b"%PDF")


def test_page_without_text_is_told(document: Document, world: World) -> None:
    job = give(document, world, "half-scanned.pdf", pdf(prose, blank, prose))
    assert job.result["warnings"] == ["Page 2 has no text: it may be scanned."]
    assert document.texts.get().warnings == job.result["warnings"]
    page = world.client(world.bob).get(document.get_absolute_url()).content.decode()
    assert "Page 2 has no text" in page


def test_plain_text_file(document: Document, world: World) -> None:
    assert give(document, world, "notes.txt", WORDS.encode()).state == "done"
    assert document.texts.get().text == WORDS


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("scan.pdf", pdf(blank), "no text on any page"),
        ("cut.pdf", pdf(prose)[:300], "broken"),
        ("fake.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 50, "broken"),
        ("loop.pdf", b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>", "broken"),
        ("zeros.txt", bytes(200_000), "“zeros.txt”"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(2000), "a picture"),
        ("report.docx", b"PK\x03\x04" + bytes(2000), "Word"),
        ("blank.txt", b" \r\n ", "“blank.txt”"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_file_gets_one_sentence_and_leaves_nothing(
    document: Document, world: World, name: str, data: bytes, says: str
) -> None:
    job = give(document, world, name, data)
    assert job.state == "failed"
    assert says in job.error
    assert "\n" not in job.error
    assert not DocumentText.objects.exists() and not DocumentFile.objects.exists() and not Block.objects.exists()
    assert stored_files() == []
    assert job.error in world.client(world.bob).get(document.get_absolute_url()).content.decode().replace("&#x27;", "'")


def test_stopped_in_the_middle_leaves_nothing(document: Document, world: World) -> None:
    job = take_file(document=document, by=world.bob, name="a.pdf", content=BytesIO(pdf(prose)))
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    with pytest.raises(Cancelled):
        extract_text(job, Progress(job))
    assert stored_files() == []


def test_stopped_before_it_began_leaves_nothing(document: Document, world: World) -> None:
    job = take_file(document=document, by=world.bob, name="a.pdf", content=BytesIO(pdf(prose)))
    cancel(job=job, by=world.bob)
    assert len(stored_files()) == 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, stored_files()) == ("cancelled", [])


def test_begun_again_after_a_crash_stores_once(document: Document, world: World) -> None:
    job = give(document, world, "a.pdf", pdf(prose))
    Job.objects.filter(pk=job.pk).update(state="queued")
    run_job.func(job.pk)
    assert document.texts.count() == document.files.count() == 1
    assert len(stored_files()) == 1


def test_same_file_again_keeps_one_copy(document: Document, world: World) -> None:
    data = pdf(prose)
    give(document, world, "a.pdf", data)
    assert give(document, world, "copy.pdf", data).state == "done"
    assert document.texts.count() == document.files.count() == len(stored_files()) == 1


def test_forms_say_what_is_wrong_and_keep_what_was_typed(document: Document, world: World, settings: object) -> None:
    client, url = world.client(world.bob), f"{document.get_absolute_url()}text/"
    settings.DOCUMENT_FILE_LIMIT = 1000
    cases = [
        ({}, "Paste a text or choose a file."),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "is empty"),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 1001)}, "is larger than"),
        ({"file": SimpleUploadedFile("a.txt", b"x"), "words": "Kept words."}, "Kept words."),
    ]
    for data, says in cases:
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert stored_files() == [] and not Job.objects.exists()


def test_file_is_read_in_the_background(document: Document, world: World) -> None:
    answer = world.client(world.bob).post(
        f"{document.get_absolute_url()}text/", {"file": SimpleUploadedFile("C:\\papers\\a.pdf", pdf(prose))}
    )
    assert answer.status_code == 302
    job = Job.objects.get(kind="extract_text")
    assert job.payload["name"] == "a.pdf"
    assert f"job-{job.pk}" in world.client(world.bob).get(document.get_absolute_url()).content.decode()
    run_job.func(job.pk)
    assert document.texts.count() == 1
