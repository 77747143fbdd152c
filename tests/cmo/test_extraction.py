"""A file becomes a canonical text in reading order, or one clear sentence; never a crash, never a wrong order."""

import zlib
from itertools import pairwise, zip_longest

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from cmo.anchors import canonical
from cmo.blocks import blocks
from cmo.extraction import Unreadable, extract
from cmo.extraction.paragraphs import Paragraph, joined
from cmo.extraction.reading import Word, regions

LEFT = (
    "Illustrative text: officials who met researchers often came to trust them, and the trust outlived any one "
    "project. Posts that were funded for years made such meetings possible, while short contracts ended them as soon "
    "as they had begun. Analysts said they would ring first and read afterwards. Nobody had asked them before."
)
RIGHT = (
    "In the second column the story turns: where ministers changed every few months, the same posts were felt to be a "
    "burden. Staff said that explaining themselves again and again left little time for evidence. Some of them left, "
    "and their contacts went with them, which is how a good beginning became a cautionary tale."
)


def page(pdf: FPDF, size: int = 10) -> None:
    pdf.add_page()
    pdf.set_font("Helvetica", size=size)


def column(pdf: FPDF, x: float, text: str, top: float = 60) -> None:
    pdf.set_xy(x, top)
    pdf.multi_cell(80, 5, text)


def two_columns(by_rows: bool) -> bytes:
    """A title over two columns, a running head and a page number; written column by column, or line by line across."""
    pdf = FPDF()
    page(pdf)
    pdf.text(20, 15, "Illustrative Journal of Nothing, 12 (3)")
    pdf.set_font("Helvetica", size=16)
    pdf.text(20, 40, "A title that reaches over both of the columns")
    pdf.set_font("Helvetica", size=10)
    if by_rows:
        sides = [pdf.multi_cell(80, 5, text, dry_run=True, output="LINES") for text in (LEFT, RIGHT)]
        for row, lines in enumerate(zip_longest(*sides, fillvalue="")):
            for x, line in zip((20, 110), lines, strict=True):
                pdf.text(x, 60 + 5 * row, line)
    else:
        column(pdf, 20, LEFT)
        column(pdf, 110, RIGHT)
    pdf.text(105, 285, "217")
    return bytes(pdf.output())


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    made = extract(two_columns(by_rows), "columns.pdf")
    assert made.text.split("\n\n") == [
        "Illustrative Journal of Nothing, 12 (3)",
        "A title that reaches over both of the columns",
        LEFT,
        RIGHT,
        "217",
    ]
    assert (made.extractor, made.page_starts, made.warnings) == ("pypdfium2", (0,), ())
    assert made.version.endswith("workbench rules 1")


def test_a_sentence_runs_on_in_the_next_column() -> None:
    pdf = FPDF()
    page(pdf)
    cut = LEFT.index("while short")
    column(pdf, 20, LEFT[:cut])
    column(pdf, 110, LEFT[cut:])
    assert extract(bytes(pdf.output()), "x.pdf").text == LEFT


def test_pages_know_where_they_start_and_a_silent_one_is_named() -> None:
    pdf = FPDF()
    for text in (LEFT, "", RIGHT):
        page(pdf)
        if text:
            column(pdf, 20, text)
    made = extract(bytes(pdf.output()), "three.pdf")
    assert made.warnings == ("Page 2 has no text: it may be scanned.",)
    assert [made.text[start:].lstrip()[:5] for start in made.page_starts] == [LEFT[:5], RIGHT[:5], RIGHT[:5]]
    assert [(block.page, made.text[block.start : block.end]) for block in blocks(made.text, made.page_starts)] == [
        (1, LEFT),
        (3, RIGHT),
    ]


