"""Nobody sees another reviewer's open vote before both have decided: not on a page, in an export, a count or an order.

Every address of a review is fetched before and after a colleague votes; a new page is covered as soon as it stands.
"""

import re
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from reviews.exports import exports
from reviews.models import User
from reviews.models.review import Role
from reviews.trail import visible_events
from reviews.waiting import waiting_for
from studies.actions.learning import Lessons
from studies.actions.recording import Brought, record_decisions
from studies.actions.retrieval import report_missing
from studies.actions.screening import undo
from studies.models import Citation, Stage
from tests.studies.screened import cast, citations, settle
from tests.studies.test_orders import learn
from tests.test_access import VIEWS
from tests.world import World

TITLES, TEXTS = Stage.TITLE_ABSTRACT, Stage.FULL_TEXT
# What an address may be asked for: numbers of citations that the colleague votes on, one of them an included one.
VALUES = {"IntConverter": ["1", "3", "5"], "StageConverter": list(Stage.values), "SlugConverter": ["csv"]}
QUERIES = (
    "",
    "?show=left",
    "?show=settled",
    "?state=undecided",
    "?state=awaiting_second",
    "?sort=-number",
    "?q=record",
)
OTHERS = [3, 4, 6, 8, 10, 11, 12, 13, 14]
TIMES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|x-csrftoken": "\w+"|\d{4}-\d\d-\d\dT[\d:.+Z]+|\d\d:\d\d')


@pytest.fixture
def screened(world: World) -> World:
    """Citations 1 and 2 are included, 3 and 4 of them nobody touched, bob opened 5, 7 is a conflict, 9 settled.
    Of 2 bob had voted at full text when its text was not found.

    Bob's queue and Dana's come in the order that was learnt for each of them.
    """
    rows = citations(world, 14)
    for row in rows[:2]:
        cast(row, bob="include", dana="include")
    cast(rows[4], bob="include")
    cast(rows[6], bob="include", dana="exclude")
    cast(rows[8], bob="include", dana="exclude")
    settle(rows[8], by=world.alice)
    cast(rows[1], TEXTS, bob="include")
    report_missing(citation=rows[1], reason="Asked the library", by=world.alice)
    learn(world, world.bob, [1, 2, 5, 7, 9, *OTHERS], learnt_from=5, found=3)
    learn(
        world, world.dana, [1, 2, 7, 9, 12, 5, *OTHERS[:-3], 14, 13], learnt_from=4, found=3, terms={"for": ["trust"]}
    )
    return world


def colleague_votes(world: World) -> None:
    """Everything that bob can do while nobody else has decided: vote, change, take back, bring votes by file.

    What is learnt from it is his own order.
    """
    rows = {row.number: row for row in world.review.citations.all()}
    cast(rows[3], bob="include")
    cast(rows[4], bob="exclude")
    cast(rows[5], bob="unsure")
    cast(rows[6], bob="include")
    undo(review=world.review, stage=TITLES, by=world.bob)
    undo(review=world.review, stage=TEXTS, by=world.bob)
    cast(rows[1], TEXTS, bob="exclude")
    brought = [Brought(line=n, citation=str(n), verdict="exclude", reason="Wrong setting") for n in (10, 11)]
    record_decisions(review=world.review, stage=TITLES, rows=brought, by=world.bob)
    learn(world, world.bob, [1, 2, 5, 7, 9, 4, 10, 11, 14, 13, 12, 8, 6, 3], learnt_from=8, found=4, drawn=[1])


def addresses(world: World) -> list[str]:
    found = ["/", world.url()]
    for view in VIEWS:
        plain = asked(view, world.review.slug)
        found += [f"{url}{query}" for url in plain for query in (QUERIES if len(plain) == 1 else QUERIES[:1])]
    return found + [reverse("download", args=[world.review.slug, each.name, "csv"]) for each in exports()]


def worth_reading(before: dict[str, str]) -> list[str]:
    """Not where nothing can be read (405), nor where a question is not heard: there the plain page stands for it."""
    plain = {url: text for url, text in before.items() if "?" not in url and not text.startswith("405")}
    return [*plain, *(url for url, text in before.items() if text != before[url.partition("?")[0]])]


def asks(page: str, query: str) -> bool:
    """A page that is there, and offers to be asked by this name."""
    return page.startswith("200") and re.search(rf'(name="|[?;]){query.partition("=")[0]}["=]', page) is not None


