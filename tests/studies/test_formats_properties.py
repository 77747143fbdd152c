"""Nothing in any file raises, and nothing of any file gets lost: what must hold whatever the bytes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.formats import FORMATS, read
from tests.studies.mutated import TAGGED, mutations, unaccounted

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=40
)
usual = ("TY  - JOUR", "ER  - ", "ER", "", "1.", "TI  - Illustrative", "PMID- 1", "SO  - x", "AU  - A, B")
tags = st.from_regex(r"[A-Z][A-Z0-9]", fullmatch=True)
lines_ = st.one_of(st.sampled_from(usual), words, st.builds("{}  - {}".format, tags, words))


@given(st.binary(max_size=2000), st.sampled_from([None, *FORMATS, "none"]))
def test_no_bytes_raise(data, format_):
    reading = read(data, format=format_)

    assert reading.entries or reading.rejected or reading.unmapped


@given(st.lists(lines_, max_size=30), st.sampled_from(TAGGED), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_is_in_an_entry_or_named(lines, format_, end):
    reading = read(end.join(lines).encode(), format=format_)

    if not reading.refused:
        items = sorted([*reading.entries, *reading.rejected, *reading.skipped], key=lambda item: item.line)
        kept = iter([line for item in items for line in item.raw.split("\n")])
        assert all(line in kept for line in lines if line.strip() and not re.match(r"\s*ER\b", line, re.I))


@pytest.mark.parametrize("seed", range(10))
def test_mutated_files_raise_nothing_and_every_entry_is_accounted_for(seed):
    for data in mutations(50, seed):
        assert unaccounted(data, read(data)) == ""
