"""The blocks of the reader hold the whole text once, in order, and are named as a reader would name them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmo.blocks import Block, blocks, page_of

LINES = st.lists(
    st.sampled_from(
        ["Methods", "2.1 Sample", "We asked twelve people.", "a\tb\t3", "", " ", "  word ", "7", "- item", "é" * 130]
    )
)


@given(LINES.map("\n".join), st.lists(st.integers(0, 300), max_size=5).map(sorted))
def test_blocks_hold_every_word_once_and_in_order(text: str, starts: list[int]) -> None:
    found = blocks(text, starts)
    assert "".join("".join(text[block.start : block.end].split()) for block in found) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(found))
    for block in found:
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        assert page_of(starts, block.start) == page_of(starts, block.end - 1) == block.page


def named(text: str, starts: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text, starts)]


def test_lines_broken_by_hand_become_paragraphs_under_their_heading() -> None:
    body = "We interviewed twelve analysts in three ministries\nand read the minutes of their meetings."
    assert named(f"Introduction\n\n{body}\n\n3 Findings\n{body}\n- a list item\n- another") == [
        ("heading", "Introduction"),
        ("paragraph", body),
        ("heading", "3 Findings"),
        ("paragraph", body),
        ("paragraph", "- a list item"),
        ("paragraph", "- another"),
    ]


def test_a_sentence_that_begins_with_a_letter_is_no_heading() -> None:
    for words in ("A shared page showed the scores\nto everybody at once.", "I was asked to explain it\nonce more."):
        assert named(words) == [("paragraph", words)]
    assert named("A. Methods\nWe asked.")[0] == ("heading", "A. Methods")


def test_long_lines_are_a_paragraph_each() -> None:
    first, second = "Trust grew slowly. " * 10, "It was lost at once. " * 10
    assert [kind for kind, _ in named(f"{first}\n{second}")] == ["paragraph", "paragraph"]


def test_rows_of_a_table_stay_rows() -> None:
    assert [kind for kind, _ in named("Country\tn\nWales\t12\nScotland\t9")] == ["table_row"] * 3


def test_running_heads_and_page_numbers_are_marked_but_kept() -> None:
    words = {4: ("Trust", "Time", "Staff"), 5: ("Brokers", "Posts", "Money"), 6: ("Reading", "Meeting", "Writing")}
    bodies = {page: "\n\n".join(f"{word} came up often." for word in words[page]) for page in words}
    pages = [f"Illustrative Journal 12 ({page})\n\n{body}\n\n{page}\n\n" for page, body in bodies.items()]
    text = "".join(pages)
    starts = (0, len(pages[0]), len(pages[0]) + len(pages[1]))
    kinds = [(block.kind, block.page) for block in blocks(text, starts)]
    page = ["furniture", "paragraph", "paragraph", "paragraph", "furniture"]
    assert kinds == [(kind, number) for number in (1, 2, 3) for kind in page]


def test_a_paragraph_that_returns_on_every_page_is_text() -> None:
    page = "Illustrative consent form\n\n" + "Officials felt safe to disclose uncertainty. " * 4 + "\n\n"
    kinds = [block.kind for block in blocks(page * 3, (0, len(page), 2 * len(page)))]
    assert kinds == ["furniture", "paragraph"] * 3


def test_a_page_begins_a_block() -> None:
    assert blocks("one two", (0, 4)) == [Block("paragraph", 1, 0, 3), Block("paragraph", 2, 4, 7)]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks(" \n\n ") == []
