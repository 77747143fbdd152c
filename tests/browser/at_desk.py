"""Before the screen of screening: which citation stands there."""

from playwright.sync_api import Page, expect


def here(page: Page) -> int:
    return int(page.locator("#screen").get_attribute("data-citation") or 0)


def at(page: Page, number: int) -> None:
    expect(page.locator(f'#screen[data-citation="{number}"]')).to_be_visible()


def read_ahead(page: Page) -> None:
    """Wait until the next citation is there to be shown at once."""
    page.wait_for_function(
        """() => performance.getEntriesByName(new URL(document.getElementById("screen").dataset.next, location).href)
            .some((entry) => entry.responseEnd)"""
    )
