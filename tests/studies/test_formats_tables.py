"""Reading tables: what each column holds, how rows are cut, and what a person may say of columns nobody knows."""

import io

import openpyxl
import pytest

from studies.formats import decoding, read, stream
from studies.formats.source import Source
from studies.formats.tables import columns
from studies.formats.tables.cells import undated, whole_number
from studies.formats.tables.people import people


def source(text, mapping=None):
    data = text.encode()
    return Source(io.BytesIO(data), data[: decoding.HEAD], "table.csv", mapping or {})


def fields(text, **options):
    return [entry.fields for entry in read(text.encode(), **options).entries]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


UNKNOWN = "Alpha;Beta;Gamma\nIllustrative record 1;Example, Ada;2020\nIllustrative record 2;Sample, Ben;2021\n"


def test_columns_are_told_with_the_first_rows_and_a_guess():
    found = columns(source("Article Title,Start Page,Colour\nIllustrative record 1,12,red\n"))

    assert found.headers == ["Article Title", "Start Page", "Colour"]
    assert found.rows == [["Illustrative record 1", "12", "red"]]
    assert found.guessed == {"Article Title": "title", "Start Page": "pages", "Colour": ""}


def test_a_table_of_unknown_columns_asks_instead_of_guessing():
    reading = read(UNKNOWN.encode())

    assert (reading.format, reading.refused, reading.unmapped) == ("csv", "", ["Alpha", "Beta", "Gamma"])
    assert reading.entries == reading.rejected == []


def test_a_mapping_says_what_unknown_columns_hold():
    mapping = {"Alpha": "title", "Beta": "authors", "Gamma": "year"}

    found = fields(UNKNOWN, mapping=mapping)

    assert found[0] == {"title": "Illustrative record 1", "authors": "Example, Ada", "year": "2020"}
    assert columns(source(UNKNOWN, mapping)).guessed == mapping


def test_a_mapping_overrules_a_guess_and_confirms_one():
    text = "Title,Note,Start Page,End Page\nIllustrative record 1,The abstract,12,19\n"

    (row,) = fields(text, mapping={"Note": "abstract", "Start Page": "pages", "End Page": "pages", "Title": "title"})
    (bare,) = read(text.encode(), mapping={"Title": ""}, format="csv").unmapped[:1]

    assert row == {"title": "Illustrative record 1", "abstract": "The abstract", "pages": "12-19"}
    assert bare == "Title"


def test_a_column_that_no_field_shows_is_kept_by_its_header():
    (entry,) = read(b"Title,Funding,Funding\nIllustrative record 1,A fund,Another\n").entries

    assert entry.unknown == {"Funding": ["A fund"], "Funding (2)": ["Another"]}


@pytest.mark.parametrize(
    ("source_column", "container"),
    [("Journal of Illustrations", "Journal of Illustrations"), ("PubMed", ""), ("J Illus (2014) 3:3 (1-9)", "J Illus")],
)
def test_what_a_doubtful_header_means_its_column_tells(source_column, container):
    (row,) = fields(f"Title,Source,Year\nIllustrative record 1,{source_column},2020\n")

    assert row.get("container", "") == container


def test_id_is_keywords_only_beside_the_tags_of_web_of_science():
    tagged = "TI\tAU\tSO\tPY\tID\nIllustrative record 1\tExample, A\tJ ILLUS\t2020\tONE; TWO\n"

    assert fields(tagged)[0]["keywords"] == "ONE; TWO"
    assert fields("title,id\nIllustrative record 1,17\n")[0]["source_id"] == "17"


def test_an_open_quotation_mark_costs_its_own_row_only():
    rows = "".join(f'"Illustrative record {n}","Example, Ada",2020\n' for n in range(50))

    reading = read(f'Title,Authors,Year\n"Never closed,Example,2020\n{rows}'.encode())

    assert [each.line for each in reading.rejected] == [2]
    assert len(reading.entries) == 50


def test_a_row_stands_with_its_line_and_as_it_stood():
    text = 'Title,Abstract\n"Illustrative record 1","one\n\ntwo"\nIllustrative record 2,three\n'

    first, second = read(text.encode()).entries

    assert (first.line, first.raw) == (2, '"Illustrative record 1","one\n\ntwo"')
    assert (second.line, second.fields["abstract"]) == (5, "three")


def test_a_file_of_tags_that_mentions_columns_is_no_table():
    text = "TY  - JOUR\nTI  - Title, Authors, Year\nAB  - a,b,c\nER  - \n"

    assert read(text.encode()).format == "ris"


def test_a_letter_is_no_table():
    assert read(b"Dear all,\nthis is, as you see, a letter.\nYours,\nAda\n").refused


def test_a_workbook_gives_rows_by_their_numbers():
    data = workbook(
        ["A banner"], [], ["Title", "Publication Year", "PMID"], ["Illustrative record 1", 2020, 10000001.0]
    )

    (entry,) = read(data).entries

    assert (entry.line, entry.raw) == (4, "Illustrative record 1\t2020\t10000001")
    assert entry.fields == {"title": "Illustrative record 1", "year": "2020", "pmid": "10000001"}


def test_a_broken_workbook_is_refused_in_a_sentence():
    reading = read(workbook(["Title", "Year"], ["Illustrative record 1", 2020])[:-50])

    assert reading.entries == []
    assert "cannot be opened" in reading.rejected[0].reason


def test_a_table_is_read_as_a_stream():
    class Endless(io.RawIOBase):
        """A file that goes on for ever."""

        asked = 0

        def read(self, size=-1):
            self.asked += 1
            text = b"Title,Year\n" if self.asked == 1 else b""
            return text + b"Illustrative record,2020\n" * (size // 25 - 1)

        def seek(self, *_):
            self.asked = 0
            return 0

    file = Endless()
    items = iter(stream(file))

    assert [next(items).line for _ in range(1000)] == list(range(1, 1001))
    assert file.asked < 5


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Smith J., van der Berg K.-L., O'Neil P.A.", "Smith, J.; van der Berg, K.-L.; O'Neil, P.A."),
        ("Smith, John (57190000000); Doe, Karl (57190000001)", "Smith, John; Doe, Karl"),
        ("Lim SM, Shiau CWC, Lau Y.", "Lim, SM; Shiau, CWC; Lau, Y"),
        ("J Smith, KA Doe, …", "Smith, J; Doe, KA"),
        ("Smith, J. and Doe, K. and van Berg, A.", "Smith, J.; Doe, K.; van Berg, A."),
        ("Smith, J., Doe, K. L., & Roe, M.", "Smith, J.; Doe, K. L.; Roe, M."),
        ("World Health Organization", "World Health Organization"),
        ("['Smith, John', \"O'Neil, Ann\"]", "Smith, John; O'Neil, Ann"),
    ],
)
def test_authors_are_cut_however_they_are_strung_together(cell, names):
    assert people(cell)[0] == names


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12345678.0", "12345678"), ("1.2345678E+07", "12345678"), ("2.5E+07", "2.5E+07"), ("12", "12"), ("1e5", "1e5")],
)
def test_a_number_is_restored_only_where_no_digit_is_lost(cell, number):
    assert whole_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "pages"),
    [("1-Jun", "1-6"), ("Mar-50", "3-50"), ("6-Jan", "1-6"), ("2025-06-01", "1-6"), ("45809", "45809")],
)
def test_a_date_is_turned_back_into_pages_and_said(cell, pages):
    assert undated(cell)[0] == pages
    assert cell in undated(cell)[1]
