"""The document flow against a case counted by hand; each number against the list it leads to."""

import csv
import io
import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import User
from studies.actions.documents import set_priority
from studies.actions.reopening import reopen
from studies.actions.retrieval import report_found, report_missing
from studies.actions.screening import decide
from studies.actions.searching import describe_batch, open_round
from studies.actions.withdrawing import withdraw_batch
from studies.models import Citation, ScreeningStop, Stage
from studies.origins import Origin
from tests.make import batch, nbib_file, ris_file, search_round
from tests.studies.screened import cast, settle
from tests.world import World

TEXTS = Stage.FULL_TEXT
COLUMNS = ("databases", "other_methods")


def exclude(citation: Citation, stage: str = Stage.TITLE_ABSTRACT, **reasons: str) -> None:
    """`exclude(citation, bob="Wrong setting", dana="No causal insight")`: votes in that order."""
    for name, reason in reasons.items():
        by = User.objects.get(email=f"{name}@example.org")
        decide(citation=citation, stage=stage, by=by, verdict="exclude", reason=reason)


@pytest.fixture
def screened(world: World) -> World:
    """What was loaded, by work, and what was said of it:

        database  Embase       PubMed        Scopus (authors)   ERIC (withdrawn)
        works     1 to 10      1, 2, 11      2, 12              3, 13
        records   10           3             2                  (2)

    15 records count, 3 of them duplicates (of work 1 one, of work 2 two): 12 citations, numbered as the works are.

        1, 2       included by both, then prioritised (1) and left (2: Thin)
        3          excluded, bob first: Wrong setting, dana: No causal insight
        4          excluded by both: Wrong setting
        5          excluded by settlement of a conflict
        6          excluded by both, opened again, excluded again by both: No causal insight
        7          in conflict
        8          bob alone said include; 12: nobody said anything
        9          included; full text not found, as dana says; bob had said include before
        10         included; excluded at full text: Wrong setting
        11         included, at full text nobody said anything; not prioritised or left yet
    """
    rounds = search_round(world.review, world.adam)
    batch(rounds, ris_file(list(range(1, 11))), world.adam, database="Embase")
    batch(rounds, nbib_file([1, 2, 11]), world.adam, database="PubMed")
    authors = open_round(review=world.review, by=world.adam, why="Gap", where="x", cluster_element="lead_authors")
    batch(authors, ris_file([2, 12], "authors.ris"), world.adam, database="Scopus")
    gone = batch(rounds, ris_file([3, 13], "gone.ris"), world.adam, database="ERIC")
    withdraw_batch(batch=gone, reason="Illustrative", by=world.adam)
    row = {each.number: each for each in world.review.citations.standing()}
    for number in (1, 2, 9, 10, 11):
        cast(row[number], bob="include", dana="include")
    exclude(row[3], bob="Wrong setting", dana="No causal insight")
    exclude(row[4], bob="Wrong setting", dana="Wrong setting")
    cast(row[5], bob="include", dana="exclude")
    settle(row[5], by=world.alice, outcome="exclude")
    exclude(row[6], bob="Wrong setting", dana="Wrong setting")
    reopen(review=world.review, stage=Stage.TITLE_ABSTRACT, citations=[6], reason="Illustrative", by=world.alice)
    exclude(row[6], bob="No causal insight", dana="No causal insight")
    cast(row[7], bob="include", dana="exclude")
    cast(row[8], bob="include")
    cast(row[1], TEXTS, bob="include", dana="include")
    cast(row[2], TEXTS, bob="include", dana="include")
    cast(row[9], TEXTS, bob="include")
    report_missing(citation=row[9], reason="Asked the library", by=world.dana)
    exclude(row[10], TEXTS, bob="Wrong setting", dana="Wrong setting")
    for number, priority, reason in ((1, "prioritised", "Rich"), (2, "left", "Thin")):
        document = row[number].document
        set_priority(document=document, priority=priority, reason=reason, revision=document.revision, by=world.alice)
    return world


