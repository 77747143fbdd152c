"""A new version of the criteria lists the decisions worth another look, and a lead opens them again."""

from studies.actions.criteria import write_criteria
from studies.actions.screening import decide
from studies.models import Citation, Stage
from studies.queries.criteria import in_force
from studies.queries.second_look import second_look
from tests.studies.screened import cast, citations
from tests.world import World

TITLES = Stage.TITLE_ABSTRACT.value
HERE = "screen/criteria/second-look/"


def write(world: World, reasons: list[str], terms_for: str = "", terms_against: str = "") -> None:
    write_criteria(
        review=world.review,
        text="",
        reasons={TITLES: reasons, Stage.FULL_TEXT.value: ["Wrong setting"]},
        terms_for=terms_for,
        terms_against=terms_against,
        why="we learnt more",
        revision=in_force(world.review).version,
        by=world.alice,
    )


def excluded(world: World, citation: Citation, reason: str) -> None:
    for by in (world.bob, world.dana):
        decide(citation=citation, stage=TITLES, by=by, verdict="exclude", reason=reason)


def looked(world: World) -> dict[int, list[str]]:
    return {each.citation.number: each.why for each in second_look(world.review, TITLES)}


def test_a_reason_that_is_gone(world: World) -> None:
    write(world, ["Wrong setting", "No causal insight"])
    one, two, three, _ = citations(world, 4)
    excluded(world, one, "Wrong setting")
    excluded(world, two, "No causal insight")
    cast(three, bob="exclude")
    assert looked(world) == {}
    write(world, ["No causal insight"])
    assert looked(world) == {1: ["excluded as “Wrong setting”, which is no reason any more"]}


def test_new_terms_for_and_against(world: World) -> None:
    write(world, ["Wrong setting"], terms_for="robots")
    one, two, _ = citations(world, 3)
    excluded(world, one, "Wrong setting")
    cast(two, bob="include", dana="include")
    write(world, ["Wrong setting"], terms_for="robots\ntrust numb*", terms_against="talk becomes")
    assert looked(world) == {
        1: ["excluded, though “trust numb*” speaks for it now"],
        2: ["included, though “talk becomes” speaks against it now"],
    }


def test_what_was_decided_under_the_version_in_force_is_not_listed(world: World) -> None:
    write(world, ["Wrong setting"])
    [one] = citations(world, 1)
    cast(one, bob="include", dana="include")
    write(world, ["Wrong setting"], terms_against="trust")
    assert list(looked(world)) == [1]
    lead = world.client(world.alice)
    page = lead.get(world.url(HERE)).content.decode()
    assert "1 decision" in page and "speaks against it now" in page
    said = {"stage": TITLES, "chosen": ["1"], "reason": "criteria 3", "back": world.url(HERE)}
    assert lead.post(world.url("screen/reopen/"), said, follow=True).redirect_chain == [(world.url(HERE), 302)]
    one.refresh_from_db()
    assert one.state_title_abstract == "undecided"
    cast(one, bob="exclude", dana="exclude")
    assert looked(world) == {}


def test_a_citation_is_opened_and_closed_again_on_its_page(world: World) -> None:
    [one] = citations(world, 1)
    cast(one, bob="include", dana="include")
    lead, here = world.client(world.alice), world.url("citations/1/")
    assert "Open a decision again" in lead.get(here).content.decode()
    assert "Open a decision again" not in world.client(world.bob).get(here).content.decode()
    said = {"stage": TITLES, "chosen": "1", "reason": "a new search", "back": here}
    page = lead.post(world.url("screen/reopen/"), said, follow=True).content.decode()
    assert "Alice opened it again at title and abstract" in page and "a new search" in page
    assert "Bob’s include was set aside" in page
    key = one.reopenings.get().pk
    page = lead.post(world.url(f"screen/reopened/{key}/close/"), {"reason": "a slip"}, follow=True).content.decode()
    assert "Bob’s include counts again" in page
    one.refresh_from_db()
    assert one.state_title_abstract == "included"


def test_without_a_reason_or_a_choice_nothing_is_opened(world: World) -> None:
    [one] = citations(world, 1)
    cast(one, bob="include", dana="include")
    lead = world.client(world.alice)
    for said, told in (({"chosen": "1"}, "Say why"), ({"reason": "new"}, "Choose at least one")):
        page = lead.post(world.url("screen/reopen/"), {"stage": TITLES, **said}, follow=True).content.decode()
        assert told in page
    one.refresh_from_db()
    assert one.state_title_abstract == "included"
