"""From a staged file to records: each entry once, whatever dies in between, and nothing of what is refused."""

import io
from pathlib import Path

import pytest
from django.conf import settings

from reviews.jobs import cancel, kinds
from reviews.jobs.runner import run_job
from reviews.models import Job
from reviews.models.jobs import JobState
from reviews.verification import verify
from studies.actions import importing
from studies.actions.importing import Loaded, import_batch, resume_batch
from studies.actions.staging import AlreadyLoaded, stage_file
from studies.formats import Entry, read
from studies.intake import Unusable, look
from studies.loading import carry_out, take_file
from studies.models import Batch, Record, StagedFile
from tests.make import LIMIT, CitationFile, batch, nbib_file, ris_file, search_round
from tests.world import World


def stage(world: World, file: CitationFile) -> StagedFile:
    intake = look(io.BytesIO(file.data), name=file.name, limit=LIMIT)
    return stage_file(search_round=search_round(world.review, world.adam), file=file.file, intake=intake, by=world.adam)


def stored_files() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def positions(made: Batch) -> list[int]:
    return list(made.records.order_by("position").values_list("position", flat=True))


def broken(count: int) -> CitationFile:
    """`count` good entries, an empty one in the middle, and a last one that the file cuts."""
    file = ris_file(list(range(1, count + 1)))
    file.lines[0:0] = ["TY  - JOUR", "ER  - ", ""]
    file.lines += ["TY  - JOUR", "AU  - Abara, A."]
    return file


def test_every_entry_is_a_record_or_named_with_its_line_and_reason(world: World) -> None:
    made = batch(search_round(world.review, world.adam), broken(3), world.adam)
    assert positions(made) == [1, 2, 3]
    assert made.state == "loaded"
    rejected = list(made.rejected_entries.values_list("line", "reason", "raw"))
    assert [line for line, _, _ in rejected] == [1, broken(3).lines.index("AU  - Abara, A.")]
    assert all(reason and raw for _, reason, raw in rejected)


def test_a_record_keeps_its_own_words_and_place(world: World) -> None:
    file = ris_file([4, 5])
    made = batch(search_round(world.review, world.adam), file, world.adam, database="Embase")
    second = made.records.get(position=2)
    lines = file.data.decode().split("\n")
    assert lines[second.line - 1] == "TY  - JOUR"
    assert second.raw.split() == " ".join(lines[second.line - 1 :]).split()
    assert second.source_id == "illustrative.ris-2"
    assert made.database == "Embase"


def test_one_event_tells_of_a_batch(world: World) -> None:
    made = batch(search_round(world.review, world.adam), broken(3), world.adam)
    event = world.review.events.get(object_type="batch", object_id=made.pk)
    assert (event.verb, event.actor) == ("loaded", world.adam)
    assert (event.after["records"], event.after["rejected"]) == (3, 2)


def test_the_stored_file_changes_hands_and_is_not_copied(world: World) -> None:
    before = stored_files()
    staged = stage(world, ris_file([1]))
    name = staged.file.name
    made = import_batch(staged=staged, by=world.adam)
    assert made.file.name == name
    assert not StagedFile.objects.exists()
    assert len(stored_files() - before) == 1
    with made.file.open("rb") as file:
        assert file.read() == ris_file([1]).data


def test_the_same_file_again_is_answered_with_its_batch(world: World) -> None:
    opened = search_round(world.review, world.adam)
    first = batch(opened, ris_file([1, 2]), world.adam)
    before, events = stored_files(), world.review.events.count()
    with pytest.raises(AlreadyLoaded) as held:
        batch(opened, CitationFile("another name.ris", [], ris_file([1, 2]).lines), world.adam)
    assert held.value.batch == first
    assert (stored_files(), world.review.events.count()) == (before, events)


class Died(BaseException):
    """As final as kill -9: nothing that catches Exception sees it."""


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "CHUNK", 10)


