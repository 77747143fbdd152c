"""Rejected entries come back mended: as records of their own batch, each once, and the numbers add up."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.verification import verify
from studies.actions.mending import NotMendable, mend_entries
from studies.formats import read
from studies.intake import TABLES, columns_in
from studies.loading import carry_out
from studies.mending import Mended, NotMended, reread, taken, written
from studies.models import Batch
from studies.queries.searching import tallies
from tests.make import CitationFile, Work, batch, ris_file, search_round
from tests.world import World

GOOD = f"TY  - JOUR\nTI  - {Work(7).title}\nER  - "


@pytest.fixture
def made(world: World) -> Batch:
    """Three good entries and two empty ones, the first of them on line 1."""
    file = ris_file([1, 2, 3])
    file.lines[0:0] = ["TY  - JOUR", "ER  - ", ""]
    file.lines += ["TY  - JOUR", "ER  - "]
    return batch(search_round(world.review, world.adam), file, world.adam)


def last_line(made: Batch) -> int:
    return made.rejected_entries.last().line


def test_a_mended_entry_becomes_a_record_of_its_batch_and_is_joined(world: World, made: Batch) -> None:
    result = mend_entries(batch=made, entries=[Mended(1, GOOD)], by=world.adam)
    assert (result.mended, result.records, result.still) == ([1], 1, [])
    carry_out(Batch.objects.get(pk=made.pk))
    new = made.records.get(position=4)
    assert (new.line, new.title, new.mends.line) == (1, Work(7).title, 1)
    assert new.citation is not None
    tally = tallies([made.pk])[made.pk]
    assert (tally.entries, tally.records, tally.rejected, tally.mended, tally.unread) == (5, 4, 2, 1, 1)
    assert [check for check in verify(world.review) if not check.ok] == []


def test_what_cannot_be_read_even_so_stays_with_its_reason(world: World, made: Batch) -> None:
    events = world.review.events.count()
    result = mend_entries(batch=made, entries=[Mended(1, "TY  - JOUR\nER  - "), Mended(99, GOOD)], by=world.adam)
    assert [line for line, _ in result.still] == [1, 99]
    assert all(reason for _, reason in result.still)
    assert (made.records.count(), world.review.events.count()) == (3, events)


def test_an_entry_is_mended_once(world: World, made: Batch) -> None:
    mend_entries(batch=made, entries=[Mended(1, GOOD)], by=world.adam)
    carry_out(Batch.objects.get(pk=made.pk))
    again = mend_entries(batch=made, entries=[Mended(1, GOOD)], by=world.adam)
    assert (again.mended, [line for line, _ in again.still]) == ([], [1])


def test_while_it_is_joined_nothing_is_mended(world: World, made: Batch) -> None:
    mend_entries(batch=made, entries=[Mended(1, GOOD)], by=world.adam)
    with pytest.raises(NotMendable, match="still being joined"):
        mend_entries(batch=made, entries=[Mended(last_line(made), GOOD)], by=world.adam)


def test_the_text_and_the_table_of_rejected_entries_can_be_given_back() -> None:
    rejected = [(3, "This entry is empty.", "TY  - JOUR\nER  - "), (17, "Cut,\nthere", "=1+1\n\nlast words")]
    text = written(rejected)
    expected = [Mended(line, raw) for line, _, raw in rejected]
    assert taken(text.encode()) == expected
    assert taken(text.replace("\n", "\r\n").encode("utf-8-sig")) == expected
    table = 'line,reason,raw\r\n3,x,"TY  - JOUR\nER  - "\r\n17,y,"\'=1+1\n\nlast words"\r\n'
    assert taken(table.encode("utf-8-sig")) == expected
    assert taken(table.replace(",", ";").encode("cp1252")) == expected


@pytest.mark.parametrize("data", [b"", b"TY  - JOUR", b"line,reason\n1,x", bytes(range(256))])
def test_a_file_that_holds_none_is_refused(data: bytes) -> None:
    with pytest.raises(NotMended, match="download them here"):
        taken(data)


FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"


def test_an_entry_of_any_format_can_be_read_from_its_own_words() -> None:
    """So that what was rejected can be mended without the file around it."""
    tried, lost = set(), []
    for path in sorted(each for each in FIXTURES.rglob("*") if each.is_file() and each.suffix != ".json"):
        data = path.read_bytes()
        reading = read(data, name=path.name)
        columns = columns_in(io.BytesIO(data), {}) if reading.format in TABLES else None
        for entry in reading.entries[:2]:
            tried.add(reading.format)
            again = reread(entry.raw, reading.format, columns)
            if [each.fields.get("title") for each in again.entries] != [entry.fields.get("title")]:
                lost.append((path.name, entry.line))
    assert lost == []
    assert {"ris", "nbib", "csv", "bibtex", "endnote_xml", "pubmed_xml"} <= tried


def test_a_row_of_a_table_is_mended_under_the_headers_of_its_file(world: World) -> None:
    rows = ["Title;Authors;Year", f"{Work(1).title};Abara, A.;2001", f"{Work(2).title}; split;Björk, B.;2002"]
    made = batch(search_round(world.review, world.adam), CitationFile("table.csv", [], rows), world.adam)
    [rejected] = made.rejected_entries.all()
    assert "4 cells where the header has 3" in rejected.reason
    whole = rejected.raw.replace("; split", ", split")
    result = mend_entries(batch=made, entries=[Mended(rejected.line, whole)], by=world.adam)
    assert (result.records, result.still) == (1, [])
    assert made.records.get(mends=rejected).title == f"{Work(2).title}, split"


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_one_entry_is_mended_in_the_browser(world: World, made: Batch) -> None:
    adam, url, entry = world.client(world.adam), made.get_absolute_url(), made.rejected_entries.first()
    wrong = adam.post(f"{url}mend/{entry.pk}/", {"raw": "Typed in vain"})
    assert wrong.status_code == 422
    assert "Typed in vain" in wrong.content.decode()
    assert "Nothing was mended. Line 1: " in words(wrong)
    assert adam.post(f"{url}mend/{entry.pk}/", {"raw": GOOD}).url == f"{url}?show=rejected"
    carry_out(Batch.objects.get(pk=made.pk))
    shown = words(adam.get(f"{url}?show=rejected"))
    assert "1 entry is mended: 1 record more." in shown
    assert "Mended since: 1, which made 1 record" in shown
    assert adam.post(f"{url}mend/{entry.pk}/", {"raw": GOOD}).status_code == 404


@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_the_file_that_was_taken_away_is_given_back_mended(world: World, made: Batch, ending: str) -> None:
    adam, url = world.client(world.adam), made.get_absolute_url()
    taken_away = adam.get(f"{url}rejected.{ending}").content.decode("utf-8-sig")
    first, _, rest = taken_away.partition("ER  - ")
    mended = f"{first}TI  - {Work(8).title}\nER  - {rest}"
    adam.post(f"{url}mend/", {"file": SimpleUploadedFile(f"mended.{ending}", mended.encode())})
    carry_out(Batch.objects.get(pk=made.pk))
    assert made.records.get(mends__isnull=False).title == Work(8).title
    shown = words(adam.get(f"{url}?show=unread"))
    assert f"Line {last_line(made)}: " in shown
    assert adam.get(f"{url}?show=mended").context["page"].paginator.count == 1


def test_another_file_is_refused_with_a_sentence(world: World, made: Batch) -> None:
    response = world.client(world.adam).post(
        f"{made.get_absolute_url()}mend/", {"file": SimpleUploadedFile("letter.txt", b"Dear all")}
    )
    assert response.status_code == 422
    assert "not a file of rejected entries" in words(response)
