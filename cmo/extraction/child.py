"""The child process: reads a PDF from standard input, writes its pages as JSON, and can do little else.

Run as `python -m cmo.extraction.child`. Answers `{"pages": [...], "version": "5.15.2"}` or `{"refused": "..."}`; ends
with another code than 0 when a limit strikes.
"""

import ctypes
import json
import math
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from cmo.extraction.paragraphs import Paragraph, joined, paragraphs
from cmo.extraction.reading import Word, regions
from cmo.extraction.result import MAX_CHARACTERS

CPU_SECONDS = 60
MEMORY_BYTES = 2 * 1024**3
ANSWER_BYTES = 64 * 1024**2
MAX_PAGES = 3000

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# PDFium gives U+0002 (once U+FFFE) for a hyphen that ends a line.
_LINE_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}
_LETTERS = {**_LIGATURES, **_LINE_HYPHENS}


class Refused(Exception):
    """Completes the sentence that begins with the file's name."""


def main() -> None:
    for kind, limit in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    try:
        answer = {"pages": pages(sys.stdin.buffer.read()), "version": version("pypdfium2")}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


def pages(data: bytes) -> list[str]:
    """The text of each page, paragraphs parted by blank lines. Raises Refused."""
    document = _opened(data)
    if len(document) > MAX_PAGES:
        raise Refused(f"has {len(document):,} pages; {MAX_PAGES:,} is the most that can be read.")
    read: list[list[Paragraph]] = []
    characters = 0
    for page in document:
        words = list(_words(page))
        characters += sum(len(word.text) for word in words)
        if characters > MAX_CHARACTERS:
            raise Refused(f"holds more than {MAX_CHARACTERS:,} characters of text.")
        read.append(paragraphs(regions(words)))
        page.close()
    return joined(read)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        len(document)
        return document
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("is protected by a password: remove it, or paste the text.") from None
        raise Refused("is broken: no PDF reader could open it, or it was cut short.") from None


def _words(page: pdfium.PdfPage) -> Iterator[Word]:
    """The words in the order of the file, turned upright, the page's top as the zero of all heights."""
    try:
        characters = list(_characters(page.get_textpage()))
    except pdfium.PdfiumError:
        return
    upright = Counter(angle for *_, angle in characters).most_common(1)
    turn = upright[0][0] if upright else 0
    letters: list[str] = []
    left = right = base = size = 0.0
    for letter, x, y, width, height, angle in characters:
        along, down = _turned(x, y, turn)
        # The letters of a ligature share one place: going back a little parts no word.
        apart = abs(down - base) > 0.3 * size or not -1.5 * height < along - right < 0.5 * height
        if letters and (not letter or apart or angle != turn):
            yield Word("".join(letters), left, right, base, size)
            letters = []
        if letter and angle == turn:
            if not letters:
                left = right = along
                base, size = down, height
            letters.append(letter)
            right = max(right, along + width)
    if letters:
        yield Word("".join(letters), left, right, base, size)


def _characters(textpage: pdfium.PdfTextPage) -> Iterator[tuple[str, float, float, float, float, int]]:
    """Each character as (letter, x and y of its origin, advance, height, angle in quarter turns); "" parts words."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(textpage, index))
        letter = _LETTERS.get(letter, letter)
        if letter.isspace() or letter == "\x00":
            letter = ""
        raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        turns = round(max(0.0, raw.FPDFText_GetCharAngle(textpage, index)) / (math.pi / 2)) % 4
        across, upward = box.right - box.left, box.top - box.bottom
        width, height = (upward, across) if turns % 2 else (across, upward)
        yield letter, x.value, y.value, width, height, turns


def _turned(x: float, y: float, turns: int) -> tuple[float, float]:
    """Along the line and down the page, for text written at `turns` quarter turns."""
    return ((x, -y), (-y, -x), (-x, y), (y, x))[turns]


if __name__ == "__main__":
    main()
