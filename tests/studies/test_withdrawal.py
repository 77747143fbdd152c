"""The page of a batch withdraws it with a reason and brings it back, and search page and log show it as such."""

import re

import pytest
from django.test import Client

from studies.loading import carry_out
from studies.models import Batch
from tests.make import batch, nbib_file, ris_file, search_round
from tests.studies.duplicated import bridge, load
from tests.world import World


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def adam(world: World) -> Client:
    return world.client(world.adam)


@pytest.fixture
def made(world: World) -> Batch:
    return batch(search_round(world.review, world.adam), ris_file([1, 2]), world.adam)


def test_with_a_reason_and_back(world: World, adam: Client, made: Batch) -> None:
    url = made.get_absolute_url()
    shown = words(adam.post(f"{url}withdraw/", {"reason": "the wrong export"}, follow=True))
    assert "Withdrawn by Adam" in shown
    assert "the wrong export. Its records count nowhere" in shown
    assert world.review.citations.standing().count() == 0
    assert "Withdrawn" in words(adam.get(world.url("search/")))
    log = words(adam.get(world.url("search/log/")))
    assert "1 search round: 0 entries found" in log
    assert "1 Withdrawn" in log
    back = words(adam.post(f"{url}bring-back/", follow=True))
    assert "Batch 1 counts again" in back
    assert world.review.citations.standing().count() == 2


def test_without_a_reason_nothing_happens(world: World, adam: Client, made: Batch) -> None:
    response = adam.post(f"{made.get_absolute_url()}withdraw/", {"reason": " "})
    assert response.status_code == 422
    assert "Say why, in a few words" in words(response)
    made.refresh_from_db()
    assert made.state == "loaded"


def test_what_stands_apart_meanwhile_is_said(world: World, adam: Client) -> None:
    bridge(world)
    load(world, nbib_file([8], "both.nbib"))
    url = world.review.batches.get(number=3).get_absolute_url()
    shown = words(adam.post(f"{url}withdraw/", {"reason": "not searched"}, follow=True))
    assert "1 join by way of its records waits with it" in shown
    cluster = words(adam.get(world.url("duplicates/clusters/2/")))
    assert "Joined with citation 1 again when batch 3 is brought back: record 2 stood beside record 3" in cluster
    adam.post(f"{url}bring-back/")
    assert "again when batch" not in words(adam.get(world.url("duplicates/clusters/1/")))


def test_withdrawing_is_for_those_who_load(world: World, adam: Client, made: Batch) -> None:
    assert "Withdraw this batch" in words(adam.get(made.get_absolute_url()))
    assert "Withdraw this batch" not in words(world.client(world.omar).get(made.get_absolute_url()))


def test_a_withdrawn_batch_is_not_mended(world: World, adam: Client) -> None:
    file = ris_file([1])
    file.lines += ["TY  - JOUR", "ER  - "]
    made = batch(search_round(world.review, world.adam), file, world.adam)
    url = made.get_absolute_url()
    adam.post(f"{url}withdraw/", {"reason": "the wrong export"})
    entry = made.rejected_entries.get()
    refused = adam.post(f"{url}mend/{entry.pk}/", {"raw": "TY  - JOUR\nTI  - Illustrative\nER  - "})
    assert refused.status_code == 422
    assert "Batch 1 is withdrawn" in words(refused)
    adam.post(f"{url}bring-back/")
    adam.post(f"{url}mend/{entry.pk}/", {"raw": "TY  - JOUR\nTI  - Illustrative\nER  - "})
    carry_out(Batch.objects.get(pk=made.pk))
    assert made.records.count() == 2
