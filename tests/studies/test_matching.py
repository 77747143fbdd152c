"""Which records are joined, asked about, linked and kept apart, and that order never matters."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made import made
from studies.matching import keys, match, near

TITLE = "Illustrative record 1: how peers share what they know in open networks"


def row(number, title=TITLE, **fields):
    return {"id": number, "title": title, "authors": "Example, Ada", "year": "2020", **fields}


def test_the_same_entry_in_another_file_is_joined():
    raw = "TY  - JOUR\nTI  - Illustrative record 1\nER  - "

    found = match([row(1, raw=raw), row(2, raw=raw.replace("\n", "\r\n") + "\n")])

    assert found.clusters == [[1, 2]]
    assert [(j.a, j.b, j.rule, j.reasons) for j in found.joins] == [
        (1, 2, "identical_entry", ("the entries are identical",))
    ]


def test_equal_doi_with_agreeing_title_joins_and_says_why():
    found = match(
        [row(1, doi="10.1234/ILL.1"), row(2, TITLE.replace("peers", "péers "), doi="https://doi.org/10.1234/ill.1")]
    )

    (join,) = found.joins
    assert join.rule == "same_doi"
    assert join.reasons == ("same DOI 10.1234/ill.1", "titles are equal", "same authors", "same year")
    assert join.score == 100


def test_a_title_without_its_subtitle_agrees():
    short = "How illustrative peers share what they know"

    (join,) = match([row(1, short, doi="10.1234/x"), row(2, f"{short}: a realist review", doi="10.1234/x")]).joins

    assert join.reasons[1].startswith("one title is the beginning of the other")


def test_a_slip_of_the_pen_agrees_with_its_score_in_words():
    (join,) = match([row(1, pmid="123"), row(2, TITLE.replace("networks", "netwroks"), pmid="PMID: 123")]).joins

    assert join.rule == "same_pmid"
    assert join.reasons == ("same PMID 123", "titles agree (98 of 100)", "same authors", "same year")
    assert 90 <= join.score < 100


def test_equal_doi_with_another_title_is_a_question():
    found = match([row(1, doi="10.1234/x"), row(2, "Illustrative record 2: something else", doi="10.1234/x")])

    assert found.joins == []
    assert found.clusters == [[1], [2]]
    assert found.questions[0].reasons[0] == "same DOI 10.1234/x"
    assert "titles differ" in found.questions[0].reasons[1]


def test_parts_that_differ_by_a_number_alone_are_asked_about():
    found = match([row(1, TITLE + " part 1", doi="10.1234/x"), row(2, TITLE + " part 2", doi="10.1234/x")])

    assert found.joins == []
    assert "numbers in the titles differ" in found.questions[0].reasons[1]


@pytest.mark.parametrize(
    ("year", "author", "joined"),
    [("2020", "Example, Ada", 1), ("2019", "Example, Ada", 0), ("2020", "Other, O", 0)],
)
def test_a_missing_title_agrees_only_with_year_and_first_author(year, author, joined):
    found = match([row(1, doi="10.1234/x"), {"id": 2, "year": year, "authors": author, "doi": "10.1234/x"}])

    assert (len(found.joins), len(found.questions)) == (joined, 1 - joined)


def test_an_erratum_with_the_doi_of_its_article_is_linked_or_asked_about():
    rows = [row(1, doi="10.1234/x"), row(2, f"Erratum to: {TITLE}", doi="10.1234/x")]

    linked, asked = match(rows), match(rows, link_versions=False)

    assert (len(linked.joins), len(linked.links), len(linked.questions)) == (0, 1, 0)
    assert (len(asked.joins), len(asked.links), len(asked.questions)) == (0, 0, 1)


def test_equal_titles_alone_join_nothing():
    assert match([{"id": n, "title": TITLE} for n in range(3)]).joins == []
    assert match([row(1, doi="10.1234/x"), row(2, doi="10.1234/y")]).joins == []


def test_records_judged_different_are_neither_joined_nor_asked_about():
    rows = [row(1, doi="10.1234/x"), row(2, doi="10.1234/x")]

    found = match(rows, verdicts=[(2, 1, "different")])

    assert (found.joins, found.questions, found.clusters) == ([], [], [[1], [2]])


def test_no_path_of_joins_brings_together_what_was_judged_different():
    rows = [row(1, doi="10.1234/x"), row(2, doi="10.1234/x", pmid="7"), row(3, pmid="7")]

    found = match(rows, verdicts=[(1, 3, "different")])

    assert found.clusters == [[1, 2], [3]]
    assert [(q.a, q.b) for q in found.questions] == [(2, 3)]
    assert "judged different" in found.questions[0].reasons[-1]


def test_records_judged_the_same_are_joined_whatever_they_say():
    found = match([row(1), row(2, "Quite another illustrative title")], verdicts=[(1, 2, "same")])

    assert found.clusters == [[1, 2]]
    assert found.joins[0].rule == "judged"


def test_of_two_verdicts_that_contradict_each_other_the_careful_one_holds():
    for verdicts in ([(1, 2, "same"), (1, 2, "different")], [(2, 1, "different"), (1, 2, "same")]):
        assert match([row(1), row(2)], verdicts=verdicts).clusters == [[1], [2]]


def test_the_doi_of_a_whole_supplement_asks_nothing_and_joins_only_equal_titles():
    topics = ("asthma", "burnout", "nursing", "telehealth", "pharmacy", "midwifery", "surgery", "dentistry")
    rows = [row(n, f"{topic} {topic[::-1]} in illustration", doi="10.1234/s") for n, topic in enumerate(topics)]

    found = match([*rows, row(99, rows[3]["title"], doi="10.1234/s")])

    assert [(j.a, j.b) for j in found.joins] == [(3, 99)]
    assert found.questions == []


def test_a_supplement_of_thousands_is_no_longer_work_than_it_must_be():
    rows = [row(n, f"{n:05d} illustrative abstract {n * 7919 % 10007}", doi="10.1234/s") for n in range(3_000)]
    started = time.process_time()

    match(rows)

    assert time.process_time() - started < 5


def test_stored_rows_need_comparing_only_where_they_share_a_key():
    stored = [row(1, doi="doi:10.1234/X"), row(2, "Of deserts"), row(3, "Of ice", year="1999", pmid="12345678.0")]
    new = [row(4, "Of rivers", doi="10.1234/x"), row(5, "Of lakes", pmid="12345678")]

    assert [stored[at]["id"] for at in near(keys(new), keys(stored))] == [1, 3]
    assert near(keys([]), keys(stored)) == near(keys(new), []) == []


def test_new_rows_are_matched_against_what_stands():
    stored = [row(1, doi="10.1234/x"), row(2, doi="10.1234/y"), row(3, pmid="7"), row(4, pmid="7")]

    found = match([row(5, doi="10.1234/x")], stored=stored, standing=[[1, 2]])

    assert found.clusters == [[1, 2, 5], [3], [4]]
    assert [(j.a, j.b) for j in found.joins] == [(1, 5)]


def test_batch_by_batch_comes_to_the_same_as_all_at_once():
    rows = made(400)
    first, then = rows[:250], rows[250:]
    before = match(first).clusters
    touched = {first[at]["id"] for at in near(keys(then), keys(first))}
    standing = [cluster for cluster in before if touched & set(cluster)]
    wanted = {number for cluster in standing for number in cluster}
    held = [row for row in first if row["id"] in wanted]

    found = match(then, stored=held, standing=standing)

    assert len(before) + len(then) - len(found.joins) == len(match(rows).clusters)


def test_what_stands_together_gives_way_to_a_verdict():
    found = match([], stored=[row(1), row(2)], standing=[[1, 2]], verdicts=[(1, 2, "different")])

    assert found.clusters == [[1], [2]]


few = st.sampled_from
rows_ = st.lists(
    st.fixed_dictionaries(
        {
            "title": few(["", TITLE, TITLE + " part 2", f"Erratum: {TITLE}", "Editorial", "Illustrative record 9"]),
            "doi": few(["", "10.1234/a", "10.1234/b"]),
            "pmid": few(["", "1", "2"]),
            "year": few(["", "2020", "2021"]),
            "authors": few(["", "Example, A", "Sample, B", "Example, A; Sample, B"]),
            "container": few(["", "Illustrative Journal", "Illus J", "Cochrane Database"]),
            "volume": few(["", "1", "2"]),
            "issue": few(["", "1", "Suppl 2"]),
            "pages": few(["", "3-14", "3", "S3", "03-Oct", "90-8"]),
            "abstract": few(["", "An illustrative abstract. " * 5, "Another abstract altogether. " * 5]),
            "raw": few(["", "", "TY  - JOUR"]),
        }
    ),
    max_size=9,
).map(lambda rows: [{"id": n, **r} for n, r in enumerate(rows)])
verdicts_ = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), few(["same", "different"])), max_size=5)


@settings(max_examples=50)
@given(rows_, verdicts_, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_sides_of_verdicts_make_no_difference(rows, verdicts, chance):
    shuffled = chance.sample(rows, len(rows))
    turned = [(b, a, what) for a, b, what in chance.sample(verdicts, len(verdicts))]

    one, other = match(rows, verdicts=verdicts), match(shuffled, verdicts=turned)

    assert one == other


@settings(max_examples=50)
@given(rows_, verdicts_)
def test_clusters_hold_every_row_once_and_never_two_judged_different(rows, verdicts):
    found = match(rows, verdicts=verdicts)

    assert sorted(i for cluster in found.clusters for i in cluster) == [r["id"] for r in rows]
    assert len(found.clusters) + len(found.joins) == len(rows)
    place = {i: n for n, cluster in enumerate(found.clusters) for i in cluster}
    ids = set(place)
    assert all(place[a] != place[b] for a, b, what in verdicts if what == "different" and a != b and {a, b} <= ids)
    assert all(place[q.a] != place[q.b] for q in [*found.questions, *found.links])
