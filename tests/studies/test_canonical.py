"""The words of a citation come from its records by a stated rule."""

from studies.canonical import canonical, chosen_from

NAMES = ("title", "authors", "doi", "abstract")


def test_the_fullest_record_speaks_first_and_the_next_fills_its_gaps() -> None:
    thin = {"title": "ILLUSTRATIVE RECORD", "doi": "10.99999/1"}
    full = {"title": "Illustrative record", "authors": "Abara, A.", "abstract": "Made up."}
    assert canonical([thin, full], NAMES) == {
        "title": "Illustrative record",
        "authors": "Abara, A.",
        "doi": "10.99999/1",
        "abstract": "Made up.",
    }


def test_of_records_equally_full_the_first_speaks() -> None:
    assert canonical([{"title": "first"}, {"title": "second"}], NAMES)["title"] == "first"


def test_the_abstract_is_the_longest_because_exports_cut_it() -> None:
    cut = {"title": "t", "authors": "a", "doi": "d", "abstract": "Background: we"}
    whole = {"abstract": "Background: we asked. Results: none."}
    assert canonical([cut, whole], NAMES)["abstract"] == whole["abstract"]


def test_what_no_record_has_is_empty() -> None:
    assert canonical([{}], NAMES) == dict.fromkeys(NAMES, "")


def test_each_field_says_which_record_it_is_from() -> None:
    thin = {"title": "ILLUSTRATIVE RECORD", "doi": "10.99999/1", "abstract": "Made up, and at length."}
    full = {"title": "Illustrative record", "authors": "Abara, A.", "abstract": "Made up."}
    assert chosen_from([thin, full], NAMES) == {"title": 0, "authors": 1, "doi": 0, "abstract": 0}
    assert chosen_from([full], ("doi",)) == {"doi": None}


def test_what_somebody_wrote_stands_before_every_record() -> None:
    for records in ([{"title": "t"}], [{"title": "t"}, {"doi": "d"}]):
        assert canonical(records, ("title",), {"title": "mended"}) == {"title": "mended"}
