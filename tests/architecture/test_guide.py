"""The guide is whole: a page for every screen, a picture that exists and is taken for every page, nothing left over."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.browser.guided import SCREENS

GUIDE, TEMPLATES = ROOT / "docs" / "guide", ROOT / "templates"
PICTURE, LINK = re.compile(r"\]\((?:[\w/.-]*/)?img/([\w-]+)\.png\)"), re.compile(r"\]\(([\w-]+\.md)\)")
SHOWN = re.compile(r"\A<!-- templates: (.+) -->\n# \S")
LARGEST = 120 * 1024

pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md"))}


def screens() -> set[str]:
    """Templates of whole pages; the gallery is for those who build."""
    found = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.html")}
    whole = '{% extends "base.html" %}'
    return {name for name, path in found.items() if whole in path.read_text() and not name.startswith("gallery/")}


def described() -> list[str]:
    return [name for text in pages.values() if (shown := SHOWN.match(text)) for name in shown[1].split()]


def pictures(text: str) -> list[str]:
    return PICTURE.findall(text)


def test_every_screen_has_its_page_in_the_guide() -> None:
    """Name its template in the first line of the page that describes it."""
    assert sorted(described()) == sorted(screens())


def test_every_page_shows_its_screen_and_stands_in_the_index() -> None:
    index = pages["README.md"]
    assert sorted(LINK.findall(index)) and set(LINK.findall(index)) == pages.keys() - {"README.md"}
    assert [name for name, text in pages.items() if name != "README.md" and not pictures(text)] == []


def test_no_picture_is_missing_unused_or_no_longer_taken() -> None:
    standing = {path.stem for path in (GUIDE / "img").glob("*")}
    used = {name for text in (*pages.values(), (ROOT / "README.md").read_text()) for name in pictures(text)}
    taken = {name for screen in SCREENS for name in screen.pictures}
    assert used == standing == taken


def test_no_link_of_the_guide_is_broken() -> None:
    links = [(name, link) for name, text in pages.items() for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    assert [(name, link) for name, link in links if not (GUIDE / link).exists()] == []


def test_pictures_are_small() -> None:
    sizes: dict[str, int] = {path.name: path.stat().st_size for path in Path(GUIDE / "img").glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