def asked(view: URLPattern, slug: str) -> list[str]:
    converters = {name: type(each).__name__ for name, each in view.pattern.converters.items() if name != "slug"}
    values = product(*(VALUES.get(kind, ["x"]) for kind in converters.values()))
    return [reverse(view.name, kwargs={"slug": slug, **dict(zip(converters, each, strict=True))}) for each in values]


def read(client: Client, urls: list[str]) -> dict[str, str]:
    """What can be read at each address, but for times and tokens."""
    found: dict[str, str] = {}
    for url in urls:
        plain, _, query = url.partition("?")
        if query and not asks(found[plain], query):
            continue
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[url] = f"{answer.status_code} {TIMES.sub('…', body.decode('utf-8-sig', 'replace'))}"
    return found


@pytest.mark.parametrize("name", ["alice", "dana", "omar", "adam"])
def test_a_colleagues_open_votes_change_nothing_that_can_be_read(screened: World, name: str) -> None:
    client, urls = screened.client(getattr(screened, name)), addresses(screened)
    before = read(client, urls)
    colleague_votes(screened)
    after = read(client, worth_reading(before))
    assert [url for url in after if before[url] != after[url]] == []
    assert sum(text.startswith("200") for text in before.values()) > 20


@pytest.mark.parametrize("name", ["alice", "dana", "omar"])
def test_nor_does_learning_from_them(screened: World, name: str) -> None:
    """The orders of all are learnt before and after, as the job does it: only bob's own may be another."""

    def learn_all() -> None:
        for stage in Stage.values:
            Lessons(screened.review, lambda *_: None).learn_all(stage)

    client = screened.client(getattr(screened, name))
    urls = [url for url in addresses(screened) if url.startswith(screened.url("screen/"))]
    learn_all()
    before = read(client, urls)
    colleague_votes(screened)
    learn_all()
    after = read(client, worth_reading(before))
    assert [url for url in after if before[url] != after[url]] == []
    assert any("learnt from" in text for text in after.values())


def test_what_waits_for_others_does_not_change(screened: World) -> None:
    others = [screened.alice, screened.dana, screened.omar]
    before = [waiting_for(each, [screened.review]) for each in others]
    colleague_votes(screened)
    assert [waiting_for(each, [screened.review]) for each in others] == before


def test_what_both_have_decided_is_open_to_both(screened: World) -> None:
    colleague_votes(screened)
    citation = screened.review.citations.get(number=3)
    seen = lambda user: visible_events(screened.review, user).filter(object_id=citation.pk, verb__startswith="voted")  # noqa: E731
    assert [seen(each).count() for each in (screened.bob, screened.dana, screened.omar)] == [1, 0, 0]
    cast(citation, dana="exclude")
    assert [seen(each).count() for each in (screened.bob, screened.dana, screened.omar)] == [2, 2, 2]
    body = screened.client(screened.dana).get(screened.url("screen/title-abstract/3/")).content.decode()
    assert "Bob said include" in body


def test_an_awaiting_citation_looks_untouched_to_all_but_its_voter(screened: World) -> None:
    def shown(user: User) -> str:
        return str(Citation.objects.as_seen_by(user).get(number=5).shown_title_abstract)

    assert shown(screened.bob) == "awaiting_second"
    assert [shown(each) for each in (screened.alice, screened.dana, screened.omar)] == ["undecided"] * 3


def test_the_order_of_the_queue_does_not_follow_votes(screened: World) -> None:
    def numbers() -> list[str]:
        body = screened.client(screened.dana).get(screened.url("screen/title-abstract/3/")).content.decode()
        return re.findall(r'class="item" href="[^"]*/(\d+)/"', body)

    before = numbers()
    assert before != sorted(before, key=int)
    colleague_votes(screened)
    assert numbers() == before


def test_decisions_of_others_leave_only_when_both_have_decided(screened: World) -> None:
    def exported(user: User) -> list[tuple[str, str]]:
        text = screened.client(user).get(reverse("download", args=["talk", "decisions", "csv"])).getvalue().decode()
        return [tuple(line.split(",")[:3]) for line in text.splitlines()[1:]]

    colleague_votes(screened)
    assert {number for number, _, who in exported(screened.alice) if who.startswith("bob")} == {"1", "2", "7", "9"}
    assert screened.client(screened.bob).get(reverse("download", args=["talk", "decisions", "csv"])).status_code in {
        403,
        404,
    }
    assert Role(screened.review.members.get(user=screened.bob).role) is Role.REVIEWER
