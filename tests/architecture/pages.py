"""Rules about templates: nothing that the Content-Security-Policy refuses, nothing that only JavaScript can do."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.tree import APPS, files

TAG, VALUE, COMMENT = re.compile(r"{%.*?%}", re.S), re.compile(r"{{.*?}}", re.S), re.compile(r"{#.*?#}", re.S)
REQUESTS = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}
# What makes each control work without JavaScript. A button or a field may also stand in a form that has an action.
PLAIN = {"a": "href", "form": "action", "button": "formaction", "input": "formaction", "select": "formaction"}
NEED_A_FORM = {"button", "input", "select", "textarea"}


class Page(HTMLParser):
    """Collects what breaks the rules in one template, whose Django tags were blanked out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.in_form = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.in_form += tag == "form" and "action" in given
        self._inline(tag, given)
        if REQUESTS & given.keys():
            self._needs_javascript(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self.in_form -= tag == "form" and self.in_form > 0

    def _inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or (tag == "script" and "src" not in given):
            self._complain(f"inline <{tag}>")
        for name in given:
            if name == "style" or name.startswith("on") or name.startswith("hx-on"):
                self._complain(f"inline {name}=")

    def _needs_javascript(self, tag: str, given: dict[str, str]) -> None:
        if tag in PLAIN or tag in NEED_A_FORM:
            if PLAIN.get(tag, "form") not in given and not (tag in NEED_A_FORM and (self.in_form or "form" in given)):
                self._complain(f"<{tag}> asks by htmx alone: give it a real href or action")
        elif "hx-trigger" not in given:
            self._complain(f"<{tag}> asks by htmx alone: only what refreshes itself (hx-trigger) may")

    def _complain(self, sentence: str) -> None:
        self.found.append(f"{self.name}:{self.getpos()[0]}: {sentence}")


def blank(match: re.Match[str]) -> str:
    """As many lines as there were, so that a complaint names the right one."""
    return " " + "\n" * match.group().count("\n")


def refused_or_unreachable(root: Path) -> list[str]:
    found = []
    for name, path in files(root, ".html", below=("templates", *APPS)):
        text = COMMENT.sub(blank, path.read_text(encoding="utf-8"))
        page = Page(name)
        page.feed(VALUE.sub("x", TAG.sub(blank, text)))
        found += page.found
    return found


RULES = [refused_or_unreachable]
