"""The demo: a whole thread made by actions, once; nothing of an earlier one is lost."""

import io
import json

import pytest
from django.core.management import call_command

from reviews.models import Review
from reviews.verification import verify
from studies.models import State
from synthesis.queries import theory_groups

pytestmark = pytest.mark.slow


def demo(**options: bool) -> dict:
    out = io.StringIO()
    call_command("demo", json=True, stdout=out, stderr=io.StringIO(), **options)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_demo_is_the_whole_thread() -> None:
    told = demo()
    review = Review.objects.get(slug="demo")
    assert review.illustrative
    assert [login["role"] for login in told["logins"]] == ["lead", "reviewer", "reviewer", "admin", "observer"]
    assert (review.batches.count(), review.records.count(), review.citations.count()) == (2, 200, 180)
    assert review.citations.filter(state_title_abstract=State.CONFLICT).count() == 1
    assert review.documents.exclude(texts=None).count() == 3
    assert [len(group.rows) for group in theory_groups(review)] == [2, 2]
    assert all(check.ok for check in verify(review))


@pytest.mark.django_db
def test_the_demo_is_made_once_and_anew_only_when_asked() -> None:
    first = demo(small=True)
    assert first["created"]
    again = demo(small=True)
    assert not again["created"]
    old = Review.objects.get(slug="demo")
    assert demo(small=True, reset=True)["created"]
    old.refresh_from_db()
    assert old.slug != "demo"
    assert old.records.count() == 100


@pytest.mark.django_db
def test_a_demo_whose_making_was_cut_off_is_made_again() -> None:
    demo(small=True)
    Review.objects.filter(slug="demo").update(slug="demo-in-the-making")
    assert demo(small=True)["created"]


@pytest.mark.django_db
def test_every_page_of_the_demo_says_that_it_is_illustrative(client) -> None:
    (lead, *_) = demo(small=True)["logins"]
    client.post("/accounts/login/", {"login": lead["email"], "password": lead["password"]})
    for path in ("", "theory/", "search/", "citations/", "documents/", "configurations/", "explanations/", "report/"):
        assert "Illustrative data" in client.get(f"/r/demo/{path}").content.decode(), path