def test_ligatures_and_words_cut_at_line_ends_are_whole_again() -> None:
    pdf = FPDF()
    page(pdf)
    lines = ["The evidence-based policy was an infor-", "mation policy, and evidence-", "based it re-", "mained."]
    for row, line in enumerate(lines):
        pdf.text(20, 30 + 5 * row, line)
    assert extract(bytes(pdf.output()), "x.pdf").text == (
        "The evidence-based policy was an information policy, and evidence-based it remained."
    )


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    pdf = FPDF()
    page(pdf)
    column(pdf, 20, LEFT, top=20)
    for row, cells in enumerate([("Country", "Documents"), ("Wales", "12"), ("Scotland", "9")]):
        for x, cell in zip((20, 90), cells, strict=True):
            pdf.text(x, 120 + 6 * row, cell)
    text = extract(bytes(pdf.output()), "x.pdf").text
    assert text.split("\n\n")[-3:] == ["Country\tDocuments", "Wales\t12", "Scotland\t9"]


def one_page() -> FPDF:
    pdf = FPDF()
    page(pdf)
    column(pdf, 20, LEFT)
    return pdf


def encrypted() -> bytes:
    pdf = one_page()
    pdf.set_encryption(owner_password="illustrative", user_password="illustrative")
    return bytes(pdf.output())


def blank() -> bytes:
    pdf = FPDF()
    page(pdf)
    return bytes(pdf.output())


def page_count_bomb() -> bytes:
    kids = b"3 0 R " * 5000
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 5000/Kids["
        + kids
        + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"\f\f", "is empty"),
        (b"%PDF-1.7\nnothing that follows is one", "is broken"),
        (bytes(one_page().output())[:400], "is broken"),
        (encrypted(), "password"),
        (blank(), "no text on any page"),
        (page_count_bomb(), "5,000 pages"),
        (b"PK\x03\x04" + bytes(50), "Word document or an archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (bytes(range(256)) * 40, "neither a PDF nor a text"),
        (bytes(1000), "binary"),
        (zlib.compress(LEFT.encode() * 20), "neither a PDF nor a text"),
        (b"\xff\xfea", "neither a PDF nor a text"),
    ],
)
def test_a_file_without_text_gets_one_clear_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        extract(data, "file.pdf")
    assert str(refusal.value).startswith("“file.pdf” ") and str(refusal.value).count(".") <= 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_plain_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    text = "Café staff said: “we trust it”\r\nand then – nothing."
    made = extract(text.encode(encoding), "notes.txt")
    assert made.text == text.replace("\r\n", "\n")
    assert bool(made.warnings) == (encoding == "cp1252")
    assert made.page_starts == ()


def test_form_feeds_part_pages() -> None:
    made = extract(b"one\n\f\ntwo\n\f", "pages.txt")
    assert (made.text, made.page_starts) == ("one\n\ntwo", (0, 5))


@given(st.text(min_size=1).filter(str.strip))
def test_what_is_stored_is_canonical(text: str) -> None:
    try:
        made = extract(text.encode("utf-8", "replace"), "x.txt")
    except Unreadable:
        return
    assert made.text == canonical(made.text)
    assert all(before <= after for before, after in pairwise(made.page_starts))


WORDS = st.builds(
    lambda text, left, width, base, size: Word(text, left, left + width, base, size),
    st.sampled_from(["a", "bc", "•"]),
    st.floats(-50, 600, width=16),
    st.floats(0, 300, width=16),
    st.floats(0, 800, width=16),
    st.floats(0, 40, width=16),
)


@given(st.lists(WORDS, max_size=40))
def test_no_word_is_lost_or_told_twice_however_a_page_is_made(words: list[Word]) -> None:
    told = "".join("".join(line.text.split()) for region in regions(words) for line in region.lines)
    assert sorted(told) == sorted("".join(word.text for word in words))


@given(st.lists(st.lists(st.sampled_from(["infor-", "mation", "evidence-based", "-", "a", "End."]), min_size=1)))
def test_joining_lines_loses_no_letter(lines: list[list[str]]) -> None:
    (text,) = joined([[Paragraph(paragraph, 10.0) for paragraph in lines]])
    letters = "".join("".join(paragraph) for paragraph in lines)
    assert [each for each in text if each.isalpha()] == [each for each in letters if each.isalpha()]
