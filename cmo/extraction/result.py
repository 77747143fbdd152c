"""What an extraction gives, and the one way in which it refuses."""

from collections.abc import Sequence
from dataclasses import dataclass

from cmo.anchors import canonical

# Raised whenever the same file would give another text, so that every stored text says how it was made.
RULES = "workbench rules 1"

MAX_CHARACTERS = 10_000_000


@dataclass(frozen=True)
class Extracted:
    """A canonical text, the offset (code points) at which each page starts, and how it was made.

    `page_starts` is empty where pages are unknown; `warnings` are sentences for the person who added the file.
    """

    text: str
    page_starts: tuple[int, ...]
    extractor: str
    version: str
    warnings: tuple[str, ...] = ()


class Unreadable(ValueError):
    """No text can be had from this file; the message is one sentence for the person who added it."""


def bound(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The canonical text of the pages, a blank line between them, and where each page starts in it."""
    stored = [canonical(page).strip() for page in pages]
    starts, at = [], 0
    for page in stored:
        starts.append(at)
        at += len(page) + 2
    return "\n\n".join(stored), tuple(starts)
