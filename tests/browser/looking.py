"""Looks at each screen of a story once: wide and narrow, light and dark, for barriers and for sideways overflow."""

from itertools import product
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
GRAVE = ("serious", "critical")
RUN = "axe.run({resultTypes: ['violations'], preload: false}).then((found) => found.violations)"
TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"


class Looker:
    """`look(page, name)` notes in `found` what bars somebody's way on that screen; the page stays as it was."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.found: list[str] = []
        self._axe = Axe().axe_script

    def __call__(self, page: Page, screen: str) -> None:
        if screen in self.seen:
            return
        self.seen.add(screen)
        page.evaluate(self._axe)
        for size, scheme in product((WIDE, NARROW), ("light", "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            where = f"{screen}, {size['width']} px, {scheme}"
            self.found += [f"{where}: {told(each)}" for each in page.evaluate(RUN) if each["impact"] in GRAVE]
            if over := page.evaluate(TOO_WIDE):
                self.found.append(f"{where}: {over} px wider than the window")
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")


def told(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['impact']}, {len(violation['nodes'])} times): {places}"
