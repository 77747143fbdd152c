"""Files dropped on a round: shown before anything is stored, refused whole, or loaded."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reviews.jobs import cancel
from reviews.waiting import waiting_for
from studies.loading import carry_out
from studies.models import SearchRound, StagedFile
from tests.make import CitationFile, batch, nbib_file, ris_file, search_round
from tests.world import World


@pytest.fixture
def adam(world: World) -> Client:
    return world.client(world.adam)


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def upload(*files: CitationFile) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(file.name, file.data) for file in files]


def drop(client: Client, world: World, opened: SearchRound, *files: CitationFile) -> object:
    url = world.url(f"search/rounds/{opened.number}/drop/")
    return client.post(url, {"files": upload(*files)}, follow=True)


def nonsense(name: str, data: str) -> CitationFile:
    return CitationFile(name, [], [data])


def media() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def fields_of(opened: SearchRound, **changes: str) -> dict[str, str]:
    form = {}
    for each in opened.staged_files.all():
        form[f"file-{each.pk}-format"] = changes.get("format", each.format)
        form[f"file-{each.pk}-database"] = changes.get("database", each.database)
    return form


def test_what_is_dropped_is_shown_before_anything_is_stored(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    response = drop(adam, world, opened, ris_file(list(range(1, 9))), nbib_file([3]))
    shown = words(response)
    assert "2 files with 9 entries" in shown
    assert "The first 5 of 8" in shown
    assert "Illustrative record 5:" in shown
    assert "Illustrative record 6:" not in shown
    assert not world.review.batches.exists()
    assert not world.review.records.exists()


def test_the_format_is_told_by_content_and_not_by_the_ending(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, nbib_file([3], "pubmed.ris"))
    assert StagedFile.objects.get().format == "nbib"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.ris", b""),
        ("paper.ris", b"%PDF-1.7 ..."),
        ("binary.ris", bytes(range(256)) * 100),
        ("bomb.xml", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'),
        ("zeros.ris", bytes(3 * 2**20)),
    ],
)
def test_nonsense_is_answered_with_a_sentence_and_leaves_nothing(
    world: World, adam: Client, name: str, data: bytes
) -> None:
    opened = search_round(world.review, world.adam)
    before, events = media(), world.review.events.count()
    url = world.url(f"search/rounds/{opened.number}/drop/")
    response = adam.post(url, {"files": SimpleUploadedFile(name, data)})
    assert response.status_code == 422
    assert f"{name} : " in words(response)
    assert not StagedFile.objects.exists()
    assert media() == before
    assert world.review.events.count() == events


def test_of_a_mixed_drop_the_good_wait_and_the_bad_are_named(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    response = drop(adam, world, opened, ris_file([1]), nonsense("letter.txt", "Dear all"))
    assert "1 file with 1 entry" in words(response)
    assert "letter.txt: " in words(response)
    assert StagedFile.objects.count() == 1


def test_nothing_chosen_is_said(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    response = adam.post(world.url(f"search/rounds/{opened.number}/drop/"))
    assert response.status_code == 422
    assert "Choose one or more files" in words(response)


def test_the_same_file_is_answered_with_its_batch(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    held = batch(opened, ris_file([1]), world.adam)
    response = drop(adam, world, opened, ris_file([1]))
    assert "same file as batch 1 : nothing to load" in words(response)
    assert held.get_absolute_url() in response.content.decode()
    assert not StagedFile.objects.exists()


def test_a_preview_learns_that_somebody_loaded_the_file_meanwhile(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1]))
    StagedFile.objects.update(sha256=batch(opened, ris_file([1, 2], "x.ris"), world.alice).sha256)
    preview = world.url(f"search/rounds/{opened.number}/files/")
    assert "The same file as batch 1 : nothing to load." in words(adam.get(preview))
    form = fields_of(opened)
    response = adam.post(world.url(f"search/rounds/{opened.number}/files/load/"), form, follow=True)
    assert "same file as batch 1" in words(response)
    assert world.review.batches.count() == 1
    assert not StagedFile.objects.exists()


def test_who_loads_what_another_has_loaded_is_told(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1]))
    url, form = world.url(f"search/rounds/{opened.number}/files/load/"), fields_of(opened)
    adam.post(url, form)
    response = world.client(world.alice).post(url, form, follow=True)
    assert "Nothing was loaded: somebody else has loaded or discarded these files." in words(response)
    assert world.review.batches.count() == 1


def test_load_all_makes_a_batch_a_file_and_keeps_the_database(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1, 2]), nbib_file([2, 3]))
    url = world.url(f"search/rounds/{opened.number}/files/load/")
    response = adam.post(url, fields_of(opened, database="Embase"), follow=True)
    assert response.status_code == 200
    batches = list(world.review.batches.all())
    assert [(each.number, each.database, each.state) for each in batches] == [
        (1, "Embase", "loading"),
        (2, "Embase", "loading"),
    ]
    for each in batches:
        carry_out(each)
    assert world.review.records.count() == 4
    assert world.review.citations.count() == 3


def test_a_format_overruled_is_read_and_shown_again_before_loading(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1, 2]))
    url = world.url(f"search/rounds/{opened.number}/files/load/")
    response = adam.post(url, fields_of(opened, format="nbib"), follow=True)
    assert not world.review.batches.exists()
    staged = StagedFile.objects.get()
    assert staged.format == "nbib"
    assert "nothing loaded yet" in words(response)


def test_a_wrong_answer_in_the_preview_keeps_what_was_typed(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, nbib_file([1]))
    for act in ("read", "load"):
        url = world.url(f"search/rounds/{opened.number}/files/{act}/")
        response = adam.post(url, fields_of(opened, format="ris", database="Embase " * 30))
        assert response.status_code == 422
        assert '<option value="ris" selected>' in response.content.decode()
        assert "Embase Embase" in response.content.decode()
    assert StagedFile.objects.get().format == "nbib"
    assert not world.review.batches.exists()


def test_the_fragment_of_the_preview_stands_in_its_page(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1]))
    url = world.url(f"search/rounds/{opened.number}/files/")
    fragment = adam.get(url, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="staged-files"')
    assert 'id="staged-files"' in adam.get(url).content.decode()


def test_discarding_forgets_the_file(world: World, adam: Client, django_capture_on_commit_callbacks: object) -> None:
    opened, before = search_round(world.review, world.adam), media()
    drop(adam, world, opened, ris_file([1]), nbib_file([2]))
    first = StagedFile.objects.first()
    url = world.url(f"search/rounds/{opened.number}/files/discard/")
    with django_capture_on_commit_callbacks(execute=True):
        adam.post(url, {"file": str(first.pk)})
    assert [each.file_name for each in StagedFile.objects.all()] == ["illustrative.nbib"]
    with django_capture_on_commit_callbacks(execute=True):
        adam.post(url)
    assert not StagedFile.objects.exists()
    assert media() == before


def test_a_batch_still_loading_shows_how_far_it_is(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1]))
    response = adam.post(world.url(f"search/rounds/{opened.number}/files/load/"), fields_of(opened), follow=True)
    made = world.review.batches.get()
    assert f'id="job-{made.job_id}"' in response.content.decode()
    carry_out(made)
    assert f'id="job-{made.job_id}"' not in adam.get(made.get_absolute_url()).content.decode()


def test_a_batch_that_stopped_offers_to_go_on(world: World, adam: Client) -> None:
    opened = search_round(world.review, world.adam)
    drop(adam, world, opened, ris_file([1]))
    adam.post(world.url(f"search/rounds/{opened.number}/files/load/"), fields_of(opened))
    made = world.review.batches.get()
    cancel(job=made.job, by=world.adam)
    carry_out(made)
    assert "Load the rest" in words(adam.get(made.get_absolute_url()))
    assert [each.count for each in waiting_for(world.adam, [world.review])[world.review.pk]] == [1]
    adam.post(world.url("search/batches/1/resume/"))
    carry_out(world.review.batches.get())
    assert world.review.citations.count() == 1
    assert waiting_for(world.adam, [world.review]) == {}
