"""What leaves as a table is read back by other programs, and no cell of it can calculate."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from reviews import exports
from reviews.access import Capability
from reviews.exports import Column, registry
from reviews.exports.writers import as_text, write
from tests.world import World

COLUMNS = [Column("word", "any text"), Column("number", "any number", "number")]
EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''@x"]
PLAIN = ["", "-0.31", "+44", "- a dash", "it's", "'quoted'", "ünïcödé “quotes”, comma; 中文 🙂", "two\nlines"]
ROWS: list[list[Any]] = [[word, -1.5] for word in [*EVIL, *PLAIN]]


def plain(cell: str) -> str:
    """The documented rule by which a reader of the CSV undoes the apostrophe."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell


def from_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_is_utf8_with_bom_comma_and_crlf() -> None:
    data = write("csv", "Illustrative", COLUMNS, [["a, “b”", 1]])
    assert data == '\ufeffword,number\r\n"a, “b”",1\r\n'.encode()


def test_csv_holds_no_formula_and_is_read_back() -> None:
    head, *rows = from_csv(write("csv", "Illustrative", COLUMNS, ROWS))
    assert head == ["word", "number"]
    assert [plain(word) for word, _ in rows] == [word for word, _ in ROWS]
    assert {number for _, number in rows} == {"-1.5"}
    for word, _ in rows:
        assert not word.startswith(("=", "@", "\t", "\r", "\n"))
        assert not re.match(r"[+-](?!\d+(\.\d+)?$)", word)


@given(st.text(alphabet="'=+-@\t\r\n1.a", max_size=6))
def test_apostrophe_can_always_be_undone(text: str) -> None:
    assert plain(as_text(text)) == text


def test_xlsx_keeps_words_as_words_and_numbers_as_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write("xlsx", "A: title / too [long] for a sheet's name", COLUMNS, ROWS)))
    sheet = book.active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("word", "number")
    for (word, number), (kept, kept_number) in zip(ROWS, rows[1:], strict=True):
        assert (kept or "").replace("_x000D_", "\r") == word
        assert kept_number == number
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:B{len(ROWS) + 1}"


WORDS = ["two\r\nlines\tand <b>&amp;</b> 🙂", " spaced "]


@pytest.mark.parametrize(
    "title", ["'", "the 31st sign is an apostrophe'", "nurses' 'own'", "🙂" * 31, "a\x00\nb", "[:]", ""]
)
def test_any_title_of_a_review_gives_a_sheet_a_name(title: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write("xlsx", title, COLUMNS, ROWS[:1])))
    assert 0 < len(book.active.title) <= 31


def test_xlsx_says_where_a_cell_could_not_hold_it_all() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write("xlsx", "Long", COLUMNS, [["a" * 32_767, 1], ["b" * 32_768, 2]])))
    whole, cut = (book.active.cell(row, 1).value for row in (2, 3))
    assert whole == "a" * 32_767
    assert len(cut) == 32_767
    assert cut.endswith("b [cut: a cell of Excel holds 32,767 characters; the CSV has all]")


def test_docx_is_one_table_on_a_landscape_page_with_a_head_on_each() -> None:
    document = Document(
        io.BytesIO(write("docx", "Illustrative table", COLUMNS, [["=1+1", -1.5], ["a\x00b\x0c", None], WORDS]))
    )
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["word", "number"],
        ["=1+1", "-1.5"],
        ["ab", ""],
        ["two\nlines\tand <b>&amp;</b> 🙂", " spaced "],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.paragraphs[0].text == "Illustrative table"


def test_empty_table_has_its_head_in_every_format() -> None:
    for ending in exports.FORMATS:
        assert write(ending, "Nothing", COLUMNS, [])


def test_page_lists_every_table_with_its_links(world: World) -> None:
    text = world.client(world.alice).get(world.url("report/")).content.decode()
    for each in exports.exports():
        for ending in exports.formats(each):
            assert f'href="{world.url("report/")}{each.name}.{ending}"' in text


@pytest.mark.parametrize("ending", list(exports.FORMATS))
def test_download_of_every_table(world: World, ending: str) -> None:
    client = world.client(world.alice)
    for each in exports.exports():
        answer = client.get(world.url(f"report/{each.name}.{ending}"))
        assert answer.status_code == 200, each.name
        assert answer.headers["Content-Type"] == exports.FORMATS[ending][0]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="talk-{each.name}.{ending}"'
        assert answer.getvalue()


def test_unknown_table_or_ending_is_not_found(world: World) -> None:
    client = world.client(world.alice)
    assert client.get(world.url("report/nonsense.csv")).status_code == 404
    assert client.get(world.url("report/events.exe")).status_code == 404


@pytest.fixture
def for_leads(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    table = exports.Export("secret", "Secret votes", tuple(COLUMNS), lambda review, viewer: [], Capability.SEE_VOTES)
    monkeypatch.setitem(registry._registry, "secret", table)
    yield "secret"


def test_table_for_leads_is_refused_to_others(world: World, for_leads: str) -> None:
    url = world.url(f"report/{for_leads}.csv")
    assert world.client(world.alice).get(url).status_code == 200
    for name in ("bob", "omar", "adam"):
        client = world.client(getattr(world, name))
        assert client.get(url).status_code == 403
        assert url not in client.get(world.url("report/")).content.decode()


def test_rows_are_as_long_as_their_columns(world: World) -> None:
    for each in exports.exports():
        assert all(len(row) == len(each.columns) for row in each.rows(world.review, world.alice))
        assert len({column.name for column in each.columns}) == len(each.columns)
