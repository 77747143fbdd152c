"""Nobody sees another reviewer's open vote before both have decided."""

from studies.models import Citation
from tests.studies.screened import cast, citations
from tests.world import World


def shown(world: World, user: object) -> tuple[str, str]:
    found = Citation.objects.as_seen_by(user).get(review=world.review)
    return found.shown_title_abstract, found.shown_full_text


def test_an_awaiting_citation_looks_untouched_to_all_but_its_voter(world: World) -> None:
    [citation] = citations(world, 1)
    cast(citation, bob="include")
    assert shown(world, world.bob) == ("awaiting_second", "undecided")
    for other in (world.alice, world.dana, world.omar):
        assert shown(world, other) == ("undecided", "undecided")
