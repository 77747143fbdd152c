"""Offsets survive every kind of text, and a wrong one is always refused."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cmo.anchors import CONTEXT, Mismatch, anchor, canonical, find

# Emoji beyond the basic plane, combining marks, ligatures, right-to-left, line breaks, controls, lone surrogates.
PIECES = [
    "ﬁ",
    "👩\u200d🔬",
    "é",
    "e\u0301",
    "\u0301",
    "שלום",
    "عربي",
    "\r\n",
    "\n",
    "\x00",
    "\ufeff",
    "\u00ad",
    "\ud83d",
    "\ude00",
]
AWKWARD = st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=())))).map("".join)
WORDS = (
    st.lists(st.text("abcdefgé fi’“-", min_size=1, max_size=8), min_size=1, max_size=30).map(" ".join).map(canonical)
)


@given(AWKWARD)
def test_canonical_is_stable_and_storable(text: str) -> None:
    stored = canonical(text)
    assert canonical(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert not set("\r\x00\ufeff\u2028") & set(stored)
    assert stored.encode().decode() == stored


@given(AWKWARD, st.data())
def test_every_stretch_with_words_comes_back_as_it_was_selected(text: str, data: st.DataObject) -> None:
    text = canonical(text)
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    if not exact.strip():
        with pytest.raises(Mismatch):
            anchor(text, start, end, exact)
        return
    made = anchor(text, start, end, exact.replace("\n", "\r\n"))
    assert made.exact == text[made.start : made.end] == exact
    assert text[: made.start].endswith(made.prefix) and len(made.prefix) == min(CONTEXT, start)
    assert text[made.end :].startswith(made.suffix) and len(made.suffix) == min(CONTEXT, len(text) - end)


@given(WORDS, st.integers(-3, 400), st.integers(-3, 400), WORDS)
def test_no_other_words_and_no_impossible_range_is_ever_anchored(text: str, start: int, end: int, exact: str) -> None:
    possible = 0 <= start < end <= len(text)
    assume(not possible or text[start:end] != exact)
    with pytest.raises(Mismatch) as refusal:
        anchor(text, start, end, exact)
    assert refusal.value.found == (text[start:end] if possible else "")


def test_an_offset_counted_in_utf_16_is_refused() -> None:
    text = "😀 trust grew"
    exact = "trust"
    in_utf16 = text.encode("utf-16-le").index(exact.encode("utf-16-le")) // 2
    with pytest.raises(Mismatch) as refusal:
        anchor(text, in_utf16, in_utf16 + 5, exact)
    assert refusal.value.found == "rust "


@given(WORDS, st.data())
def test_any_quotation_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    quotation = text[start : data.draw(st.integers(start + 1, len(text)))].strip("- ")
    assume(quotation)
    typed = data.draw(st.sampled_from([str.upper, str.lower, str]))(quotation)
    start = text.index(quotation, start)
    assert any(each.start <= start < each.end for each in find(text, typed, limit=1000))


@pytest.mark.parametrize(
    ("text", "typed", "stands"),
    [
        ("He said “we don’t trust it” twice.", '"We don\'t trust it"', "“we don’t trust it”"),
        ("the oﬃcial eﬀort", "official effort", "oﬃcial eﬀort"),
        ("long\u00adterm infor\u00admation", "longterm information", "long\u00adterm infor\u00admation"),
        ("spread over\n   two lines", "over two  lines", "over\n   two lines"),
        ("an evidence-based view", "evidence- based view", "evidence-based view"),
        ("joined information here", "infor-\nmation", "information"),
        ("trust — when earned", "trust - when", "trust — when"),
        ("Cafe\u0301 culture", "café", "Café"),
        ("STRASSE", "straße", "STRASSE"),
    ],
)
def test_a_quotation_is_found_however_it_was_typed(text: str, typed: str, stands: str) -> None:
    assert [each.exact for each in find(canonical(text), typed)] == [stands]


def test_a_quotation_is_found_everywhere_it_stands_up_to_the_limit() -> None:
    text = "trust " * 80
    assert [each.start for each in find(text, "Trust", limit=3)] == [0, 6, 12]
    assert len(find(text, "trust")) == 50
    assert find(text, " \n ") == find(text, "doubt") == find("", "trust") == []
