"""The page tells what was said independently, of closed citations alone, and each number leads to its citations."""

import csv
import io
import re

import plotly.graph_objects as go
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.actions.people import add_member, take_out
from reviews.models.review import Role
from studies.actions.judging import put_together
from studies.actions.reopening import reopen
from studies.actions.resolving import resolve_conflict
from studies.actions.screening import decide, undo
from studies.agreement import kappa
from studies.charts import agreement_over_time
from studies.models import Citation, Stage
from studies.queries.agreement import agreements, at_stage
from tests.make import ris_file
from tests.studies.duplicated import load
from tests.studies.screened import cast, citations
from tests.studies.test_blinding import read
from tests.world import World, person

TITLES, TEXTS = Stage.TITLE_ABSTRACT.value, Stage.FULL_TEXT.value
# What bob and what dana says, in pairs: 6 + 2 + 1 + 5, and one unsure.
SAID = (
    [("include", "include")] * 6
    + [("include", "exclude")] * 2
    + [("exclude", "include")]
    + [("exclude", "exclude")] * 5
)
TABLE = [[6, 2], [1, 5]]


def screened(world: World, more: int = 0) -> list[Citation]:
    made = citations(world, len(SAID) + 1 + more)
    for each, (bob, dana) in zip(made, [*SAID, ("unsure", "include")], strict=False):
        cast(each, bob=bob, dana=dana)
    return made


def text(world: World, path: str = "agreement/") -> str:
    answer = world.client(world.omar).get(world.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'href="[^"]*/screen/[a-z-]+/(\d+)/"', page)]


def linked(world: World, page: str, count: int) -> list[list[int]]:
    """The citations behind each link that says this number."""
    links = re.findall(rf'class="count-link" href="([^"]+)"[^>]*>{count}<', page)
    return [listed(world.client(world.omar).get(each.replace("&amp;", "&")).content.decode()) for each in links]


def test_kappa_on_the_page_is_that_of_the_votes_given(world: World) -> None:
    screened(world)
    page, found = text(world), kappa(TABLE)
    assert f"{found.percent:.1f}" in page
    assert f"{found.kappa:.2f} <span" in page
    assert f"({found.low:.2f} to {found.high:.2f})" in page
    assert f'<td class="n">{found.pabak:.2f}</td>' in page
    said = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert f"They agreed on {found.percent:.1f} % of 14 of the 15 citations that both decided, leaving out 1" in said
    assert "Landis and Koch" in page
    assert "Psychol Bull 1969;72:323-7" in page


def test_each_number_leads_to_exactly_its_citations(world: World) -> None:
    screened(world)
    page = text(world)
    assert [1, 2, 3, 4, 5, 6] in linked(world, page, 6)
    assert [7, 8] in linked(world, page, 2)
    assert [9] in linked(world, page, 1)
    assert [10, 11, 12, 13, 14] in linked(world, page, 5)
    assert [15] in linked(world, page, 1)
    assert list(range(1, 16)) in linked(world, page, 15)


def test_a_kappa_that_does_not_exist_is_said_in_words(world: World) -> None:
    assert "Nothing to compare yet" in text(world)
    for each in citations(world, 3):
        cast(each, bob="exclude", dana="exclude")
    page = text(world)
    assert "undefined" in page
    assert "kappa does not exist" in page
    assert "100.0" in page


def test_reasons_are_compared_among_what_both_excluded(world: World) -> None:
    wrong = [("setting", "setting"), ("setting", "topic"), ("topic", "topic")]
    for each, reasons in zip(citations(world, 3), wrong, strict=True):
        for who, reason in zip((world.bob, world.dana), reasons, strict=True):
            decide(citation=each, stage=TITLES, by=who, verdict="exclude", reason=reason)
    page = text(world)
    assert "The same reason for 66.7 %" in page
    url = reverse("compared_citations", args=[world.review.slug, TITLES, *sorted((world.bob.pk, world.dana.pk))])
    asked = {
        given: listed(text_of(world, f"{url}?reason=setting&given={given}")) for given in ("both", "first", "second")
    }
    assert asked == {"both": [1], "first": [2], "second": []}


def text_of(world: World, url: str) -> str:
    return world.client(world.omar).get(url).content.decode()


def test_talking_it_over_raises_nothing_and_what_is_taken_back_is_not_compared(world: World) -> None:
    one, two, three = citations(world, 3)
    cast(one, bob="include", dana="exclude")
    cast(one, dana="include")
    cast(two, bob="include", dana="exclude")
    resolve_conflict(citation=two, stage=TITLES, by=world.alice, outcome="include", reason="read it")
    cast(three, bob="include", dana="include")
    undo(review=world.review, stage=TITLES, by=world.dana)
    [pair] = agreements(world.review)
    assert [(each.item, each.first, each.second) for each in pair.compared] == [
        (one.pk, "include", "exclude"),
        (two.pk, "include", "exclude"),
    ]


