"""A NUL cannot be stored by PostgreSQL; whoever sends one meets no fault, and nothing of it is kept."""

from cmo.models import Configuration
from tests.cmo.coded import make_configured
from tests.world import World


def test_in_an_address_it_means_nothing(world: World) -> None:
    document = make_configured(world).evidence.first().passage.text.document
    listed = world.client(world.bob).get(world.url("documents/?q=%00&priority=%00&text=%00")).content.decode()
    assert document.get_absolute_url() in listed


def test_in_a_reason_it_is_left_out(world: World) -> None:
    made, client = make_configured(world), world.client(world.bob)
    address = f"configurations/{made.number}"
    assert client.post(world.url(f"{address}/remove/"), {"reason": "not\x00 needed"}).status_code == 302
    assert world.review.events.first().reason == "not needed"
    assert client.post(world.url(f"{address}/bring-back/"), {"reason": "\x00"}).status_code == 302
    assert Configuration.objects.get().removed_at is None
