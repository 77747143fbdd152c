"""The screens that the guide shows: who opens each, where it is, and what is done on it before its picture is taken."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

FILE = """TY  - JOUR
TI  - Illustrative record 501: a file that is looked at before it is loaded
AU  - Placeholder, Kim
PY  - 2021
T2  - Illustrative Journal of Examples
DO  - 10.5555/illustrative.0501
ER  -

TY  - JOUR
TI  - Illustrative record 502: its second entry
AU  - Template, Lu
PY  - 2020
T2  - Annals of Placeholders
ER  -

TY  - JOUR
TI  - Illustrative record 503: cut in the mid"""

TABLE = """Fundstück;Wer;Wann;Wo;Notiz
Illustrative record 511: a table in unknown words;Placeholder, Kim;2021;Annals of Placeholders;from a colleague
Illustrative record 512: its second row;Template, Lu;2020;Illustrative Journal of Examples;
"""


def stay(page: Page) -> None:
    """Nothing is done: the screen is shown as it is found."""


def drop_a_file(page: Page) -> None:
    page.locator(".drop input").first.set_input_files(
        [{"name": "illustrative.ris", "mimeType": "text/plain", "buffer": FILE.encode()}]
    )
    page.get_by_role("button", name="Look at the files").first.click()
    expect(page.get_by_role("heading", name="illustrative.ris")).to_be_visible()


def explain_columns(page: Page) -> None:
    """Up to the preview of a table that is read as somebody says."""
    page.locator(".drop input").first.set_input_files(
        [{"name": "illustrative.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}]
    )
    page.get_by_role("button", name="Look at the files").first.click()
    page.get_by_role("link", name="Say what its columns hold").click()
    for header, field in (("Fundstück", "title"), ("Wer", "authors"), ("Wann", "year"), ("Wo", "container")):
        page.get_by_label(header, exact=True).select_option(field)
    page.get_by_role("button", name="Read again").click()
    expect(page.get_by_role("region", name="First entries")).to_be_visible()


def mark_a_sentence(page: Page) -> None:
    """By keys alone: to a sentence of the setting, then into the tray as context, and on to the next one."""
    page.locator("#text").focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.locator("#tray textarea")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("toolbar", name="What are these words?")).to_be_visible()


def wait_for_the_figure(page: Page) -> None:
    expect(page.locator("[data-figure][data-drawn] .main-svg").first).to_be_visible(timeout=30_000)


@dataclass(frozen=True)
class Screen:
    """`who` is a name among the demo's logins, empty before signing in; `name` names the picture."""

    name: str
    who: str
    path: str
    prepare: Callable[[Page], None] = stay
    also: tuple[str, ...] = ()

    @property
    def in_review(self) -> bool:
        return self.path.startswith("/r/")

    @property
    def pictures(self) -> list[str]:
        """Of every screen one, wide and light; `also` narrow or dark."""
        return [self.name, *(f"{self.name}-{each}" for each in self.also)]


SCREENS = [
    Screen("sign-in", "", "/accounts/login/"),
    Screen("home", "Bob", "/"),
    Screen("overview", "Alice", "/r/demo/"),
    Screen("theory", "Alice", "/r/demo/theory/"),
    Screen("search", "Adam", "/r/demo/search/"),
    Screen("preview", "Adam", "/r/demo/search/", drop_a_file),
    Screen("columns", "Adam", "/r/demo/search/", explain_columns),
    Screen("batch", "Adam", "/r/demo/search/batches/2/"),
    Screen("citations", "Alice", "/r/demo/citations/"),
    Screen("citation", "Alice", "/r/demo/citations/1/"),
    Screen("duplicates", "Bob", "/r/demo/duplicates/joined/"),
    Screen("screening", "Bob", "/r/demo/screen/title-abstract/", also=("dark", "narrow")),
    Screen("conflicts", "Alice", "/r/demo/conflicts/"),
    Screen("agreement", "Alice", "/r/demo/agreement/", wait_for_the_figure),
    Screen("calibration", "Alice", "/r/demo/screen/calibration/"),
    Screen("criteria", "Alice", "/r/demo/screen/criteria/"),
    Screen("stopping", "Alice", "/r/demo/screen/title-abstract/stopping/", wait_for_the_figure),
    Screen("policies", "Alice", "/r/demo/screen/policy/"),
    Screen("workload", "Alice", "/r/demo/screen/workload/"),
    Screen("documents", "Alice", "/r/demo/documents/"),
    Screen("document", "Alice", "/r/demo/documents/1/"),
    Screen("reader", "Bob", "/r/demo/documents/2/read/", mark_a_sentence),
    Screen("configurations", "Bob", "/r/demo/configurations/"),
    Screen("configuration", "Bob", "/r/demo/configurations/1/"),
    Screen("explanations", "Alice", "/r/demo/explanations/", wait_for_the_figure),
    Screen("report", "Alice", "/r/demo/report/"),
    Screen("flow", "Alice", "/r/demo/flow/"),
    Screen("people", "Alice", "/r/demo/people/"),
    Screen("trail", "Alice", "/r/demo/trail/"),
]
