"""Writing citations and reading them back gives the same citations, whatever they hold."""

import bibtexparser
import pytest
import rispy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studies.formats import kinds, kinds_structured, names, read, values
from studies.formats.tables import cells
from studies.formats.writing import WRITERS, write

NASTY = (
    *(
        "ER  - ",
        "TY  - JOUR",
        "ER",
        "AB  - x",
        "@article{x,",
        "@string(",
        "{",
        "}",
        "}}",
        "\\",
        "\\'e",
        "\\textbf{",
        "$x_1$",
    ),
    *(
        "%",
        "#",
        "&",
        "&amp;",
        "&lt;i&gt;",
        "<i>x</i>",
        "~",
        "^",
        "--",
        "---",
        "``",
        "''",
        '"',
        '""',
        "'",
        "=1+1",
        "-5",
        "+",
        "@",
    ),
    *(
        ",",
        ";",
        "and",
        " and ",
        "\n",
        "\r\n",
        "\u2028",
        "\t",
        "\x00",
        "\x0b",
        "\ufeff",
        "עברית",
        "مرحبا",
        "😀",
        "é",
        "e\u0301",
    ),
    *("12.", "<1>", "Record 1 of 2", "PMID- 1", "%0 ", "1-Jun", "…", "ﬁ", "中文", "\u202e", "_x000D_", "|", "'=a"),
)
raw = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(NASTY)), max_size=8).map(lambda parts: " ".join(parts))
pasted = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(NASTY)), max_size=12).map(lambda parts: "".join(parts))
unusable = str.maketrans("", "", "".join(map(chr, [*range(9), *range(14, 28), 31, 127, 0xFEFF, 0xFFFE, 0xFFFF])))


def settled(form, text):
    """The text in its normal form, which is what the form leaves unchanged."""
    text = text.encode("utf-8", "ignore").decode().translate(unusable)
    for _ in range(6):
        before, text = text, form(text)
        if text == before:
            return text
    assume(False)
    return ""


def meaning(text):
    """Whether a text says something: programs write "nan" and "-" for nothing, and "#NAME?" for what they lost."""
    return not text or not (cells.blank(text) or values.real(text) == "" or cells.lost(text))


lines = st.one_of(raw, pasted).map(lambda text: settled(values.tidy, text)).filter(meaning)
proses = st.one_of(raw, pasted).map(lambda text: settled(values.prose, text)).filter(meaning)
persons = st.builds("{}, {}".format, st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9))
people = st.one_of(persons, raw, st.sampled_from(["Example, Ada, Jr.", "Acme Widgets", "Group for Examples", "Ã, Ó"]))


def known(name):
    """A name as reading leaves it: one, neither "others" nor a list."""
    name = settled(lambda text: names.people([values.tidy(text)])[0], name.replace(";", " "))
    usable = ";" not in name and name.casefold() not in ("others", "et al", "et al.") and not names.people([name])[1]
    return name if usable and meaning(name) and "=" not in name else ""


def keyworded(words):
    """Keywords as reading leaves them."""
    found = settled(lambda text: values.keywords([text]), "; ".join(words))
    return found if meaning(found) else ""


@st.composite
def rows(draw, types):
    row = {
        "type": draw(st.sampled_from(types)),
        "title": draw(lines),
        "authors": "; ".join(filter(None, map(known, draw(st.lists(people, max_size=3))))),
        "year": draw(st.sampled_from(["", "1999", "2020"])),
        "container": draw(lines),
        "volume": draw(st.sampled_from(["", "12", "12A", "Suppl. 1", "3-4"])),
        "issue": draw(st.sampled_from(["", "3", "1-2", "Pt 2", "S1"])),
        "pages": draw(st.sampled_from(["", "12-19", "e12", "S1-S9", "193-204, 210", "xii"])),
        "doi": draw(
            st.sampled_from(
                ["", "10.1234/ill.1", "10.1002/(sici)1097(199601)1:1<1::aid-ill1>3.0.co;2-a", "10.1234/a_b%c"]
            )
        ),
        "pmid": draw(st.sampled_from(["", "1", "12345678"])),
        "isbn_issn": draw(st.sampled_from(["", "1234-567X", "1234-5678; 8765-4321", "0123-4567; 9783161484100"])),
        "abstract": draw(proses),
        "keywords": draw(st.lists(lines, max_size=3).map(keyworded)),
        "language": draw(st.sampled_from(["", "English", "eng; fre"])),
        "url": draw(
            st.sampled_from(
                ["", "https://example.org/a_b?c=1&d=%20#e~f", "https://example.org/1; http://example.org/2"]
            )
        ),
    }
    return {name: value for name, value in row.items() if value}