BY_HAND = [
    ("databases", "", 13),
    ("databases", "Embase", 10),
    ("databases", "PubMed", 3),
    ("other_methods", "", 2),
    ("other_methods", "Lead authors", 2),
    ("records", "", 15),
    ("duplicates", "", 3),
    ("citations", "", 12),
    ("excluded_title_abstract", "", 4),
    ("excluded_title_abstract", "Conflict settled as excluded", 1),
    ("excluded_title_abstract", "No causal insight", 1),
    ("excluded_title_abstract", "Wrong setting", 2),
    ("undecided_title_abstract", "", 2),
    ("conflict_title_abstract", "", 1),
    ("sought", "", 5),
    ("not_found", "", 1),
    ("assessed", "", 4),
    ("excluded_full_text", "", 1),
    ("excluded_full_text", "Wrong setting", 1),
    ("undecided_full_text", "", 1),
    ("included", "", 3),
    ("prioritised", "", 1),
    ("left", "", 1),
    ("left", "Thin", 1),
    ("open", "", 1),
    ("passages", "", 0),
    ("configurations", "", 0),
    ("explanations", "", 0),
]


def exported(world: World, name: str = "omar") -> list[dict[str, str]]:
    client = world.client(getattr(world, name))
    answer = client.get(reverse("download", args=[world.review.slug, "flow", "csv"]))
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_numbers_are_those_counted_by_hand(screened: World) -> None:
    rows = exported(screened, "alice")
    assert list(rows[0]) == ["band", "box", "label", "source", "reason", "count"]
    found = sorted((row["box"], row["source"] + row["reason"], int(row["count"])) for row in rows)
    rules = [row for row in found if row[0] == "duplicates" and row[1]]
    assert sum(count for *_, count in rules) == 3
    assert [row for row in found if row not in rules] == sorted(BY_HAND)


@pytest.mark.parametrize("name", ["alice", "bob", "omar"])
def test_each_number_leads_to_a_list_of_as_many(screened: World, name: str) -> None:
    client = screened.client(getattr(screened, name))
    page = client.get(screened.url("flow/"))
    lines = [
        line
        for band in page.context["bands"]
        for row in band.rows
        for box in (row.main, *row.side)
        for line in (box.head, *box.lines)
    ]
    assert len(lines) > 25
    listed = {line.url: client.get(line.url).context for line in lines if "/explanations/" not in line.url}
    counted = {url: told["page"].paginator.count for url, told in listed.items() if "page" in told}
    assert counted == {line.url: line.count for line in lines if line.url in counted}
    assert {url.split("/")[3] for url in counted} == {"records", "citations", "documents", "configurations"}
    drawn = re.findall(r'<a href="([^"]+)"><tspan[^>]*>\(n\xa0=\xa0([\d,]+)\)', page.content.decode())
    assert {(url.replace("&amp;", "&"), int(n)) for url, n in drawn} == {(line.url, line.count) for line in lines}


def test_who_voted_sees_that_another_vote_is_awaited(screened: World) -> None:
    client = screened.client(screened.bob)
    body = client.get(screened.url("flow/")).content.decode()
    assert "awaiting a second vote" in body
    assert "awaiting a second vote" not in screened.client(screened.dana).get(screened.url("flow/")).content.decode()


def test_what_is_found_after_all_is_counted_where_it_stands(screened: World) -> None:
    report_found(citation=screened.review.citations.get(number=9), by=screened.bob)
    found = {(row["box"], row["source"] + row["reason"]): int(row["count"]) for row in exported(screened)}
    assert [found[box, ""] for box in ("sought", "not_found", "assessed", "undecided_full_text")] == [5, 0, 5, 2]
    assert found["included", ""] == 4