def test_a_death_in_the_middle_of_a_chunk_loses_and_doubles_nothing(
    world: World, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second chunk of three dies after it wrote half of its records; the job is begun again."""
    file = ris_file(list(range(1, 26)))
    taken = take_file(
        search_round=search_round(world.review, world.adam),
        file=file.file,
        intake=look(io.BytesIO(file.data), name=file.name, limit=LIMIT),
        by=world.adam,
    )
    make = Record.of

    def dies(entry: Entry, **place: object) -> Record:
        if place["position"] == 15:
            raise Died
        return make(entry, **place)

    monkeypatch.setattr(Record, "of", dies)
    with pytest.raises(Died):
        run_job.func(taken.job_id)
    assert positions(taken) == list(range(1, 11))
    assert world.review.citations.count() == 0
    monkeypatch.setattr(Record, "of", make)
    Job.objects.filter(pk=taken.job_id).update(state=JobState.QUEUED)  # what the reaper does
    done = carry_out(taken)
    assert positions(done) == list(range(1, 26))
    assert list(done.records.values_list("number", flat=True)) == list(range(1, 26))
    assert world.review.citations.count() == 25
    assert world.review.events.filter(object_type="batch").count() == 1
    assert all(check.ok for check in verify(world.review))


def test_a_second_worker_on_the_same_chunk_adds_nothing(world: World) -> None:
    made = batch(search_round(world.review, world.adam), ris_file([1, 2]), world.adam)
    entries = read(ris_file([1, 2]).data).entries
    importing._store(made, 1, entries)
    assert positions(made) == [1, 2]


def test_a_stopped_batch_counts_nowhere_and_can_be_taken_up_again(
    world: World, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = import_batch(staged=stage(world, ris_file(list(range(1, 26)))), by=world.adam)
    store = importing._store

    def stores_and_is_stopped(*args: object) -> None:
        store(*args)
        cancel(job=taken.job, by=world.adam)

    monkeypatch.setattr(kinds, "BEAT_SECONDS", 0)
    monkeypatch.setattr(importing, "_store", stores_and_is_stopped)
    stopped = carry_out(taken)
    assert (stopped.state, stopped.job.state, positions(stopped)) == ("cancelled", "cancelled", list(range(1, 11)))
    assert world.review.citations.count() == 0
    monkeypatch.setattr(importing, "_store", store)
    done = carry_out(resume_batch(batch=stopped, by=world.alice))
    assert positions(done) == list(range(1, 26))
    assert world.review.citations.count() == 25
    with pytest.raises(Loaded):
        resume_batch(batch=done, by=world.alice)


def test_a_batch_stopped_before_it_began_can_be_taken_up(world: World) -> None:
    taken = import_batch(staged=stage(world, ris_file([1])), by=world.adam)
    cancel(job=taken.job, by=world.adam)
    stopped = carry_out(taken)
    assert positions(stopped) == []
    assert positions(carry_out(resume_batch(batch=stopped, by=world.adam))) == [1]


REFUSED = {
    "empty.ris": b"",
    "blank.ris": b"\n \n\n",
    "picture.ris": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "paper.ris": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "bomb.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    "letter.txt": b"Dear colleague, here is no citation at all.",
    "only-cut.ris": b"TY  - JOUR\nAU  - Abara, A.\nER  -\nTY  - JOUR\nER  - \n"[-20:],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_nonsense_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(Unusable) as refusal:
        look(io.BytesIO(REFUSED[name]), name=name, limit=LIMIT)
    assert 20 < len(str(refusal.value)) < 300


class Zeros(io.RawIOBase):
    """200 MB of zeros that count how much of them is read."""

    size, taken, at = 200 * 2**20, 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset if whence == 0 else self.size + offset
        return self.at

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else self.size, self.size - self.at)
        self.at += size
        self.taken += size
        return bytes(size)


def test_nonsense_is_refused_from_its_first_megabyte() -> None:
    zeros = Zeros()
    with pytest.raises(Unusable):
        look(zeros, name="zeros.ris", limit=LIMIT)
    assert zeros.taken <= 2**20


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    zeros = Zeros()
    with pytest.raises(Unusable, match="larger than 100 MB"):
        look(zeros, name="zeros.ris", limit=100 * 2**20)
    assert zeros.taken == 0


def test_the_trail_and_the_tables_agree_after_loading(world: World) -> None:
    opened = search_round(world.review, world.adam)
    batch(opened, broken(5), world.adam)
    batch(opened, nbib_file([2, 3, 9]), world.adam)
    failed = [check for check in verify(world.review) if not check.ok]
    assert failed == []


def test_verify_notices_what_does_not_add_up(world: World) -> None:
    made = batch(search_round(world.review, world.adam), ris_file([1, 2]), world.adam)
    made.rejected_entries.create(line=1, reason="put here by hand")
    world.review.citations.filter(number=1).update(title="Something else")
    failed = {check.name for check in verify(world.review) if not check.ok}
    assert failed == {
        "records and rejected entries of each loaded batch",
        "citations whose words are not those of the rule",
    }
