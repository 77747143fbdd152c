"""Where a quotation stands in a text: offsets that are checked on every save, so that a wrong one can never be stored.

Offsets are Unicode code points of the canonical text, end-exclusive. JavaScript counts UTF-16 units and converts
before it sends; what arrives is sliced again here and compared word for word.
"""

import re
import unicodedata
from dataclasses import dataclass

CONTEXT = 32

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# A hyphen inside a word, with the line break that may follow it: "evidence-based", "infor-\nmation".
_INNER_HYPHEN = re.compile(rf"(?<=\w)[{_DASHES}\u00ad]\s*(?=\w)")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
_SAME = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(_INVISIBLE, ""),
}


@dataclass(frozen=True)
class Anchor:
    """A stretch of a canonical text: `text[start:end] == exact`, with up to 32 code points on either side."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class Mismatch(ValueError):
    """The words expected are not the words that stand there; `found` holds those ("" when nothing can stand there)."""

    def __init__(self, message: str, found: str = "") -> None:
        super().__init__(message)
        self.found = found


def canonical(text: str) -> str:
    """The one form in which a text is stored and counted; applying it again changes nothing.

    Unicode NFC; every line break is LF; no byte order mark; surrogate pairs are joined, while lone surrogates and the
    control characters that databases, XML or Word refuse (NUL among them) become U+FFFD.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    broken = _BREAKS.sub("\n", whole.replace("\ufeff", ""))
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("\ufffd", broken))


def anchor(text: str, start: int, end: int, exact: str) -> Anchor:
    """The anchor of `text[start:end]`, after checking that `exact` is what stands there.

    `text` is canonical; `exact` may have the CRLF that a web form makes of LF. Raises Mismatch when the range is empty
    or outside the text, holds white space alone, or has other words.
    """
    if not 0 <= start < end <= len(text):
        raise Mismatch(f"Nothing can stand from {start} to {end} in a text of {len(text)} characters.")
    found = text[start:end]
    if found != canonical(exact):
        raise Mismatch("The words selected are not the words at that place in the text.", found)
    if not found.strip():
        raise Mismatch("The selection holds white space alone.", found)
    return _at(text, start, end)


def find(text: str, words: str, limit: int = 50) -> list[Anchor]:
    """Where a quotation stands in a canonical text, first to last, at most `limit` places, none overlapping.

    Case, white space, typographic quotation marks, dashes, ligatures, soft hyphens and hyphens inside words make no
    difference, so words copied from a PDF viewer or typed by hand are found. Blank words are found nowhere.
    """
    # A hyphen at the edge may be half of a word cut by the selection.
    wanted = _folded(canonical(words))[0].strip(" -")
    haystack, places = _folded(text)
    found: list[Anchor] = []
    at = haystack.find(wanted) if wanted else -1
    while at >= 0 and len(found) < limit:
        after = at + len(wanted)
        found.append(_at(text, places[at], places[after - 1] + 1))
        # A ligature folds to several letters of one place: the next match starts beyond that place.
        while after < len(places) and places[after] < found[-1].end:
            after += 1
        at = haystack.find(wanted, after)
    return found


def _at(text: str, start: int, end: int) -> Anchor:
    return Anchor(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as compared, and for each of its characters the offset it came from."""
    letters: list[str] = []
    places: list[int] = []
    dropped = {offset for match in _INNER_HYPHEN.finditer(text) for offset in range(*match.span())}
    known: dict[str, str] = {}
    for offset, character in enumerate(text):
        if offset in dropped:
            continue
        fold = known.get(character)
        if fold is None:
            fold = known[character] = _fold(character)
        if fold == " " and letters and letters[-1] == " ":
            continue
        letters.extend(fold)
        places.extend([offset] * len(fold))
    return "".join(letters), places


def _fold(character: str) -> str:
    if character.isspace():
        return " "
    if character in _SAME:
        return _SAME[character]
    return "".join(letter for letter in unicodedata.normalize("NFKC", character).casefold() if not letter.isspace())
