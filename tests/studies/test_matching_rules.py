"""What the rules make of pairs of every shape that databases give: each row made up, each shape met in real files."""

import pytest

from studies.matching import RULES, match

LONG = "Illustrative record: how peers in rural clinics share what they know of wound care"
ONE = {
    "title": LONG,
    "authors": "Example, Ada B.; Sample, Carl; Specimen, Dora",
    "year": "2016",
    "container": "Illustrative Journal of Shared Practice",
    "volume": "12",
    "issue": "3",
    "pages": "193-204",
}


def outcome(one, other, **options):
    """join, ask, link or apart, and the rule."""
    found = match([{**one, "id": 1}, {**other, "id": 2}], **options)
    for name, pairs in (("join", found.joins), ("ask", found.questions), ("link", found.links)):
        if pairs:
            return name, pairs[0].rule
    return "apart", ""


SAME = {
    "last page cut": {"pages": "193-4"},
    "no last page": {"pages": "193"},
    "no DOI on one side": {"doi": "10.1234/x"},
    "page by word": {"pages": "pp. 193 - 204"},
    "names turned round": {"authors": "Ada B. Example; Carl Sample; Dora Specimen"},
    "names run together": {"authors": "Example A. B.Sample C.Specimen D."},
    "initials before names": {"authors": "A. B. Example, C. Sample, D. Specimen"},
    "first author alone": {"authors": "Example, A."},
    "abbreviated journal": {"container": "Illus J Shar Pract"},
    "journal with its address": {"container": "Illustrative journal of shared practice (London, England)"},
    "journal and conference": {"container": ONE["container"] + ". Conference: 7th Illustrative Meeting. Utrecht"},
    "supplement put into the volume": {"volume": "12 (3 Suppl 1)"},
    "what is left of a volume": {"volume": "3)"},
    "year of print": {"year": "2017"},
    "title in brackets": {"title": f"[{LONG}]"},
    "kind of title behind it": {"title": f"{LONG}. [Review] [42 refs]"},
    "erratum behind the title": {"title": f"{LONG}.[Erratum appears in Illus J Shar Pract. 2017;13(1):9]"},
    "title in two languages": {"title": f"{LONG} [Wie man in Landpraxen voneinander lernt: ein Beispiel]"},
    "capitals and points": {"title": LONG.upper() + "."},
    "title with markup": {"title": LONG.replace("rural", "<i>rural</i>")},
    "a slip of the pen": {"title": LONG.replace("clinics", "clincs")},
    "title that lost its end": {"title": LONG.split(" of wound")[0]},
    "retracted since": {"title": "RETRACTED: " + LONG},
    "another title on the same pages": {
        "title": "Illustrative record: sharing knowledge on wound care among rural peers"
    },
    "title in another language alone": {"title": "Beispielhafter Eintrag: was Kollegen in Landpraxen weitergeben"},
}


@pytest.mark.parametrize("shape", SAME)
def test_what_databases_do_to_a_record_does_not_hide_it(shape):
    assert outcome(ONE, ONE | SAME[shape])[0] == "join", shape


APART = {
    "other pages and another volume": {"pages": "11-19", "volume": "14", "year": "2018"},
    "the second part": {"title": LONG + ": part two", "pages": "205-214"},
    "women, not men": {"title": LONG.replace("peers", "women"), "pages": "205-214"},
    "other people": {
        "authors": "Other, Olga; Else, Ernst",
        "pages": "12-19",
        "volume": "3",
        "container": "Mock Letters",
    },
}


@pytest.mark.parametrize("shape", APART)
def test_what_only_looks_alike_is_never_joined(shape):
    other = APART[shape]
    first = ONE | ({"title": LONG + ": part one"} if "part" in shape else {})
    assert outcome(first, ONE | other)[0] != "join", shape
    assert outcome(first | {"pages": ""}, ONE | other)[0] != "join" or shape.startswith("other"), shape


@pytest.mark.parametrize("title", ["Editorial", "Introduction to the special issue", "Letter to the editor", "Preface"])
def test_a_title_that_says_little_joins_only_with_its_whole_place(title):
    one = ONE | {"title": title, "authors": "Example, Ada", "pages": "1-2"}

    assert outcome(one, dict(one))[0] == "join"
    assert outcome(one, one | {"issue": "4"})[0] != "join"
    assert outcome(one, one | {"pages": "iii-iv"})[0] != "join"
    assert outcome(one, one | {"volume": "13", "year": "2017"})[0] == "apart"


def test_an_abstract_of_a_later_article_is_linked():
    meeting = ONE | {"container": "Mock Reports", "volume": "7", "issue": "Suppl 1", "pages": "S31"}

    assert outcome(meeting, ONE) == ("link", "elsewhere")


def test_two_abstracts_of_one_group_on_one_page_of_a_supplement_are_not_joined():
    first = ONE | {"title": LONG.replace("peers", "nurses"), "issue": "Suppl 2", "pages": "S31", "doi": "10.1234/s"}
    second = first | {"title": LONG.replace("peers", "doctors")}

    assert outcome(first, second)[0] != "join"


@pytest.mark.parametrize("mark", ["Erratum to: ", "Correction: ", "Reply to: ", "Comment on "])
def test_a_correction_or_answer_is_linked_and_asked_about_where_nothing_is_to_be_linked(mark):
    about = ONE | {"title": mark + LONG, "pages": "301", "issue": "5"}

    assert outcome(ONE, about) == ("link", "correction")
    assert outcome(ONE, about, link_versions=False) == ("ask", "correction")


