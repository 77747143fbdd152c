"""Steps 5 and 6: explanations, the figure, the table with its quotations, and the table as it leaves the workbench."""

import html
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import papers
from tests.browser.looking import Looker
from tests.browser.people import Person
from tests.browser.tables import Cmoc, on_screen, parsed

ELEMENTS = {
    "CMOC1": ([papers.CONTEXT], [papers.RESOURCE.replace("\n", " ")], [papers.RESPONSE], [papers.OUTCOME]),
    "CMOC2": (list(papers.LEFT[:2]), [papers.LEFT[2]], [papers.LEFT[3]], [papers.LEFT[4]]),
    "CMOC3": ([papers.PARTIAL_CONTEXT], [], [papers.PARTIAL_RESPONSE], []),
}
QUOTATIONS = {
    "CMOC1": [papers.CONTEXT, papers.RESOURCE, papers.RESPONSE, papers.RESPONSE_AGAIN, papers.OUTCOME],
    "CMOC2": list(papers.LEFT),
    "CMOC3": [papers.PARTIAL_CONTEXT, papers.PARTIAL_RESPONSE],
}
RATIONALITY, RELATIONALITY = "Rationality-driven explanation", "Relationality-driven explanation"
PLACED = {RATIONALITY: ["CMOC3", "CMOC1"], RELATIONALITY: ["CMOC2"]}
# Screens that the story came past and did not open.
PASSED_BY = (
    *("report/", "settings/", "theory/statements/1/", "search/rounds/1/", "screen/full-text/", "citations/?q=nothing"),
    *("documents/1/", "documents/1/find/?version=1&words=note", "configurations/1/edit/", "configurations/new/"),
    "explanations/1/edit/",
)
NODES = """() => JSON.parse(document.getElementById("programme-theory-data").textContent).data
  .filter(({ mode, text }) => mode === "text" && text.some((each) => each.includes(" · ")))
  .flatMap(({ text }) => text)"""


def explain(alice: Person, look: Looker) -> None:
    page = alice.review("explanations/")
    _drawn(page)
    look(page, "explanations, none")
    page.get_by_role("button", name="Begin with these two").click()
    for cmoc, explanation in (("CMOC1", RATIONALITY), ("CMOC3", RATIONALITY), ("CMOC2", RELATIONALITY)):
        _drawn(page)
        page.get_by_label(f"Explanation of {cmoc}").select_option(label=explanation)
        page.locator(f"#cmoc-{cmoc[4:]}").get_by_role("button", name="Place").click()
        expect(page.locator("section", has=page.get_by_role("heading", name=explanation))).to_contain_text(cmoc)
    _drawn(page)
    page.locator("#cmoc-3 summary").click()
    page.get_by_role("button", name="Move CMOC3 earlier").click()
    _figure(page)
    look(page, "explanations")


def _drawn(page: Page) -> None:
    expect(page.locator("[data-figure][data-drawn] .main-svg").first).to_be_visible(timeout=30_000)


def _figure(page: Page) -> None:
    """Its boxes say exactly the elements: letter, words, without the full stop."""
    _drawn(page)
    boxes = [html.unescape(" ".join(text.split("<br>"))) for text in page.evaluate(NODES)]
    told = {
        f"{letter} · {text.removesuffix('.')}"
        for parts in ELEMENTS.values()
        for letter, texts in zip("CMMO", parts, strict=True)
        for text in texts
    }
    assert sorted(boxes) == sorted(told)


def check_table(alice: Person, look: Looker) -> list[Cmoc]:
    page = alice.review("explanations/")
    shown = on_screen(page)
    assert {name: [each.cmoc for each in shown if each.explanation == name] for name in PLACED} == PLACED
    for each in shown:
        assert (each.context, each.resource, each.response, each.outcome) == ELEMENTS[each.cmoc]
        assert (each.passages_for, each.passages_refining, each.passages_against) == (len(QUOTATIONS[each.cmoc]), 0, 0)
    for cmoc, quotations in QUOTATIONS.items():
        alice.review("explanations/").locator(f"#cmoc-{cmoc[4:]}").get_by_role("link", name=cmoc).click()
        expect(page.locator("blockquote")).to_have_count(len(quotations))
        for at, words in enumerate(quotations):
            _quotation(page, at, words)
            look(page, "reader, at a quotation")
            page.go_back()
    return shown


def _quotation(page: Page, at: int, words: str) -> None:
    """The second click from the table ends before the words themselves, and they are lit."""
    page.locator("blockquote a").nth(at).click()
    lit = page.locator("#text mark[data-current]")
    expect(lit.first).to_be_in_viewport()
    assert "".join(lit.all_text_contents()) == words


def take_away(alice: Person, shown: list[Cmoc], folder: Path) -> None:
    """The file in each format says what the screen said."""
    page = alice.review("explanations/")
    for ending in ("csv", "xlsx", "docx"):
        with page.expect_download() as download:
            page.get_by_role("link", name=ending.upper(), exact=True).click()
        path = folder / download.value.suggested_filename
        assert path.suffix == f".{ending}"
        download.value.save_as(path)
        assert parsed(path) == shown, ending


def report(alice: Person, look: Looker) -> None:
    """The overview ends in what was made, and the report offers it."""
    page = alice.review()
    for words in ("3 configurations", "3 configurations placed", "1 prioritised", "0 not placed"):
        expect(page.locator(".steps").get_by_role("link", name=words, exact=True).first).to_be_visible()
    look(page, "overview, at the end")
    look(alice.go("/"), "home")
    for path in PASSED_BY:
        look(alice.review(path), path)
    look(alice.go("/accounts/password/change/"), "password")
