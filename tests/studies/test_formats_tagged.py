"""Tagged formats: which of them a file is in, what their labels mean, and that reading at once keeps no text twice."""

import io

import pytest

from studies.formats import Label, read, stream
from studies.formats.labels import noted
from studies.formats.labels import read as labels_in

WOS = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Example, A\nTI Illustrative record 1\nER\n\nEF\n"


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("PMID- 1\nTI  - Illustrative record 1\nAB  - A RIS entry begins so:\nTY  - JOUR\n", "nbib"),
        ("<1>\nTY  - JOUR\nTI  - Illustrative record 1\nER  - \n", "ris"),
        ("A sentence before it.\n" * 2000 + WOS, "wos"),
        ("%T Illustrative record 1\n%A Example, Ada\n", "enw"),
        ("% A comment of BibTeX\n@article{a, title = {Illustrative record 1}}\n", "bibtex"),
        ("RT Journal Article\nA1 Example,Ada\nT1 Illustrative record 1\n", "refworks"),
        ("VN  - Ovid Technologies\nTI  - Illustrative record 1\n", "ovid"),
        ("Record #1 of 1\nID: CN-00000001\nTI: Illustrative record 1\n", "inspec"),
    ],
)
def test_the_first_format_that_shows_is_taken(text, format_):
    reading = read(text.encode())

    assert reading.format == format_
    assert [entry.fields["title"] for entry in reading.entries] == ["Illustrative record 1"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_text_of_an_entry_is_the_same_streamed_or_read_at_once(end, encoding):
    data = WOS.replace("record", "récord").replace("\n", end).encode(encoding)

    (streamed,) = [item for item in stream(io.BytesIO(data)) if hasattr(item, "fields")]
    (entry,) = read(data).entries

    assert entry.raw == streamed.raw == "PT J\nAU Example, A\nTI Illustrative récord 1\nER"
    assert entry == streamed and streamed == entry


def test_entries_that_differ_in_their_text_differ():
    one, other = (read(WOS.replace("PT J", f"PT J{blank}").encode()).entries[0] for blank in ("", " "))

    assert one.fields == other.fields
    assert one != other


def test_reasons_go_with_those_who_excluded():
    text = 'RAYYAN-INCLUSION: {"Ann"=>"Excluded", "Bo"=>"Included"} | RAYYAN-EXCLUSION-REASONS: wrong setting'

    assert labels_in([text, text]) == [
        Label("Rayyan", "Ann", "exclude", "wrong setting"),
        Label("Rayyan", "Bo", "include"),
    ]


@pytest.mark.parametrize(
    "text", ["ASReview_not_seen", "ASReview_prior", "EPPI-Reviewer ID: 17", "RAYYAN-LABELS: later"]
)
def test_a_note_without_a_verdict_is_named_and_gives_no_label(text):
    assert noted([text, "another note"]) == [text]
    assert labels_in([text]) == []


def test_an_entry_with_nothing_to_screen_is_rejected_with_its_text():
    reading = read(b"TY  - JOUR\nID  - 17\nER  - \n\nTY  - JOUR\nTI  - Illustrative record 1\nER  - \n")

    assert [(entry.line, entry.raw) for entry in reading.rejected] == [(1, "TY  - JOUR\nID  - 17\nER  - ")]
    assert "nothing that could be screened" in reading.rejected[0].reason
    assert len(reading.entries) == 1


def test_a_date_keeps_what_the_year_does_not_say():
    (entry,) = read(b"TY  - JOUR\nTI  - Illustrative record 1\nPY  - 2001/09/01/\nDA  - 2001\nER  - \n").entries

    assert entry.fields["year"] == "2001"
    assert entry.unknown == {"PY": ["2001/09/01/"]}


@pytest.mark.parametrize(
    "text",
    [
        "RT Journal" + "\n" * 100_000 + "x",
        "TY  - JOUR\n" * 50_000,
        "<1>\nAuthor\n  " + "[" * 100_000 + "\nTitle\n  a" + " " * 100_000 + "b\n",
        "<1>\nAuthor\n  Example, " + "MD " * 50_000 + "x\nTitle\n  a\n",
    ],
    ids=["blank lines", "types", "brackets", "degrees"],
)
def test_what_repeats_without_end_is_read_in_one_go(text):
    """Each took minutes once: an expression or a set was gone through anew for every character or line."""
    reading = read(text.encode())

    assert reading.entries or reading.rejected
