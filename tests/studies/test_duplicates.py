"""The screens of duplicates: pairs to judge, joins by rule, clusters, links; by a plain browser and by htmx."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from studies.models import MatchPair, MatchVerdict
from studies.queries.citing import related
from tests.make import nbib_file, ris_file
from tests.studies.duplicated import doubtful, load, pairs, renamed, standing
from tests.studies.screened import cast
from tests.world import World

HTMX = {"HX-Request": "true"}


def url(world: World, pair: MatchPair, more: str = "") -> str:
    return world.url(f"duplicates/pairs/{pair.a.number}/{pair.b.number}/{more}")


def test_the_pair_that_waits_says_why_and_marks_what_differs(world: World) -> None:
    doubtful(world)
    html = world.client(world.bob).get(world.url("duplicates/")).content.decode()
    assert "same DOI 10.99999/illustrative.1" in html
    assert '<mark class="against">' in html
    assert "0 of 1 judged" in html


def test_judging_without_javascript_goes_on_to_the_next(world: World) -> None:
    first, second = doubtful(world, 2)
    client = world.client(world.bob)
    answer = client.post(url(world, first, "judge/"), {"verdict": "different"})
    assert (answer.status_code, answer.url) == (302, url(world, second))
    answer = client.post(url(world, second, "judge/"), {"verdict": "same"}, follow=True)
    assert "No pair to judge" in answer.content.decode()
    answer = client.post(world.url("duplicates/undo/"))
    assert (answer.status_code, answer.url) == (302, url(world, second))
    assert pairs(world) == [second]


def test_judging_by_htmx_answers_the_next_pair_itself(world: World) -> None:
    first, second = doubtful(world, 2)
    answer = world.client(world.adam).post(url(world, first, "judge/"), {"verdict": "same"}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Push-Url"] == url(world, second)
    html = answer.content.decode()
    assert html.lstrip().startswith('<div id="screen"')
    assert f'data-url="{url(world, second)}"' in html
    assert "1 of 2 judged" in html


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_the_second_to_judge_gets_409_with_what_stands(world: World, verdict: str) -> None:
    [pair] = doubtful(world)
    world.client(world.bob).post(url(world, pair, "judge/"), {"verdict": verdict})
    answer = world.client(world.dana).post(url(world, pair, "judge/"), {"verdict": "same"}, headers=HTMX)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Your judgement was not stored" in html
    assert "Bob judged them" in html
    assert MatchVerdict.objects.count() == 1
    assert world.client(world.dana).post(url(world, pair, "judge/"), {"verdict": "x"}).status_code == 422


def test_no_vote_shows_while_judging(world: World) -> None:
    [pair] = doubtful(world)
    dana = world.client(world.dana)

    def shown() -> str:
        return re.sub(r"\w{64}", "", dana.get(url(world, pair)).content.decode())

    before = shown()
    cast(pair.a.citation, bob="exclude")
    assert shown() == before


def test_the_number_of_queries_does_not_grow_with_what_is_shown(world: World) -> None:
    doubtful(world, 2)
    load(world, ris_file([80], "a.ris"), nbib_file([80], "b.nbib"))
    client = world.client(world.bob)

    def counts() -> list[int]:
        found = []
        for path in ("duplicates/", "duplicates/joined/", "duplicates/clusters/", "duplicates/clusters/5/"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(world.url(path)).status_code == 200
            found.append(len(captured))
        return found

    client.get(world.url("duplicates/"))
    once = counts()
    numbers = list(range(20, 40))
    load(world, ris_file(numbers, "c.ris"), nbib_file([80, *numbers], "d.nbib"), renamed(ris_file(numbers, "e.ris")))
    assert counts() == once


def test_joined_by_rule_with_counts_newest_first_and_taken_apart(world: World) -> None:
    load(world, ris_file([5, 6, 5], "one.ris"), ris_file([6], "two.ris"))
    client = world.client(world.alice)
    html = client.get(world.url("duplicates/joined/")).content.decode()
    assert "2 records joined" in html
    assert html.index("Illustrative record 6") < html.index("Illustrative record 5")
    assert "same DOI 10.99999/illustrative.6; titles are equal" in html
    apart = world.url("duplicates/joined/4/take-apart/")
    assert client.post(apart, {"reason": "", "seen_in": 2}).status_code == 422
    answer = client.post(apart, {"reason": "another edition", "seen_in": 2})
    assert (answer.status_code, answer.url) == (302, world.url("duplicates/clusters/2/"))
    assert standing(world) == {1: [1, 3], 2: [2], 3: [4]}
    answer = world.client(world.bob).post(apart, {"reason": "another edition", "seen_in": 2})
    assert answer.status_code == 409
    assert "Record 4 stands in citation 3 now." in answer.content.decode()


def test_the_first_of_a_cluster_is_taken_out_and_put_back_by_one_button(world: World) -> None:
    load(world, ris_file([5, 5, 5]))
    client, cluster = world.client(world.alice), world.url("duplicates/clusters/1/")
    html = client.get(world.url("duplicates/joined/1/")).content.decode()
    assert "first of its citation" in html
    assert "Record 2" in html
    said = {"reason": "an abstract", "seen_in": 1}
    html = client.post(world.url("duplicates/joined/1/take-apart/"), said, follow=True).content.decode()
    assert standing(world) == {1: [2, 3], 2: [1]}
    assert "Record 1 is in citation 2 now, no longer in 1." in html
    assert "Kept apart from it" in html
    assert ": an abstract" in html
    assert "Put together again" not in world.client(world.omar).get(cluster).content.decode()
    button = re.search(r"put-together/.*?</form>", html, re.S).group()
    fields = dict(re.findall(r'name="(one|other|reason)" value="([^"]*)"', button))
    client.post(world.url("duplicates/clusters/put-together/"), fields)
    assert standing(world) == {1: [1, 2, 3]}
    assert "Kept apart" not in client.get(cluster).content.decode()


def test_put_together_by_number(world: World) -> None:
    load(world, ris_file([5, 6]))
    client, post = world.client(world.bob), world.url("duplicates/clusters/put-together/")
    assert client.post(post, {"one": 1, "other": 9, "reason": "a"}).status_code == 422
    answer = client.post(post, {"one": 2, "other": 1, "reason": "a translation"})
    assert answer.url == world.url("duplicates/clusters/1/")
    html = client.get(answer.url).content.decode()
    assert "put together by hand" in html
    assert "came with citation 2" in html
    assert "joined into" in client.get(world.url("duplicates/clusters/2/")).content.decode()
    assert client.post(post, {"one": 2, "other": 1, "reason": "again"}).status_code == 409


def test_links_stand_on_both_sides(world: World) -> None:
    erratum = ris_file([7], "erratum.ris")
    erratum.lines = [line.replace("TI  - ", "TI  - Erratum to: ") for line in erratum.lines]
    load(world, ris_file([7], "work.ris"), erratum)
    one, other = world.review.citations.order_by("number")
    assert [link.citation for link in related(one)] == [other]
    assert [link.citation for link in related(other)] == [one]
    assert "1 link" in world.client(world.omar).get(world.url("duplicates/links/")).content.decode()
