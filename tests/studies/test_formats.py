"""Reading whole files: what is told apart, cut, refused and accounted for."""

import io

import pytest
import rispy

from studies.formats import FIELDS, Entry, Rejected, read, stream


def ris(number: int, *lines: str, end: str = "ER  - \n") -> str:
    more = "".join(f"{line}\n" for line in lines)
    return f"TY  - JOUR\nTI  - Illustrative record {number}: a title\nAU  - Example, Ada\nPY  - 2020\n{more}{end}"


def test_the_format_is_told_by_content_and_not_by_name():
    assert read(ris(1).encode(), name="export.nbib").format == "ris"
    assert read(b"PMID- 1\nTI  - Illustrative record 1\n", name="export.ris").format == "nbib"


def test_a_named_format_overrules_what_the_file_looks_like():
    text = b"TI  - Illustrative record 1\nPY  - 2020\n"

    assert read(text).entries == []
    assert read(text, format="ris").entries[0].fields["title"] == "Illustrative record 1"


def test_a_format_that_does_not_exist_is_refused_with_those_that_do():
    assert "“word”: choose one of ris, nbib" in read(ris(1).encode(), format="word").refused


def test_200_mb_of_zeros_are_refused_from_the_first_megabyte():
    class Zeros(io.RawIOBase):
        """A file that counts what is asked of it."""

        asked = 0

        def read(self, size=-1):
            self.asked += size
            return bytes(size)

        def seek(self, *_):
            return 0

    zeros = Zeros()
    opened = stream(zeros)

    assert "nothing but zeros" in opened.refused
    assert [type(item) for item in opened] == [Rejected]
    assert zeros.asked <= 1 << 20


@pytest.mark.parametrize("missing", range(1, 60))
def test_a_file_cut_anywhere_in_its_last_entry_gives_the_good_ones_and_names_it(missing):
    whole = (ris(1) + "\n" + ris(2) + "\n" + ris(3)).encode()

    reading = read(whole[: len(whole) - len(b"ER  - \n") - missing])

    titles = [entry.fields["title"] for entry in reading.entries]
    named = [entry.line for entry in reading.rejected] + [e.line for e in reading.entries if e.notes]
    assert titles[:2] == ["Illustrative record 1: a title", "Illustrative record 2: a title"]
    assert named == [13]


def test_a_cut_entry_is_kept_raw():
    reading = read((ris(1) + "TY  - JOUR\nTI  - Illustrative rec").encode())

    assert reading.rejected[0].raw == "TY  - JOUR\nTI  - Illustrative rec"
    assert "no ER line" in reading.rejected[0].reason


@pytest.mark.parametrize("end", ["ER  - ", "ER  -", "ER", "E"])
def test_a_last_line_that_begins_like_er_ends_the_entry(end):
    reading = read((ris(1) + ris(2, end=end)).encode())

    assert len(reading.entries) == 2
    assert reading.rejected == []


def test_entries_stand_with_their_line_and_their_text():
    text = "1.\n" + ris(1) + "\n2.\n" + ris(2)

    entries = read(text.encode()).entries

    assert [entry.line for entry in entries] == [2, 9]
    assert entries[1].raw == ris(2).rstrip("\n")


def test_an_er_in_an_abstract_is_no_end_unless_it_stands_as_one():
    abstract = "AB  - Receptors: ER -positive, ER  positive\nER+ and ER - as in ER- cells"

    (entry,) = read(ris(1, abstract).encode()).entries

    assert entry.fields["abstract"] == "Receptors: ER -positive, ER positive\nER+ and ER - as in ER- cells"


def test_fields_are_only_those_of_the_list():
    (entry,) = read(ris(1, "DO  - 10.1234/ill.1", "SN  - 1234-5678", "ID  - x").encode()).entries

    assert set(entry.fields) <= set(FIELDS)
    assert all(entry.fields.values())


def test_as_many_entries_and_values_as_rispy_where_rispy_reads_well():
    text = "".join(ris(n, f"KW  - word {n}", "KW  - other", f"SP  - {n}", f"VL  - {n}") + "\n" for n in range(50))

    ours, theirs = read(text.encode()).entries, rispy.loads(text)

    assert [e.fields["title"] for e in ours] == [e["title"] for e in theirs]
    assert [e.fields["keywords"].split("; ") for e in ours] == [e["keywords"] for e in theirs]
    assert [e.fields["volume"] for e in ours] == [e["volume"] for e in theirs]


def test_a_stream_gives_the_same_as_reading_at_once():
    data = (ris(1) + "between\n" + ris(2)).encode()

    streamed = [item for item in stream(io.BytesIO(data)) if isinstance(item, Entry)]

    assert streamed == read(data).entries
