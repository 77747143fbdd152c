"""Dropped files before they are loaded: staged once, read anew, discarded; a second click loses nothing."""

import io
from pathlib import Path

import pytest

from studies.actions.importing import import_batch
from studies.actions.staging import AlreadyLoaded, discard_file, restage_file, stage_file
from studies.intake import look
from studies.models import Batch, StagedFile
from studies.models.staging import Gone
from studies.origins import Origin
from tests.make import LIMIT, ris_file, search_round
from tests.studies.test_importing import stage, stored_files
from tests.world import World


def test_the_same_file_staged_twice_waits_once_and_loads_once(world: World) -> None:
    opened = search_round(world.review, world.adam)
    file = ris_file([1])
    intake = look(io.BytesIO(file.data), name=file.name, limit=LIMIT)
    one, two = (stage_file(search_round=opened, file=file.file, intake=intake, by=world.adam) for _ in range(2))
    elsewhere = stage(world, file)
    assert one == two
    import_batch(staged=one, by=world.adam)
    with pytest.raises(AlreadyLoaded):
        import_batch(staged=elsewhere, by=world.adam)


def test_a_discarded_file_leaves_nothing(world: World, django_capture_on_commit_callbacks: object) -> None:
    before = stored_files()
    staged = stage(world, ris_file([1]))
    with django_capture_on_commit_callbacks(execute=True):
        discard_file(staged=staged, by=world.adam)
    assert stored_files() == before
    assert not StagedFile.objects.exists()


def test_pressing_load_twice_leaves_the_batch_its_file(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    staged = stage(world, ris_file([1]))
    late = StagedFile.objects.get(pk=staged.pk)
    intake = look(io.BytesIO(ris_file([1]).data), name="", limit=LIMIT)
    with django_capture_on_commit_callbacks(execute=True):
        made = import_batch(staged=staged, by=world.adam)
        with pytest.raises(AlreadyLoaded):
            import_batch(staged=late, by=world.adam)
        with pytest.raises(Gone):
            discard_file(staged=late, by=world.adam)
        with pytest.raises(Gone):
            restage_file(staged=late, intake=intake, origin=Origin("Embase"), by=world.adam)
    assert not StagedFile.objects.exists()
    assert Path(made.file.path).read_bytes() == ris_file([1]).data


def test_a_file_discarded_meanwhile_is_not_loaded(world: World) -> None:
    staged = stage(world, ris_file([1]))
    late = StagedFile.objects.get(pk=staged.pk)
    discard_file(staged=staged, by=world.adam)
    with pytest.raises(Gone, match=r"\.ris was loaded or discarded in the meantime"):
        import_batch(staged=late, by=world.adam)
    assert not Batch.objects.exists()


def test_a_staged_file_can_be_read_in_another_way(world: World) -> None:
    staged = stage(world, ris_file([1]))
    intake = look(io.BytesIO(ris_file([1, 2]).data), name="", limit=LIMIT)
    again = restage_file(staged=staged, intake=intake, origin=Origin("Embase"), by=world.adam)
    assert (again.entries, again.database) == (2, "Embase")
    assert world.review.events.first().before["entries"] == 1
