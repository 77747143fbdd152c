"""Whatever the words and numbers, no two things of a flow diagram overlap, and nothing leaves its box or the figure."""

from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from realist_review.diagram import Band, Box, Line, Row, draw, fold, place
from realist_review.diagram.measuring import width, wrap
from realist_review.diagram.placing import PADDING, SIZE, Rectangle

words = st.one_of(
    st.sampled_from(
        ["Embase", "ProQuest Dissertations & Theses Global", "Wrong setting", "系统综述数据库", "<b>&amp;"]
    ),
    st.text(max_size=80),
)
lines = st.builds(Line, words, st.integers(0, 10_000_000), st.just("/r/x/"))
boxes = st.builds(Box, st.just("box"), lines, st.lists(lines, max_size=5))
rows = st.builds(Row, boxes, st.lists(boxes, max_size=3), st.booleans())
figures = st.lists(
    st.builds(Band, st.sampled_from(["Identification", "Screening"]), st.lists(rows, min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (beside or one.bottom <= other.y or other.bottom <= one.y)


@settings(max_examples=25)
@given(figures)
def test_nothing_overlaps_or_is_cut_off(bands: list[Band]) -> None:
    placed = place(bands)
    shapes = [*placed.boxes, *placed.bands]
    assert [pair for pair in combinations(shapes, 2) if overlap(*pair)] == []
    assert all(each.x >= 0 and each.x + each.width <= placed.width for each in shapes)
    assert all(each.y >= 0 and each.bottom <= placed.height for each in shapes)
    assert len({each.width for each in placed.boxes}) == 1


@settings(max_examples=25)
@given(figures)
def test_words_stay_in_their_box(bands: list[Band]) -> None:
    for box in place(bands).boxes:
        for text in box.texts:
            assert text.x + width(text.words + text.number, SIZE, text.bold) <= box.x + box.width - PADDING + 1
            assert box.y + SIZE <= text.y + 2 and text.y <= box.bottom - 4
        heights = [text.y for text in box.texts]
        assert heights == sorted(set(heights))


@settings(max_examples=25)
@given(figures)
def test_every_number_is_drawn_once_and_the_svg_is_well_formed(bands: list[Band]) -> None:
    told = [
        line for band in bands for row in band.rows for box in (row.main, *row.side) for line in (box.head, *box.lines)
    ]
    for for_file in (False, True):
        root = ElementTree.fromstring(draw(place(bands), "Flow", "Told", for_file=for_file))
        drawn = "".join("".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text"))
        assert all(line.number in drawn for line in told)
    assert sum(len([text for text in box.texts if text.number]) for box in place(bands).boxes) == len(told)


@given(st.text(max_size=200), st.integers(60, 400))
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    assert "".join(wrap(text, room, SIZE)).replace(" ", "") == text.replace(" ", "")


def test_many_reasons_fold_into_one_line_that_keeps_the_sum() -> None:
    box = Box("out", Line("Excluded", 30), [Line(f"Reason {n}", 2) for n in range(15)])
    [band] = fold([Band("Screening", [Row(box)])], 12)
    folded = band.rows[0].main
    assert len(folded.lines) == 12 and sum(each.count for each in folded.lines) == 30
    assert folded.lines[-1] == Line("4 more, see the table", 8, "#out")
