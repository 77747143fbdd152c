"""Lines put together to paragraphs, and words that a line end had cut put together again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cmo.extraction.reading import Piece, Region

_BULLET = re.compile(r"(?:[•‣▪●◦]|\(?\d{1,3}[.)]|[–-])\s+\S")
_SENTENCE_END = re.compile(r"[.?!:;][\"'”’)\]]*(?:\s?\[?\d[\d,–-]*\]?)?$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]$")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass
class Paragraph:
    """The lines of a paragraph as they stood on the page; a row of a table is a paragraph of one line."""

    lines: list[str]
    size: float


def paragraphs(regions: Sequence[Region]) -> list[Paragraph]:
    """The paragraphs of one page, in the order of its regions; one that runs on in the next column is one."""
    made: list[Paragraph] = []
    flowed = False
    for region in regions:
        leading = _leading(region.lines)
        left, right = min(line.left for line in region.lines), max(line.right for line in region.lines)
        before: Piece | None = None
        for line in region.lines:
            if before is None:
                new = not (flowed and region.flows and _runs_on(made[-1], line))
            else:
                new = _begins(before, line, leading, left, right)
            if new:
                made.append(Paragraph([], line.size))
            made[-1].lines.append(line.text)
            before = line
        flowed = region.flows
    return made


def _leading(lines: Sequence[Piece]) -> float:
    steps = [below.base - above.base for above, below in pairwise(lines)]
    # Half a line apart at most: the median of a region of headings would join them.
    return min(median(steps), 1.6 * median(line.size for line in lines)) if steps else 0.0


def _runs_on(paragraph: Paragraph, line: Piece) -> bool:
    """Whether the first line of a column goes on with the sentence at the foot of the column before."""
    last = paragraph.lines[-1]
    cut = bool(_HYPHEN.search(last)) or not _SENTENCE_END.search(last)
    return cut and line.text[:1].islower() and _alike(paragraph.size, line.size) and "\t" not in last + line.text


def _begins(before: Piece, line: Piece, leading: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, by gap, size, tabs, bullets, indent, or a short line before it."""
    if "\t" in before.text + line.text or _BULLET.match(line.text) or not _alike(before.size, line.size):
        return True
    if line.base - before.base > 1.35 * leading:
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    room = right - before.right
    short = room > 0.15 * (right - left)
    indented = 0.6 * line.size < line.left - max(left, before.left - 0.3 * line.size) < 5 * line.size
    if ended and (short or indented):
        return True
    titled = line.text[:1].isupper() and room > 0.4 * (right - left)
    return titled and not _HYPHEN.search(before.text)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= 0.12 * max(one, other)


def joined(pages: Sequence[Sequence[Paragraph]]) -> list[str]:
    """The text of each page: a paragraph a line, a blank line between two.

    A hyphen at the end of a line goes when the word goes on in lower case, unless the document writes that word with
    the hyphen elsewhere and never without.
    """
    lines = [line for page in pages for paragraph in page for line in paragraph.lines]
    known = _vocabulary(lines)
    return ["\n\n".join(_text(paragraph.lines, known) for paragraph in page) for page in pages]


def _vocabulary(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for line in lines for word in _LETTERS.findall(_HYPHEN.sub("", line)))


def _text(lines: Sequence[str], known: frozenset[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text = _cut_word(text, line, known) if _HYPHEN.search(text) else f"{text} {line}"
    return text


def _cut_word(text: str, line: str, known: frozenset[str]) -> str:
    if not line[:1].islower():
        return text + line
    first, rest = _LETTERS.search(text[:-1][::-1]), _LETTERS.match(line)
    begun = first.group()[::-1].casefold() if first else ""
    ended = rest.group().casefold() if rest else ""
    compound = f"{begun}-{ended}" in known and begun + ended not in known
    return (text if compound else text[:-1]) + line
