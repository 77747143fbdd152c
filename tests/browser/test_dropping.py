"""An admin drops what the databases gave: four files at once, a table in unknown words, and on a narrow window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import NARROW, WIDE, Looker
from tests.browser.thread.search import DROP
from tests.make import Work, nbib_file, ris_file, search_round
from tests.world import PASSWORD, World, make_world

pytestmark = pytest.mark.browser
Sit = Callable[..., Page]
TABLE = "\n".join(
    [
        "Fundstück;Wer;Wann;Notiz",
        *(f"{Work(each).title};{Work(each).authors[0]};{Work(each).year};seen" for each in (21, 22, 23)),
    ]
)
BIBTEX = "\n".join(
    f"@article{{key{each},\n  title = {{{Work(each).title}}},\n  year = {{{Work(each).year}}}\n}}" for each in (11, 12)
)


@pytest.fixture
def world(transactional_db: None) -> World:
    made = make_world()
    search_round(made.review, made.adam)
    return made


@pytest.fixture
def search(site: str, new_context: Callable[..., BrowserContext], world: World) -> Page:
    """adam, signed in, before the search page."""
    page = new_context().new_page()
    page.goto(f"{site}/accounts/login/?next={world.url('search/')}")
    page.get_by_label("E-mail").fill("adam@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(site + world.url("search/"))
    return page


def drop(page: Page, *files: tuple[str, str]) -> None:
    """As a hand lets them fall on the page."""
    page.evaluate(DROP, [page.locator(".drop").element_handle(), [list(each) for each in files]])
    expect(page.locator(".drop li")).to_have_count(len(files))
    page.get_by_role("button", name="Look at the files").click()


def count(page: Page, label: str, number: int) -> None:
    expect(page.get_by_role("link", name=f"{number:,} {label}", exact=True)).to_be_visible()


def test_four_mixed_files_in_one_drop_one_of_them_broken(search: Page, start_worker: Callable[[], None]) -> None:
    ris, nbib = ris_file([1, 2, 3], "embase.ris"), nbib_file([3, 4], "pubmed.nbib")
    ris.lines += ["TY  - JOUR", "AU  - Abara, A."]
    drop(
        search,
        (ris.name, ris.data.decode()),
        (nbib.name, nbib.data.decode()),
        ("scopus.bib", BIBTEX),
        ("broken.ris", "%PDF-1.7 and no citation at all"),
    )
    expect(search.locator(".toast p")).to_contain_text("broken.ris: This is a PDF, not a citation file")
    expect(search.locator("main")).to_contain_text("3 files with 7 entries for round 1")
    expect(search.get_by_label("Database searched").nth(0)).to_have_value("Embase")
    expect(search.get_by_label("Read it as").nth(2)).to_have_value("bibtex")
    search.get_by_label("Searched on").nth(0).fill("2026-11-02")
    search.get_by_role("button", name="Load 3 files").click()
    start_worker()
    search.get_by_role("link", name="pubmed.nbib").click()
    for label, number in (("records", 2), ("new citations", 1), ("joined into others", 1), ("rejected entries", 0)):
        count(search, label, number)
    search.get_by_role("link", name="Round 1").click()
    search.get_by_role("link", name="Log", exact=True).click()
    expect(search.locator("main")).to_contain_text(
        "8 entries found, 6 of them new citations, 1 joined into others, 1 not"
    )
    expect(search.get_by_role("row", name="Embase")).to_contain_text("2 Nov 2026")
    look = Looker()
    look(search, "search log")
    assert look.found == []


def test_a_table_in_unknown_words_is_explained_by_keys(search: Page, world: World) -> None:
    drop(search, ("mine.csv", TABLE))
    expect(search.locator("main")).to_contain_text("headers are not known here: Fundstück, Wer, Wann, Notiz")
    search.get_by_role("link", name="Say what its columns hold").press("Enter")
    for header, first in (("Fundstück", "title"), ("Wer", "authors"), ("Wann", "year")):
        search.get_by_label(header, exact=True).focus()
        search.keyboard.type(first)
    search.get_by_role("button", name="Read again").press("Enter")
    shown = search.get_by_role("region", name="First entries of mine.csv")
    expect(shown.get_by_role("row").nth(2)).to_contain_text(Work(22).title)
    expect(shown.get_by_role("row").nth(2)).to_contain_text(str(Work(22).year))
    look = Looker()
    look(search, "columns")
    assert look.found == []
    search.get_by_role("link", name="Back to the files of this drop").press("Enter")
    expect(search.locator("main")).to_contain_text("Its columns are read as you said")
    search.get_by_role("button", name="Load 1 file").press("Enter")
    search.wait_for_url("**/search/batches/1/")
    assert world.review.column_mappings.get().mapping["Fundstück"] == "title"


def test_on_a_narrow_window_a_file_is_chosen_loaded_and_mended(search: Page, start_worker: Callable[[], None]) -> None:
    search.set_viewport_size(NARROW)
    file = ris_file([1])
    file.lines += ["TY  - JOUR", "ER  - "]
    search.locator(".drop input").set_input_files([{"name": "a.ris", "mimeType": "text/plain", "buffer": file.data}])
    search.get_by_role("button", name="Look at the files").click()
    expect(search.get_by_text("1 entry cannot be read")).to_be_visible()
    start_worker()
    search.get_by_role("button", name="Load 1 file").click()
    search.get_by_role("link", name="1 waits to be mended").click()
    look = Looker()
    search.get_by_text("Mend it here").click()
    look(search, "rejected entries")
    assert look.found == []
    search.set_viewport_size(NARROW)
    search.get_by_label("The entry of line").fill(f"TY  - JOUR\nTI  - {Work(2).title}\nER  - ")
    search.get_by_role("row").get_by_role("button", name="Read it again").click()
    search.get_by_role("link", name="1, which made 1 record").click()
    expect(search.get_by_role("region", name="Records of batch 1")).to_contain_text(Work(2).title)
    search.set_viewport_size(WIDE)
