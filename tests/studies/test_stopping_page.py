"""When to stop: the evidence as one viewer may know it, on a page that never says done."""

import json
import re

import plotly.graph_objects as go
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.trail import ReasonMissing
from studies.actions.screening import decide
from studies.actions.states import refresh_states
from studies.actions.stopping import CannotStop, resume_screening, stop_screening
from studies.actions.withdrawing import bring_back_batch, withdraw_batch
from studies.charts import claim_figure, found_figure, p_figure
from studies.models import Citation, ScreeningStop, Stage
from studies.queries.stopping import beforehand, evidence, standing_stop
from studies.ranking.stopping import recall_test
from tests.make import batch, ris_file, search_round
from tests.studies.screened import cast, citations
from tests.world import World

TITLES, TEXTS = Stage.TITLE_ABSTRACT.value, Stage.FULL_TEXT.value
HERE = "screen/title-abstract/stopping/"
COLOUR = re.compile(r'"--[\w-]+"')


def screened(world: World, rows: list[Citation], verdicts: str) -> None:
    """Bob decides in this order: i include, e exclude, m unsure."""
    for row, letter in zip(rows, verdicts, strict=False):
        cast(row, bob={"i": "include", "e": "exclude", "m": "unsure"}[letter])


def test_the_evidence_is_made_of_ones_own_votes_in_their_order(world: World) -> None:
    rows = citations(world, 12)
    screened(world, rows[::-1], "ieiemee")
    mine = evidence(world.review, TITLES, world.bob, 0.8)
    assert (mine.labels.tolist(), mine.total, mine.found, mine.misses) == ([1, 0, 1, 0, 0, 0], 12, 2, 3)
    assert mine.p == recall_test([1, 0, 1, 0, 0, 0], 12, 0.8)
    for other in (world.dana, world.alice, world.omar):
        assert evidence(world.review, TITLES, other, 0.8).screened == 0


def test_what_is_decided_counts_for_everybody_as_it_was_decided(world: World) -> None:
    rows = citations(world, 6)
    cast(rows[0], bob="include", dana="include")
    cast(rows[1], bob="exclude", dana="exclude")
    cast(rows[2], bob="include", dana="exclude")
    assert evidence(world.review, TITLES, world.alice, 0.95).labels.tolist() == [1, 0]
    assert evidence(world.review, TITLES, world.bob, 0.95).labels.tolist() == [1, 0, 1]
    assert evidence(world.review, TITLES, world.dana, 0.95).labels.tolist() == [1, 0, 0]
    cast(rows[0], TEXTS, bob="include", dana="include")
    assert evidence(world.review, TEXTS, world.alice, 0.95).total == 1


def test_a_changed_vote_counts_once(world: World) -> None:
    rows = citations(world, 4)
    screened(world, rows, "ie")
    decide(citation=rows[0], stage=TITLES, by=world.bob, verdict="exclude", reason="no")
    assert sorted(evidence(world.review, TITLES, world.bob, 0.95).labels.tolist()) == [0, 0]


@pytest.mark.parametrize("name", ["alice", "bob", "dana", "omar"])
def test_each_number_leads_to_a_list_of_as_many(world: World, name: str) -> None:
    rows = citations(world, 14)
    screened(world, rows, "ieemeieee")
    for row in (rows[0], rows[1], rows[5], rows[6], rows[10]):
        cast(row, dana="exclude")
    decide(citation=rows[7], stage=TITLES, by=world.bob, verdict="unsure")
    decide(citation=rows[4], stage=TITLES, by=world.bob, verdict="include")
    cast(rows[12], bob="exclude")
    world.review.citations.filter(pk=rows[12].pk).update(into=rows[2], by_way_of=rows[2], standing=False)
    refresh_states(review=world.review, citations=[rows[2].pk], stage=TITLES, by=None)
    viewer, client = getattr(world, name), world.client(getattr(world, name))
    known = evidence(world.review, TITLES, viewer, 0.95)
    page = client.get(world.url(HERE)).content.decode()
    counts = {"screened": known.screened, "found": known.found, "row": known.misses}
    for part, count in counts.items():
        asked = f"?evidence=title_abstract-{part}"
        assert (f'{asked}">{count}</a>' in page) == bool(known.screened)
        assert client.get(world.url("citations/") + asked).context["page"].paginator.count == count


