"""The language of the search box: whatever is typed is read, what was read otherwise than typed is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.search import ask, document, fold, fts5, tsquery

FRAGMENTS = st.sampled_from(
    [
        "trust",
        "nurs*",
        "*",
        '"',
        "“",
        "(",
        ")",
        "-",
        "OR",
        "AND",
        "NOT",
        "title:",
        "odd:",
        "é",
        "社会",
        "\x00",
        " ",
        "''",
    ]
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("trust nurse", "trust and nurse"),
        ("trust AND nurse", "trust and nurse"),
        ("trust nurse OR doctor", "trust and (nurse or doctor)"),
        ("(trust nurse) OR doctor", "((trust and nurse) or doctor)"),
        ('"realist review" -trial', '"realist review" and not trial'),
        ("trust NOT (nurse OR doctor)", "trust and not (nurse or doctor)"),
        ("title:trust author:Björk", "title:trust and author:Björk"),
        ("COVID-19", "COVID-19"),
    ],
)
def test_it_is_read_as_meant(typed: str, read: str) -> None:
    asked = ask(typed)
    assert (str(asked.tree), asked.notes) == (read, ())


@pytest.mark.parametrize(
    ("typed", "read", "told"),
    [
        ('"never closed', '"never closed', "A quotation mark was not closed"),
        ("trust OR", "trust", "OR has nothing after it"),
        ("OR trust", "trust", "OR has nothing before it"),
        ("trust NOT", "trust", "NOT has nothing after it"),
        ("(trust (nurse", "trust and nurse", "A bracket was not closed"),
        ("trust)", "trust", "A closing bracket has no opening one"),
        ("n* trust", "n and trust", "a star needs 2 letters"),
        ("tr*st", "tr*st", "at the end of a word only"),
        ("trust – nurse", "trust and nurse", "nothing in it that can be looked for"),
        ("w" * 2000, "None", "first 1,000 characters"),
        ("a " * 300, " and ".join("a" * 60), "Only the first 60 words"),
        ("(" * 50 + "trust" + ")" * 50, "trust", "Brackets deeper than 8"),
    ],
)
def test_what_does_not_fit_is_told_and_never_an_error(typed: str, read: str, told: str) -> None:
    asked = ask(typed)
    assert str(asked.tree) == read
    assert any(told in note for note in asked.notes), asked.notes


def test_a_field_may_stand_before_a_space_a_phrase_or_brackets() -> None:
    for typed in ("title: trust", 'title:"trust"', "title:(trust)", "Title:trust"):
        assert fts5(ask(typed).tree) == 'title : "trust"'
    assert tsquery(ask("title:(trust OR nurs*)").tree) == "(('trust':A) | ('nurs':*A))"


def test_a_question_of_what_must_not_be_there_alone_has_an_answer() -> None:
    assert fts5(ask("-trial").tree) == '("endofpart" NOT ("trial"))'
    assert tsquery(ask("-trial").tree) == "('endofpart' & !(('trial')))"


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=30).map("".join))
def test_nothing_that_is_typed_raises_or_reaches_the_database_unfolded(typed: str) -> None:
    asked = ask(typed)
    if asked.tree is not None:
        named = re.sub(r'title|authors|container|text|AND|OR|NOT|[ :"*()]', "", fts5(asked.tree))
        assert re.fullmatch(r"[a-z0-9]*", named), named
        assert re.fullmatch(r"[a-z0-9A-D ':*()&|!<>-]+", tsquery(asked.tree))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dvořák, Søren; Łukasz Æther", "dvorak soren lukasz aether"),
        ("Straße STRASSE", "strasse strasse"),
        ("people’s self-care", "people s self care"),
        ("<i>In vitro</i> p<0.05", "in vitro p 0 05"),
        ("co\u00adoperate \ufb01ne ½", "cooperate fine 1 2"),
        ("я", "u44fz"),
        ("社会", "u793e u4f1a"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert " ".join(fold(text).split()) == folded


@given(st.text())
def test_folding_leaves_letters_and_digits_alone(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9 ]*", fold(text))
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdéøßя社 -'", min_size=1, max_size=12), st.integers(0, 12))
def test_the_beginning_of_a_word_stays_its_beginning(word: str, cut: int) -> None:
    """So that a star finds with accents what it finds without."""
    assert fold(word).replace(" ", "").startswith(fold(word[:cut]).replace(" ", ""))


def test_no_phrase_reaches_from_one_part_into_the_next() -> None:
    fields = dict.fromkeys(("title", "authors", "container", "doi", "pmid", "isbn_issn", "year"), "")
    *_, text = document({**fields, "abstract": "it ends here", "keywords": "begins; there"})
    assert text.split()[2:5] == ["here", "endofpart", "begins"]