def back(format_, found):
    """What reading gives for citations that were written, without the keys that writing made up."""
    reading = read(write(format_, found))
    assert (reading.format, reading.rejected, reading.refused) == (format_, [], "")
    return [{name: value for name, value in entry.fields.items() if name != "source_id"} for entry in reading.entries]


def whole(found):
    """Only citations that somebody could screen are entries at all."""
    return [row for row in found if row.get("title")]


RIS = sorted(set(kinds.RIS.values()))
BIBTEX = sorted(set(kinds_structured.BIBTEX.values()) | {"newspaper article", "blog post"})


@settings(max_examples=50, deadline=None)
@given(st.lists(rows(RIS), min_size=1, max_size=3).map(whole))
def test_ris_comes_back_as_it_was_written(found):
    assume(found)
    assert back("ris", found) == found


@settings(max_examples=50, deadline=None)
@given(st.lists(rows(BIBTEX), min_size=1, max_size=3).map(whole))
def test_bibtex_comes_back_as_it_was_written(found):
    assume(found)
    assert back("bibtex", found) == found


@settings(max_examples=50, deadline=None)
@given(st.lists(rows(RIS), min_size=1, max_size=3).map(whole))
def test_csv_comes_back_as_it_was_written(found):
    assume(found)
    assert back("csv", found) == found


CSL = sorted(set(kinds_structured.CSL.values()) | {"grant", "catalogue"})


@settings(max_examples=50, deadline=None)
@given(st.lists(rows(CSL), min_size=1, max_size=3).map(whole))
def test_csl_json_comes_back_as_it_was_written(found):
    assume(found)
    assert back("csl_json", found) == found


AWKWARD = {
    "type": "article",
    "title": 'Illustrative record 1: 100 % of {braces, $x_1$ & #5 ~ ^ \\ “quoted” "plain"',
    "authors": "Example, Ada, Jr.; van der Sample, Ben; Acme Widgets; Smith and Sons Ltd",
    "year": "2020",
    "abstract": "Receptors were\nER  - positive\nTY  - JOUR\n@article{x,\n@string(y = {z})",
    "keywords": "asthma, adult; 1,2-example",
}


def test_peers_take_what_is_written():
    (entry,) = rispy.loads(write("ris", [AWKWARD]).decode())
    library = bibtexparser.parse_string(write("bibtex", [AWKWARD]).decode())

    assert entry["title"] == AWKWARD["title"]
    assert entry["authors"] == ["Example, Ada, Jr.", "van der Sample, Ben", "Acme Widgets,", "Smith and Sons Ltd,"]
    assert entry["keywords"] == ["asthma, adult", "1,2-example"]
    assert (len(library.entries), library.failed_blocks) == (1, [])


@pytest.mark.parametrize("format_", list(WRITERS))
def test_what_is_awkward_comes_back(format_):
    normal = AWKWARD | {"abstract": values.prose(AWKWARD["abstract"])}

    assert back(format_, [AWKWARD, AWKWARD]) == [normal, normal]


def test_nul_and_halves_of_characters_are_left_out():
    (row,) = back("ris", [{"title": "Illustrative\x00 record\ud800 1", "abstract": "one\r\n\r\ntwo\x0bthree"}])

    assert row == {"type": "article", "title": "Illustrative record 1", "abstract": "one\ntwo\nthree"}


def test_entries_without_keys_get_different_ones():
    keys = [entry.fields["source_id"] for entry in read(write("bibtex", [AWKWARD, AWKWARD])).entries]

    assert keys == ["example2020illustrative", "example2020illustrative-2"]