def test_what_is_opened_again_is_compared_anew_when_it_is_closed(world: World) -> None:
    one, two = citations(world, 2)
    cast(one, bob="include", dana="exclude")
    cast(two, bob="include", dana="include")
    reopen(review=world.review, stage=TITLES, citations=[1], reason="new criteria", by=world.alice)
    cast(one, bob="exclude")
    assert [each.item for each in agreements(world.review)[0].compared] == [two.pk]
    cast(one, dana="exclude")
    assert [(each.first, each.second) for each in agreements(world.review)[0].compared] == [
        ("include", "include"),
        ("exclude", "exclude"),
    ]


def test_votes_on_citations_that_were_joined_since_are_of_one_citation(world: World) -> None:
    load(world, ris_file([1, 2, 3]))
    one, two, three = world.review.citations.order_by("number")
    cast(one, bob="include")
    cast(two, dana="exclude")
    cast(three, bob="include", dana="include")
    kept = put_together(one=one, other=two, reason="a translation", by=world.alice)
    assert sorted((each.item, each.first, each.second) for each in agreements(world.review)[0].compared) == [
        (kept.pk, "include", "exclude"),
        (three.pk, "include", "include"),
    ]


def test_stages_and_pairs_stand_apart_and_who_left_keeps_the_name(world: World) -> None:
    made = citations(world, 4)
    for each in made[:2]:
        cast(each, bob="include", dana="include")
        cast(each, TEXTS, bob="exclude", alice="include")
    take_out(member=world.review.members.get(user=world.bob), by=world.alice, reason="left the team")
    found = {each.keys[0]: (str(each.first), str(each.second)) for each in agreements(world.review)}
    assert found == {TITLES: ("Bob", "Dana"), TEXTS: ("Alice", "Bob")}
    assert "Alice and Bob" in text(world)


@pytest.mark.parametrize("name", ["alice", "dana", "omar"])
def test_open_votes_change_nothing_on_any_of_the_pages(world: World, name: str) -> None:
    made, client = screened(world, more=6), world.client(getattr(world, name))
    keys = [world.review.slug, TITLES, *sorted((world.bob.pk, world.dana.pk))]
    urls = [world.url("agreement/"), reverse("agreement_pair", args=keys), reverse("compared_citations", args=keys)]
    urls += [world.url("screen/calibration/"), reverse("download", args=[world.review.slug, "agreement", "csv"])]
    before = read(client, urls)
    cast(made[-1], bob="include")
    cast(made[-2], bob="exclude")
    cast(made[-1], bob="exclude")
    assert read(client, urls) == before
    assert all(page.startswith("200") for page in before.values())


def test_the_export_has_a_row_a_pair_and_stage(world: World) -> None:
    screened(world)
    url = reverse("download", args=[world.review.slug, "agreement", "csv"])
    [row] = csv.DictReader(io.StringIO(world.client(world.omar).get(url).getvalue().decode("utf-8-sig")))
    found = kappa(TABLE)
    assert (row["stage"], row["reviewer_a"], row["reviewer_b"]) == (TITLES, "bob@example.org", "dana@example.org")
    cells = ("include_include", "include_exclude", "exclude_include", "exclude_exclude")
    assert [int(row[name]) for name in (*cells, "both", "unsure")] == [6, 2, 1, 5, 14, 1]
    told = [float(row[name]) for name in ("percent", "kappa", "kappa_low", "kappa_high", "pabak")]
    assert told == pytest.approx([found.percent, found.kappa, found.low, found.high, found.pabak], abs=1e-6)


def test_a_pair_that_compared_nothing_is_not_there(world: World) -> None:
    screened(world)
    for name in ("agreement_pair", "compared_citations"):
        url = reverse(name, args=[world.review.slug, TITLES, world.alice.pk, world.omar.pk])
        assert world.client(world.alice).get(url).status_code == 404


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    client = world.client(world.omar)
    made = citations(world, 24)
    cast(made[0], bob="include", dana="include")
    few = asked(client, world)
    eve = person("eve")
    add_member(review=world.review, user=eve, role=Role.REVIEWER, by=world.alice)
    for each in made[1:20]:
        cast(each, bob="include", dana="exclude")
    for each in made[20:]:
        cast(each, dana="include", eve="include")
    assert asked(client, world) == few


def asked(client: Client, world: World) -> list[int]:
    keys = [world.review.slug, TITLES, *sorted((world.bob.pk, world.dana.pk))]
    found = []
    for url in (world.url("agreement/"), reverse("compared_citations", args=keys)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        found.append(len(queries))
    return found


def test_the_figure_is_one_that_plotly_knows(world: World) -> None:
    screened(world)
    [two] = at_stage(world.review, TITLES)
    figure = agreement_over_time(two.blocks, ["/"])
    plain = {**figure, "data": [{**each, "line": {}, "error_y": {}} for each in figure["data"]]}
    assert len(go.Figure(plain).data) == 2
