"""Tables whose headers are not known: explained once, shown at once, and read so from then on."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from studies.loading import carry_out
from studies.models import ColumnMapping, SearchRound, StagedFile
from tests.make import Work, search_round
from tests.world import World

HEADERS = ("Fundstück", "Wer", "Wann", "Notiz")
ANSWERS = {"column-0": "title", "column-1": "authors", "column-2": "year", "column-3": ""}


def table(*works: int) -> bytes:
    rows = [(Work(each).title, "; ".join(Work(each).authors), str(Work(each).year), "seen") for each in works]
    return "\n".join("\t".join(cells) for cells in (HEADERS, *rows)).encode()


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def adam(world: World) -> Client:
    return world.client(world.adam)


@pytest.fixture
def opened(world: World) -> SearchRound:
    return search_round(world.review, world.adam)


def drop(world: World, adam: Client, opened: SearchRound, *files: bytes) -> str:
    named = [SimpleUploadedFile(f"table-{at}.csv", data) for at, data in enumerate(files, 1)]
    return words(adam.post(world.url(f"search/rounds/{opened.number}/drop/"), {"files": named}, follow=True))


def columns_of(world: World, staged: StagedFile) -> str:
    return world.url(f"search/rounds/{staged.round.number}/files/{staged.pk}/columns/")


def load(world: World, adam: Client, opened: SearchRound) -> object:
    form = {}
    for each in opened.staged_files.all():
        form |= {f"file-{each.pk}-{name}": getattr(each, name) or "" for name in ("format", "database")}
    return adam.post(world.url(f"search/rounds/{opened.number}/files/load/"), form, follow=True)


def test_unknown_headers_are_asked_about_and_not_loaded(world: World, adam: Client, opened: SearchRound) -> None:
    assert "headers are not known here: Fundstück, Wer, Wann, Notiz" in drop(world, adam, opened, table(1, 2))
    assert "say first what its columns hold" in words(load(world, adam, opened))
    assert not world.review.batches.exists()
    page = words(adam.get(columns_of(world, StagedFile.objects.get())))
    assert f"Fundstück {Work(1).title} {Work(2).title}" in page


def test_what_is_said_is_shown_at_once_and_loaded_so(world: World, adam: Client, opened: SearchRound) -> None:
    drop(world, adam, opened, table(1, 2), table(3))
    first = opened.staged_files.first()
    shown = adam.post(f"{columns_of(world, first)}read/", ANSWERS, headers={"HX-Request": "true"})
    assert shown.content.decode().strip().startswith('<div id="staged-columns"')
    assert f"2 {Work(1).title} {'; '.join(Work(1).authors)}"[:60] in words(shown)
    assert [each.entries for each in opened.staged_files.all()] == [2, 1]  # the other table has the same headers
    assert not ColumnMapping.objects.exists()  # what is tried out is remembered when it is loaded
    load(world, adam, opened)
    for made in world.review.batches.all():
        carry_out(made)
    record = world.review.records.get(number=1)
    assert (record.title, record.year, record.unknown) == (Work(1).title, str(Work(1).year), {"Notiz": ["seen"]})
    assert ColumnMapping.objects.get().mapping == dict(zip(HEADERS, ANSWERS.values(), strict=True))


def test_the_next_table_with_these_headers_is_read_so_and_says_so(
    world: World, adam: Client, opened: SearchRound
) -> None:
    drop(world, adam, opened, table(1))
    adam.post(f"{columns_of(world, opened.staged_files.get())}read/", ANSWERS)
    load(world, adam, opened)
    shown = drop(world, adam, opened, table(4, 5))
    assert "read as Adam said for an earlier file" in shown
    assert Work(5).title in shown
    page = words(adam.get(columns_of(world, opened.staged_files.get())))
    assert "Read as Adam said for an earlier file" in page


def test_without_anything_that_tells_a_publication_it_is_asked_again(
    world: World, adam: Client, opened: SearchRound
) -> None:
    drop(world, adam, opened, table(1))
    url = columns_of(world, opened.staged_files.get())
    response = adam.post(f"{url}read/", {**ANSWERS, "column-0": ""})
    assert response.status_code == 422
    assert "Say which column holds the title" in words(response)
    assert '<option value="authors" selected>' in response.content.decode()


def test_a_file_that_is_no_table_has_no_columns(world: World, adam: Client, opened: SearchRound) -> None:
    drop(world, adam, opened, b"TY  - JOUR\nTI  - Illustrative\nER  - ")
    assert adam.get(columns_of(world, opened.staged_files.get())).status_code == 404
