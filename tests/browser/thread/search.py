"""Step 2: the admin drops two files and a broken one, looks, loads, and the batch pages count as the generator does."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.looking import Looker
from tests.browser.people import Person
from tests.make import CitationFile, duplicated, nbib_file, ris_file

ENTRIES, BROKEN, OVERLAP = 1000, 3, 400
LAST = 99  # whoever asks for a page behind the last gets that one, which is short and quickly looked at
DROP = """([zone, files]) => {
  const held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@dataclass(frozen=True)
class Loaded:
    """A file and what its batch must count."""

    file: CitationFile
    records: int
    joined: int
    rejected: int

    @property
    def fresh(self) -> int:
        return self.records - self.joined


def generated() -> list[Loaded]:
    """RIS with empty entries and a last one cut short, then nbib of which some works are in the first file too."""
    first = duplicated(ENTRIES - BROKEN, seed=1)
    second = duplicated(ENTRIES, first=max(first) - OVERLAP, seed=2)
    ris, nbib = ris_file(first, "one.ris"), nbib_file(second, "two.nbib")
    ris.lines += [*["TY  - JOUR", "ER  - ", ""] * (BROKEN - 1), "TY  - JOUR", "AU  - Abara, A."]
    return [
        Loaded(ris, len(first), len(first) - len(set(first)), BROKEN),
        Loaded(nbib, len(second), len(second) - len(set(second) - set(first)), 0),
    ]


def load(adam: Person, look: Looker, start_worker: Callable[[], None]) -> int:
    """Answers how many citations there are then."""
    files = generated()
    _open_round(adam, look)
    _drop(adam, files, look)
    _start(adam, look, start_worker)
    for number, each in enumerate(files, 1):
        _count(adam, number, each, look)
    citations = sum(each.fresh for each in files)
    page = adam.review(f"citations/?page={LAST}")
    expect(page.locator(".pages:not(.pick)").first).to_contain_text(f"of {citations:,} citations")
    look(page, "citations")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/citations/\d+/"))
    look(page, "citation")
    return citations


def _open_round(adam: Person, look: Looker) -> None:
    page = adam.review("search/")
    look(page, "search, empty")
    page.get_by_label("Why").fill("To test the initial theory.")
    page.get_by_label("Where").fill("Two illustrative databases")
    page.get_by_label("Gap").select_option(index=1)
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()


def _drop(adam: Person, files: list[Loaded], look: Looker) -> None:
    page = adam.page
    broken = ["broken.ris", "%PDF-1.7 and no citation at all"]
    dropped = [*([each.file.name, each.file.data.decode()] for each in files), broken]
    page.evaluate(DROP, [page.locator(".drop").element_handle(), dropped])
    expect(page.locator(".drop li")).to_have_count(3)
    page.get_by_role("button", name="Look at the files").click()
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast p")).to_contain_text("broken.ris: This is a PDF, not a citation file")
    expect(page.locator("main")).to_contain_text(f"2 files with {2 * ENTRIES - BROKEN:,} entries for round 1")
    expect(page.locator("main")).not_to_contain_text("broken.ris")
    expect(page.locator("main")).to_contain_text(f"{BROKEN} entries cannot be read")
    look(page, "preview of dropped files")
    expect(adam.review("citations/").get_by_role("heading", name="No citations yet")).to_be_visible()
    look(page, "citations, empty")


def _start(adam: Person, look: Looker, start_worker: Callable[[], None]) -> None:
    """The worker comes when the page of the second batch is already waiting for it."""
    page = adam.review("search/rounds/1/files/")
    for at, name in enumerate(("Illustrative Index", "PubMed")):
        page.get_by_label("Database searched").nth(at).fill(name)
    page.get_by_role("button", name="Load 2 files").click()
    expect(page.get_by_role("row")).to_have_count(3)
    look(page, "search, with batches being loaded")
    page.get_by_role("link", name="two.nbib").click()
    expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
    look(page, "batch being loaded")
    told = _listen(page)
    start_worker()
    expect(page.locator(".stats")).to_be_visible(timeout=60_000)
    assert any(f"of {ENTRIES:,}" in each for each in told), told


def _listen(page: Page) -> list[str]:
    """What the progress says, each time it changes."""
    told: list[str] = []
    page.expose_function("tell", lambda words: told.append(words))
    page.evaluate("document.addEventListener('htmx:afterSettle', () => tell(document.querySelector('.job').innerText))")
    return told


def _count(adam: Person, number: int, expected: Loaded, look: Looker) -> None:
    page = adam.review(f"search/batches/{number}/")
    numbers = {"records": expected.records, "new citations": expected.fresh}
    numbers |= {"joined into others": expected.joined, "rejected entries": expected.rejected}
    for label, count in numbers.items():
        expect(page.get_by_role("link", name=f"{count:,} {label}", exact=True)).to_be_visible()
    for show, count in (("joined", expected.joined), ("new", expected.fresh)):
        page = adam.review(f"search/batches/{number}/?show={show}&page={LAST}")
        expect(page.locator(".pages:not(.pick)").first).to_contain_text(f"of {count:,} records")
    look(page, "batch")
    page.goto(f"{adam.site}/r/{adam.slug}/search/batches/{number}/?show=rejected")
    expect(page.get_by_role("region", name="Rejected entries").get_by_role("row")).to_have_count(
        expected.rejected + 1 if expected.rejected else 0
    )
    look(page, "rejected entries")