def test_reports_of_a_series_that_differ_by_their_numbers_alone_are_not_joined():
    told = "Made up for this test: report {0} of an illustrative series tells what report {0} found in rural clinics. "
    series = {"pages": "", "issue": ""}
    one, other = (
        ONE | series | {"title": f"Illustrative report {n} of rural clinics that share", "abstract": told.format(n) * 4}
        for n in (1139, 13139)
    )

    assert outcome(one, other)[0] != "join"
    assert outcome(one, other | {"title": one["title"], "abstract": one["abstract"]})[0] == "join"


def test_versions_of_a_review_are_linked_or_joined_where_the_truth_has_them_so():
    first = ONE | {
        "container": "Cochrane Database of Systematic Reviews",
        "pages": "CD000001",
        "volume": "",
        "issue": "2",
    }
    second = first | {"year": "2020", "issue": "7", "doi": "10.1234/cd000001.pub2"}

    assert outcome(first, second) == ("link", "version")
    assert outcome(first, second, link_versions=False) == ("join", "version")


def test_pages_that_excel_made_dates_of_are_read_either_way():
    assert outcome(ONE | {"pages": "6-10"}, ONE | {"pages": "06-Oct"})[0] == "join"
    assert outcome(ONE | {"pages": "11-19"}, ONE | {"pages": "Nov-19"})[0] == "join"
    assert outcome(ONE | {"pages": "21-25"}, ONE | {"pages": "21-May"})[0] == "join"


def test_letters_under_one_heading_by_different_people_are_a_question():
    letters = ONE | {"pages": "193-5", "authors": "Example, Ada"}

    assert outcome(letters, letters | {"authors": "Other, Olga"}) == ("ask", "doubtful_place")


def test_a_wrong_doi_does_not_part_one_place_and_a_shared_one_does_not_join_two():
    assert outcome(ONE | {"doi": "10.1234/x"}, ONE | {"doi": "10.9999/wrong"})[0] == "join"
    assert (
        outcome(ONE | {"doi": "10.1234/x"}, {"title": "Quite another illustrative title", "doi": "10.1234/x"})[0]
        == "apart"
    )


def test_no_chain_of_joins_brings_together_what_contradicts_itself():
    """The middle one, without volume and pages, could be either of two yearly reports."""
    title = "Illustrative yearly account of shared practice in rural clinics"
    rows = [
        ONE | {"id": 1, "title": title, "volume": "12", "pages": "1-9", "doi": "10.1234/a"},
        ONE | {"id": 2, "title": title, "volume": "", "pages": "", "issue": ""},
        ONE | {"id": 3, "title": title, "volume": "13", "pages": "41-9", "doi": "10.1234/b"},
    ]

    found = match(rows)

    assert [1, 3] not in [sorted({1, 3} & set(cluster)) for cluster in found.clusters]
    assert len(found.clusters) == 2
    assert any("contradict" in reason for question in found.questions for reason in question.reasons)


def test_reasons_name_what_was_compared():
    (join,) = match([ONE | {"id": 1, "doi": "10.1234/x"}, ONE | {"id": 2, "doi": "10.1234/X", "pages": "193-4"}]).joins

    assert join.reasons == (
        "same DOI 10.1234/x",
        "titles are equal",
        "same authors",
        "same year, journal, volume and issue",
        "pages 193-204 and 193-4",
    )


def test_every_rule_has_words():
    assert all(words and words[0].islower() for words in RULES.values())


def test_rows_may_lack_anything_and_hold_anything():
    strange = ["", "—", "?", "[]", "0", "nan", "\x00", "١٢-١٥", "²", "1" * 400, "Ünïcödé " * 50, "10.", "S-1", "06-Oct"]
    rows = [{"id": 0}, {"id": 1, "title": None}]
    names = (*ONE, "doi", "pmid", "isbn_issn", "abstract", "url", "raw")
    rows += [{"id": at, **dict.fromkeys(names, value)} for at, value in enumerate(strange, 2)]

    found = match(rows + [row | {"id": row["id"] + 100} for row in rows])

    assert sum(map(len, found.clusters)) == 2 * len(rows)


BOOK = {"title": "Illustrative evaluation", "authors": "Example, Ada; Sample, Carl", "year": "1997"}
ISBN = {"isbn_issn": "9780123456786"}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (ISBN, {"isbn_issn": "0-12-345678-9"}, ("join", "same_isbn")),
        (ISBN, ISBN | {"pages": "240"}, ("join", "same_isbn")),
        (ISBN | {"pages": "31-41"}, ISBN | {"pages": "12-30"}, ("apart", "")),
        (ISBN, {"isbn_issn": "9780999999991"}, ("ask", "doubtful_words")),
        (ISBN, ISBN | {"authors": "Other, Olga"}, ("apart", "")),
        (ISBN | {"title": "Introduction"}, ISBN | {"title": "Introduction"}, ("apart", "")),
        ({}, {}, ("ask", "doubtful_words")),
        ({"authors": ""}, {"authors": ""}, ("ask", "doubtful_words")),
        ({"container": "Nurse Journal", "volume": "1"}, {"container": "Nurse Journal", "volume": "2"}, ("apart", "")),
        ({"doi": "10.1000/one"}, {"doi": "10.1000/two"}, ("apart", "")),
        ({"source_id": "2-s2.0-85012345678"}, {"source_id": "2-s2.0-85012345678"}, ("join", "same_accession")),
        (
            {"source_id": "WOS:000312345600001", "title": "Proceedings of X", "authors": ""},
            {"source_id": "WOS:000312345600001", "title": "Proceedings of X", "authors": ""},
            ("join", "same_accession"),
        ),
        ({"source_id": "17"}, {"source_id": "17"}, ("ask", "doubtful_words")),
    ],
)
def test_books_and_reports_have_neither_volume_nor_pages(one, other, found):
    assert outcome(BOOK | one, BOOK | other) == found