def test_a_reason_of_the_same_words_is_a_reason(screened: World) -> None:
    """Nothing is read out of what a reason is called."""
    exclude(screened.review.citations.get(number=11), TEXTS, bob="Full text not found", dana="Full text not found")
    found = {(row["box"], row["source"] + row["reason"]): int(row["count"]) for row in exported(screened)}
    assert (found["not_found", ""], found["excluded_full_text", "Full text not found"]) == (1, 1)


def test_the_columns_follow_what_is_said_of_each_batch(screened: World) -> None:
    """The said source of a batch goes before the CLUSTER element of its round; each number keeps its list."""
    said = {"Embase": "websites", "PubMed": "registers", "Scopus": "databases"}
    for each in screened.review.batches.standing():
        told = replace(Origin.of(each), source=said[each.database])
        describe_batch(batch=each, revision=each.revision, origin=told, by=screened.adam)
    more = batch(screened.review.search_rounds.first(), ris_file([30], "chased.ris"), screened.adam)
    describe_batch(batch=more, revision=more.revision, origin=Origin(source="citations"), by=screened.adam)
    found = {(row["box"], row["source"]): int(row["count"]) for row in exported(screened) if row["box"] in COLUMNS}
    assert found == {
        ("databases", ""): 5,
        ("databases", "PubMed (register)"): 3,
        ("databases", "Scopus"): 2,
        ("other_methods", ""): 11,
        ("other_methods", "Websites"): 10,
        ("other_methods", "Citation searching"): 1,
    }
    test_each_number_leads_to_a_list_of_as_many(screened, "omar")
    listed = screened.client(screened.omar).get(screened.url("citations/?origin=websites"))
    assert listed.context["page"].paginator.count == 10


def test_a_stop_is_told(screened: World) -> None:
    stop = ScreeningStop.objects.create(
        review=screened.review, stage=Stage.TITLE_ABSTRACT, reason="Enough", stopped_by=screened.alice
    )
    client = screened.client(screened.omar)
    assert "as screening was stopped" in client.get(screened.url("flow/")).content.decode()
    ScreeningStop.objects.create(
        review=screened.review, stage=stop.stage, reason="On", stopped_by=screened.alice, resumes=stop
    )
    assert "as screening was stopped" not in client.get(screened.url("flow/")).content.decode()


def test_an_empty_review_has_a_flow_of_noughts(world: World) -> None:
    page = world.client(world.omar).get(world.url("flow/"))
    assert page.status_code == 200
    assert {box.head.count for band in page.context["bands"] for row in band.rows for box in (row.main, *row.side)} == {
        0
    }


def test_more_rows_ask_no_more_queries(screened: World) -> None:
    client, url = screened.client(screened.omar), screened.url("flow/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    asked()
    before = asked()
    batch(screened.review.search_rounds.first(), ris_file(list(range(20, 40)), "more.ris"), screened.adam, "Embase")
    for row in screened.review.citations.standing().filter(number__gt=13):
        exclude(row, bob=f"Reason {row.number}", dana="Wrong setting")
    assert asked() == before


def test_the_file_is_plain_svg_that_stands_alone(screened: World) -> None:
    answer = screened.client(screened.bob).get(screened.url("flow/flow.svg"))
    root = ElementTree.fromstring(answer.content)
    names = {each.tag.partition("}")[2] for each in root.iter()}
    assert names == {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert not any("style" in each.attrib or "href" in each.attrib for each in root.iter())
    assert "Inter" in root.attrib["font-family"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="talk-flow.svg"'


def test_the_page_has_no_style_or_script_of_its_own(screened: World) -> None:
    body = screened.client(screened.bob).get(screened.url("flow/")).content.decode()
    figure = body[body.index("<svg") : body.index("</svg>")]
    assert "style" not in figure and "<script" not in figure and "<title" in figure and "<desc" in figure


def test_the_picture_is_wide_and_has_words_on_white(screened: World) -> None:
    content = screened.client(screened.bob).get(screened.url("flow/flow.png")).content
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 2000 and height > width / 3
    assert len(content) > 60_000  # without fonts there would be lines alone
