"""Sections and highlighted terms: nothing of the text is lost, whatever the terms."""

from hypothesis import given
from hypothesis import strategies as st

from studies.abstracts import compile_terms, mark, read, sections

words = st.text(alphabet="abc*-( .\\[?é\U0001f600<&", max_size=12)


def marked(text: str, terms_for: list[str], terms_against: list[str] = ()) -> list[tuple[str, str]]:
    return [(piece.text, piece.side) for piece in mark(text, compile_terms(terms_for, terms_against)) if piece.side]


@given(st.text(max_size=80), st.lists(words, max_size=4), st.lists(words, max_size=4))
def test_the_pieces_are_the_text(text: str, terms_for: list[str], terms_against: list[str]) -> None:
    assert "".join(piece.text for piece in mark(text, compile_terms(terms_for, terms_against))) == text


def test_terms_match_whole_words_and_wildcards_widen_them() -> None:
    text = "Trust, distrust, trusted: TRUST and entrusting."
    assert marked(text, ["trust"]) == [("Trust", "for"), ("TRUST", "for")]
    assert marked(text, ["trust*"]) == [("Trust", "for"), ("trusted", "for"), ("TRUST", "for")]
    assert [found for found, _ in marked(text, ["*trust*"])] == ["Trust", "distrust", "trusted", "TRUST", "entrusting"]


def test_phrases_span_lines_and_hyphens() -> None:
    assert marked("knowledge\nbrokers and knowledge-brokers", ["knowledge broker*"]) == [
        ("knowledge\nbrokers", "for"),
        ("knowledge-brokers", "for"),
    ]


def test_the_longer_term_wins_and_against_wins_over_for() -> None:
    assert marked("animal research", ["animal", "animal research"]) == [("animal research", "for")]
    assert marked("animal research", ["animal"], ["Animal"]) == [("animal", "against")]


def test_a_term_of_wildcards_alone_marks_nothing() -> None:
    assert compile_terms(["*", " ", "**"], []) is None


def test_structured_abstracts_fall_into_sections() -> None:
    abstract = "BACKGROUND: Ratio 2: 1 held. Methods: We asked: why? RESULTS AND COSTS: None. As noted: nothing."
    assert sections(abstract) == [
        ("Background", "Ratio 2: 1 held."),
        ("Methods", "We asked: why?"),
        ("Results and costs", "None. As noted: nothing."),
    ]


def test_an_abstract_without_labels_is_one_section() -> None:
    assert sections("Plain words. No label") == [("", "Plain words. No label")]
    assert sections("") == []


def test_sections_carry_marks() -> None:
    [section] = read("AIM: to build trust", compile_terms(["trust"], []))
    assert section.label == "Aim"
    assert [piece.side for piece in section.pieces] == ["", "for"]
