"""A configuration says what it lacks in words, and reads as one sentence however partial it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.completeness import LETTERS, Part, codes, label, lacks, roles, statement

WHOLE = [
    Part("context", "posts are funded long term", 1),
    Part("resource", "brokers hold posts in both organisations", 2),
    Part("response", "officials feel understood.", 1),
    Part("outcome", "requests become routine", 1),
]
PARTS = st.lists(st.builds(Part, st.sampled_from(sorted(LETTERS)), st.text("ab ", max_size=4), st.integers(0, 2)))


@pytest.mark.parametrize(
    ("template", "letters"), [("CMO", "CMMO"), ("ICMO", "ICMMO"), ("SCMO", "SCMMO"), ("ICAMO", "ICAMMO")]
)
def test_a_template_names_its_roles_with_a_key_each(template: str, letters: str) -> None:
    told = roles(template)
    assert "".join(role.letter for role in told) == letters
    assert len({role.key for role in told}) == len(told)


def test_nothing_lacks_in_a_whole_configuration() -> None:
    assert lacks("CMO", WHOLE, documents=2, sought_against=True) == []
    assert label("CMO", WHOLE) == "complete"
    assert statement(WHOLE) == (
        "If posts are funded long term, then requests become routine, "
        "because brokers hold posts in both organisations and so officials feel understood"
    )


def test_a_partial_configuration_says_what_lacks() -> None:
    parts = [Part("context", "turnover is high", 1), Part("context", "time is short")]
    assert lacks("CMO", parts, documents=1, sought_against=False) == [
        "no mechanism yet: what resource, what response?",
        "no outcome yet: what came of it?",
        "no quotation for C2",
        "single source",
        "nothing sought against it",
    ]
    assert label("CMO", parts) == "partial: C"
    assert statement(parts) == "If turnover is high and time is short, then …, because …"


@pytest.mark.parametrize(
    ("words", "running"),
    [
        ("The unit paid", "the unit paid"),
        ("Access to peers", "access to peers"),
        ("A nurse asks", "a nurse asks"),
        ("Twitter is open", "Twitter is open"),
        ("Ministry of Health staff", "Ministry of Health staff"),
        ("NHS trusts", "NHS trusts"),
        ("Officials met researchers", "officials met researchers"),
        ("Closed group of known peers", "closed group of known peers"),
        ("Trust", "trust"),
        ("Facebook groups", "Facebook groups"),
        ("University of Leeds staff", "University of Leeds staff"),
        ("World Health leaders", "World Health leaders"),
        ("I trust them", "I trust them"),
    ],
)
def test_a_first_word_that_is_hardly_a_name_loses_its_capital(words: str, running: str) -> None:
    assert statement([Part("context", words)]).startswith(f"If {running}, then")


def test_half_a_mechanism_is_a_mechanism_whose_other_half_is_asked_for() -> None:
    parts = [part for part in WHOLE if part.role != "resource"]
    assert label("CMO", parts) == "complete"
    assert lacks("CMO", parts, documents=2, sought_against=True) == ["no resource yet: what resource?"]


def test_other_templates_add_their_roles() -> None:
    parts = [Part("intervention", "a secondment scheme", 1), Part("actor", "analysts", 1), *WHOLE]
    assert label("ICMO", WHOLE) == "partial: C–M–O"
    assert label("ICAMO", parts) == "complete"
    assert statement(parts).startswith("With a secondment scheme, for analysts, if posts")


def test_parts_are_numbered_by_letter() -> None:
    assert codes([*WHOLE, Part("context", "x"), Part("outcome", "y")]) == ["C1", "M1", "M2", "O1", "C2", "O2"]


@given(PARTS, st.sampled_from(["CMO", "ICMO", "SCMO", "ICAMO"]), st.integers(0, 3), st.booleans())
def test_any_mixture_of_parts_is_told(parts: list[Part], template: str, documents: int, sought: bool) -> None:
    told = [part for part in parts if part.text.strip()]
    missing = [line for line in lacks(template, parts, documents, sought) if " yet: " in line]
    assert (label(template, parts) == "empty") == (not told)
    if label(template, parts) == "complete":
        assert all(line.startswith(("no resource", "no response")) for line in missing)
    else:
        assert missing
    assert bool(statement(parts)) == bool(told)


def test_nothing_at_all_is_empty_without_blame() -> None:
    assert label("CMO", []) == "empty"
    assert lacks("CMO", [], documents=0, sought_against=False) == [
        "no context yet: in what circumstances?",
        "no mechanism yet: what resource, what response?",
        "no outcome yet: what came of it?",
    ]