def test_what_came_with_a_withdrawn_batch_is_neither_found_nor_in_the_total(world: World) -> None:
    loaded = batch(search_round(world.review, world.alice), ris_file([1, 2, 3]), world.alice)
    rows = list(world.review.citations.order_by("number"))
    screened(world, rows, "ie")
    withdraw_batch(batch=loaded, reason="to look at it again", by=world.alice)
    without = evidence(world.review, TITLES, world.bob, 0.95)
    assert (without.screened, without.total) == (0, 0)
    bring_back_batch(batch=loaded, by=world.alice)
    assert evidence(world.review, TITLES, world.bob, 0.95).labels.tolist() == [1, 0]


def test_the_page_tells_p_and_cost_and_never_says_done(world: World) -> None:
    rows = citations(world, 40)
    screened(world, rows, "i" * 3 + "e" * 30)
    page = world.client(world.bob).get(world.url(HERE) + "?target=0.80").content.decode()
    known = evidence(world.review, TITLES, world.bob, 0.8)
    assert f"{known.p:.3f}" in page
    assert "evidence, not an order to stop" in page if known.met else f"<strong>{known.cost}</strong>" in page
    assert page.count("<tr>") > 10
    assert "you are done" not in page.lower()


def test_before_anything_is_screened_the_cost_is_said_up_front(world: World) -> None:
    citations(world, 30)
    assert "What it will take" in world.client(world.omar).get(world.url(HERE)).content.decode()
    told = {(relevant, aim): (cost.low, cost.high) for relevant, aim, cost in beforehand(7175)}
    low, high = told[32, 95]
    assert 0.78 < low / 7175 < high / 7175 < 0.85
    low, high = told[32, 80]
    assert 0.33 < low / 7175 < high / 7175 < 0.45


def test_nothing_found_claims_nothing(world: World) -> None:
    rows = citations(world, 5)
    screened(world, rows, "eeee")
    known = evidence(world.review, TITLES, world.bob, 0.95)
    assert (known.met, known.claim) == (False, 0.0)
    assert "Nothing was included yet" in world.client(world.bob).get(world.url(HERE)).content.decode()


def test_a_lead_stops_with_the_evidence_and_goes_on(world: World) -> None:
    rows = citations(world, 20)
    screened(world, rows, "ie")
    lead = world.client(world.alice)
    answer = lead.post(world.url(HERE) + "stop/", {"target": "0.90", "reason": "the budget ended"})
    assert answer.status_code == 302
    stop = standing_stop(world.review, TITLES)
    assert (stop.evidence["target"], stop.evidence["screened"], stop.evidence["order"]) == (0.9, 0, "likely first")
    cast(rows[5], bob="include")
    assert "Alice stopped screening here" in world.client(world.bob).get(world.url(HERE)).content.decode()
    with pytest.raises(CannotStop, match="already"):
        stop_screening(review=world.review, stage=TITLES, evidence={}, reason="again", by=world.alice)
    assert lead.post(world.url(HERE) + "go-on/", {"target": "0.90", "reason": "more money"}).status_code == 302
    assert standing_stop(world.review, TITLES) is None
    assert ScreeningStop.objects.count() == 2
    with pytest.raises(CannotStop, match="goes on already"):
        resume_screening(review=world.review, stage=TITLES, reason="again", by=world.alice)
    with pytest.raises(ReasonMissing):
        stop_screening(review=world.review, stage=TITLES, evidence={}, reason="", by=world.alice)


def test_without_a_reason_it_goes_on(world: World) -> None:
    screened(world, citations(world, 3), "ie")
    answer = world.client(world.alice).post(world.url(HERE) + "stop/", {"target": "0.90", "reason": ""})
    page = answer.content.decode()
    assert (answer.status_code, "Say why." in page, "Not saved: please mend" in page) == (422, True, True)
    assert world.client(world.bob).post(world.url(HERE) + "stop/", {"reason": "x"}).status_code == 403


def test_the_figures_are_figures(world: World) -> None:
    rows = citations(world, 20)
    screened(world, rows, "ieieeeee")
    known = evidence(world.review, TITLES, world.bob, 0.95)
    figures = (found_figure(known.found_curve), p_figure(known.p_curve, 0.95), claim_figure(known.claim_curve))
    for figure in figures:
        go.Figure(json.loads(COLOUR.sub('"#123456"', json.dumps(figure))))
        assert all(len(trace["x"]) == len(trace["y"]) > 1 for trace in figure["data"])


def test_the_queries_do_not_grow(world: World) -> None:
    rows = citations(world, 30)
    client, counts = world.client(world.bob), []
    for verdicts, some in (("i", rows[:1]), ("ie" * 10, rows[1:21])):
        screened(world, some, verdicts)
        with CaptureQueriesContext(connection) as asked:
            client.get(world.url(HERE))
        counts.append(len(asked))
    assert counts[0] == counts[1]
