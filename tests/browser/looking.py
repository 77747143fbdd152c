"""Looks at a screen wide and narrow, light and dark, for what bars somebody's way and for sideways overflow.

A scheme changes colours and a width changes the arrangement: contrast is measured in both schemes, all else at both
widths. A screen does not know its database, so axe looks at it in the run over SQLite alone.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, ViewportSize

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
AXE = Axe().axe_script
# The rows of a long table are alike: its first ones stand for all.
RUN = """rules => axe.run(
  {exclude: ["tbody tr:nth-child(n+8)"]}, {resultTypes: ["violations"], preload: false, ...rules}
).then((found) => found.violations)"""
CONTRAST = "color-contrast"
LOOKS: list[tuple[ViewportSize, Any, dict[str, object]]] = [
    (WIDE, "light", {}),
    (WIDE, "dark", {"runOnly": [CONTRAST]}),
    (NARROW, "light", {"rules": {CONTRAST: {"enabled": False}}}),
]
TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"


class Looker:
    """`look(page, name)` notes in `found` what is wrong with that screen, once; the page stays as it was."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.found: list[str] = []

    def __call__(self, page: Page, screen: str) -> None:
        if screen not in self.seen:
            self.seen.add(screen)
            self.found += [f"{screen}, {each}" for each in barriers(page)]


def barriers(page: Page) -> list[str]:
    """What bars somebody's way on the screen as it stands there now."""
    found = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        where = f"{size['width']} px, {scheme}"
        found += [f"{where}: {told(each)}" for each in violations(page, rules)]
        if over := page.evaluate(TOO_WIDE):
            found.append(f"{where}: {over} px wider than the window")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return found


def violations(page: Page, rules: dict[str, object]) -> list[dict[str, Any]]:
    if connection.vendor != "sqlite":
        return []
    page.evaluate(f"if (!window.axe) {{ {AXE} }}")
    found: list[dict[str, Any]] = page.evaluate(RUN, rules)
    return found


def told(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['impact']}, {len(violation['nodes'])} times): {places}"
