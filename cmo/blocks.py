"""A text cut into the blocks the reader shows: headings, paragraphs, rows of tables, and page furniture.

Only the text and the places where its pages start are read, so pasted, plain and extracted texts are treated alike,
and better rules can be applied to a text that never changes.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["heading", "paragraph", "table_row", "furniture"]

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CELL_GAP = re.compile(r"\t| {3,}|\s\|\s")
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
# A letter counts only with its stop or bracket: "A review of …" and "I was asked …" begin sentences.
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|(?:[A-Z]|[IVX]{1,4})[.)])\s+\w")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦*–-]|\(?[0-9a-z]{1,3}[.)])\s+\S", re.IGNORECASE)
_SECTION = re.compile(
    r"[\d.\s]*(?:abstract|keywords|background|introduction|(?:aims?|objectives)(?: and (?:aims?|objectives))?|"
    r"(?:materials and )?methods?|results|findings|discussion|conclusions?|limitations|references|"
    r"acknowledge?ments|funding|appendix(?: \w)?)[.:]?",
    re.IGNORECASE,
)
# A text whose longest line is no longer than this was broken into lines by hand or by a mailer.
_HARD_WRAP = 120


@dataclass(frozen=True)
class Block:
    """`text[start:end]`, code points, no white space at either end; `page` counts from 1, None where none is known."""

    kind: Kind
    page: int | None
    start: int
    end: int


def blocks(text: str, page_starts: Sequence[int] = ()) -> list[Block]:
    """The blocks of a canonical text, in order, never overlapping; every character that is not white space is in one.

    `page_starts` are the ascending offsets at which pages begin; no block reaches over one. A blank line parts blocks;
    lines broken by hand are joined to paragraphs. Running heads (first or last lines that return on three pages or
    more) and page numbers are furniture: kept, since the text never changes, but marked.
    """
    lines = list(_lines(text, page_starts))
    furniture = _furniture(text, lines, page_starts)
    spans: list[tuple[Kind, int, int]] = []
    for group in _groups(text, lines, page_starts):
        spans.extend(_group(text, group, furniture))
    return [Block(kind, page_of(page_starts, start), start, end) for kind, start, end in spans]


def page_of(page_starts: Sequence[int], offset: int) -> int | None:
    """The page, from 1, on which an offset stands; None for a text without pages."""
    return max(1, bisect_right(page_starts, offset)) if page_starts else None


Span = tuple[int, int]


def _lines(text: str, page_starts: Sequence[int]) -> Iterator[Span]:
    """Non-blank lines without the white space around them, cut where a page starts."""
    for match in _LINE.finditer(text):
        cuts = _inside(page_starts, match.start(), match.end())
        for left, right in pairwise([match.start(), *cuts, match.end()]):
            part = text[left:right]
            if part.strip():
                yield left + len(part) - len(part.lstrip()), left + len(part.rstrip())


def _inside(page_starts: Sequence[int], start: int, end: int) -> Sequence[int]:
    return page_starts[bisect_right(page_starts, start) : bisect_right(page_starts, end - 1)]


def _furniture(text: str, lines: Sequence[Span], page_starts: Sequence[int]) -> frozenset[Span]:
    """Lines at the top and foot of pages that are page numbers, or that return on three pages or more."""
    pages: dict[int | None, list[Span]] = {}
    for line in lines if page_starts else ():
        pages.setdefault(page_of(page_starts, line[0]), []).append(line)
    # A page of up to four lines may be all text: there only its very first and last line are looked at.
    edges = [
        line for page in pages.values() for line in ({*page[:2], *page[-2:]} if len(page) > 4 else page[:1] + page[-1:])
    ]
    # A sentence that returns on three pages is text; a running head is short.
    edges = [(start, end) for start, end in edges if end - start <= _HARD_WRAP]
    seen = Counter(_mask(text, line) for line in set(edges))
    return frozenset(
        line for line in edges if _PAGE_NUMBER.fullmatch(text[slice(*line)]) or seen[_mask(text, line)] >= 3
    )


def _mask(text: str, line: Span) -> str:
    return re.sub(r"\d+", "#", " ".join(text[slice(*line)].casefold().split()))


def _groups(text: str, lines: Sequence[Span], page_starts: Sequence[int]) -> Iterator[list[Span]]:
    """Lines that follow one another with no blank line or page start between them."""
    group: list[Span] = []
    for line in lines:
        if group:
            gap = text[group[-1][1] : line[0]]
            if gap.count("\n") > 1 or _inside(page_starts, group[-1][1] - 1, line[0] + 1):
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _group(text: str, group: list[Span], furniture: frozenset[Span]) -> Iterator[tuple[Kind, int, int]]:
    longest = max(end - start for start, end in group)
    open_kind: Kind | None = None
    begin = finish = 0
    for at, line in enumerate(group):
        kind = _kind(text, line, furniture, alone=len(group) == 1, first=at == 0)
        joins = kind == open_kind == "paragraph" and _continues(text, group[at - 1], line, longest)
        if open_kind and not joins:
            yield open_kind, begin, finish
        if not joins:
            open_kind, begin = kind, line[0]
        finish = line[1]
    if open_kind:
        yield open_kind, begin, finish


def _continues(text: str, before: Span, line: Span, longest: int) -> bool:
    full = before[1] - before[0] >= 0.6 * longest
    return longest <= _HARD_WRAP and full and not _BULLET.match(text, *line)


def _kind(text: str, line: Span, furniture: frozenset[Span], alone: bool, first: bool) -> Kind:
    words = text[slice(*line)]
    if line in furniture:
        return "furniture"
    if _CELL_GAP.search(words):
        return "table_row"
    return "heading" if _is_heading(words, alone, first) else "paragraph"


def _is_heading(words: str, alone: bool, first: bool) -> bool:
    """A section's usual name; or short, placed and begun like a title, and not ended like a sentence."""
    if _SECTION.fullmatch(words):
        return True
    short = len(words) <= 100 and len(words.split()) <= 14
    numbered = bool(_NUMBERED.match(words)) and words[-1] not in ".;,:"
    titled = alone and words[0].isupper() and words[-1] not in ".;,:?!…"
    return first and short and (numbered or titled)
