"""The page Workload: what each person has left, nothing of open votes, and sharing out by its forms."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions.people import add_member
from reviews.models import User
from studies.models import SavedFilter
from tests.studies.screened import cast, citations
from tests.studies.test_workload import asked, policy, share, waits
from tests.world import World, person


def text(world: World, user: User) -> str:
    body = world.client(user).get(world.url("screen/workload/")).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def row(world: World, user: User, name: str, stage: str = "title and abstract") -> list[str]:
    body = world.client(user).get(world.url("screen/workload/")).content.decode()
    part = body.split(f'aria-label="People at {stage}"')[1].split("</table>")[0]
    [found] = [each for each in part.split("<tr>") if f'<th scope="row">{name}' in each]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in found.split("</td>")][:5]


def test_a_colleagues_open_votes_change_nothing_on_the_page(world: World) -> None:
    every = citations(world, 12)
    share(world, world.alice, world.bob, world.dana)
    others = (world.alice, world.dana, world.omar)
    before = [text(world, each) for each in others]
    for each in every:
        cast(each, bob="include")
    assert [text(world, each) for each in others] == before
    assert row(world, world.bob, "Bob")[2] == "12"
    cast(every[0], dana="include")
    assert row(world, world.alice, "Bob")[2] == "1"
    assert row(world, world.alice, "Dana")[2] == "1"
    assert "no number tells of an open vote" in text(world, world.alice)


def test_the_page_tells_what_is_left(world: World) -> None:
    every = citations(world, 12)
    assert "Everybody screens everything." in text(world, world.bob)
    assert row(world, world.bob, "Bob")[1:4] == ["all", "0", "12"]
    policy(world, "single")
    share(world, world.bob, world.dana)
    mine = waits(world, world.bob)
    cast(every[min(mine) - 1], bob="include")
    shown = row(world, world.dana, "Bob")
    assert shown[1:4] == [str(len(mine)), "1", str(len(mine) - 1)]
    assigned = f"?assigned=title_abstract-{world.bob.pk}"
    client = world.client(world.omar)
    assert assigned in client.get(world.url("screen/workload/")).content.decode()
    listed_ = client.get(world.url(f"citations/{assigned}")).content.decode()
    assert f"<caption>{len(mine)} citation" in listed_
    assert "assigned to Bob for title and abstract" in listed_


def test_what_somebody_has_screened_is_listed_as_far_as_one_may_know(world: World) -> None:
    [first, second, *_] = citations(world, 4)
    cast(first, bob="include", dana="include")
    cast(second, bob="include")
    query = f"?screened=title_abstract-{world.bob.pk}"
    for viewer, count in ((world.bob, 2), (world.dana, 1), (world.alice, 1)):
        assert row(world, viewer, "Bob")[2] == str(count)
        listed_ = world.client(viewer).get(world.url(f"citations/{query}")).content.decode()
        assert f"<caption>{count} citation" in listed_
        assert "screened by Bob at title and abstract" in listed_


def post(world: World, path: str, form: str, user: User | None = None, **said: object) -> tuple[int, str]:
    data = {f"title_abstract-{form}-{name.replace('_', '-')}": value for name, value in said.items()}
    answer = world.client(user or world.alice).post(world.url(f"screen/workload/title-abstract/{path}/"), data)
    return answer.status_code, answer.content.decode()


def weighed(world: World, **weights: str) -> dict[str, str]:
    return {f"weight_{getattr(world, name).pk}": value for name, value in weights.items()}


def test_a_lead_shares_out_on_the_page(world: World) -> None:
    citations(world, 10)
    assert post(world, "share", "share", user=world.bob, reason="x")[0] == 403
    assert post(world, "share", "share", **weighed(world, bob="1", dana="1"))[0] == 422
    assert "one person a share" in post(world, "share", "share", **weighed(world, bob="0"), reason="x")[1]
    assert "two people at least" in post(world, "share", "share", **weighed(world, bob="1"), reason="x")[1]
    said = {**weighed(world, bob="1", dana="2", alice="0"), "reason": "we are two"}
    assert post(world, "share", "share", **said, revision=0)[0] == 302
    assert len(asked(world)) == 10
    status, body = post(world, "share", "share", **{**said, "reason": "again"}, revision=0)
    assert status == 409
    assert "in the meantime" in body
    assert post(world, "everybody", "everybody", reason="enough")[0] == 302
    assert asked(world) == {}


def test_a_lead_gives_by_numbers_filter_or_selection(world: World) -> None:
    citations(world, 12)
    both = {"reviewers": [world.bob.pk, world.dana.pk], "reason": "theirs", "deed": "give"}
    assert "in one way" in post(world, "list", "list", **both)[1]
    assert "ranges as 7-12" in post(world, "list", "list", **both, numbers="seven")[1]
    assert post(world, "list", "list", **both, numbers="1, 3-4")[0] == 302
    assert set(asked(world)) == {1, 3, 4}
    kept = SavedFilter.objects.create(review=world.review, owner=world.alice, name="trust 9", query="q=%22number+9%22")
    assert post(world, "list", "list", **both, kept=kept.pk)[0] == 302
    assert set(asked(world)) == {1, 3, 4, 9}
    client = world.client(world.alice)
    client.post(world.url("citations/select/"), {"chosen": ["11", "12"], "shown": ["11", "12"]})
    data = {f"title_abstract-list-{name}": value for name, value in {**both, "selected": "on"}.items()}
    assert client.post(world.url("screen/workload/title-abstract/list/"), data).status_code == 302
    assert set(asked(world)) == {1, 3, 4, 9, 11, 12}
    assert post(world, "list", "list", **{**both, "deed": "take"}, numbers="3-9")[0] == 302
    assert set(asked(world)) == {1, 11, 12}


@pytest.mark.parametrize("name", ["alice", "omar"])
def test_the_page_takes_as_many_queries_at_one_row_as_at_twenty(world: World, name: str) -> None:
    client, path = world.client(getattr(world, name)), world.url("screen/workload/")
    every = citations(world, 20)
    share(world, world.bob, world.dana)
    cast(every[0], bob="include", dana="include")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    more = [person(f"extra{n}") for n in range(20)]
    for each in more:
        add_member(review=world.review, user=each, role="reviewer", by=world.alice)
    share(world, world.bob, world.dana, *more)
    for each in every[1:]:
        cast(each, bob="include", dana="include")
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
