"""Sentences of a paragraph: the steps of the keyboard cursor in the reader, and later the unit of agreement."""

import re

# After these a full stop does not end a sentence; single letters (initials) are handled by the pattern below.
_ABBREVIATION = re.compile(
    "al|approx|art|cf|ch|col|dr|eds?|eg|e\\.g|etc|figs?|ie|i\\.e|inc|jr|ltd|mrs?|ms|nos?|pp?|para|prof|refs?|"
    "sec|sr|st|suppl|tab|viz|vols?|vs"
)
_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?:\s*\[[\d,;\s–-]+\])?(?=\s|$)|[。！？]|\n\s*\n")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘']+$")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as `(start, end)` in code points, end-exclusive, without white space around.

    Together they hold every character that is not white space. A full stop ends no sentence after an abbreviation or an
    initial, nor before a lower-case letter; a bracketed reference number after it belongs to the sentence it closes.
    """
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() > begin and _ends(text, begin, match, end):
            _add(found, text, begin, match.end())
            begin = match.end()
    _add(found, text, begin, end)
    return found


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match.group()[0] != ".":
        return True
    following = text[match.end() : min(end, match.end() + 40)].lstrip()[:1]
    if following.islower():
        return False
    word = _LAST_WORD.search(text, begin, match.start())
    last = word.group().lower() if word else ""
    initial = len(last) == 1 and last.isalpha() and text[match.start() - 1].isupper()
    return not (_ABBREVIATION.fullmatch(last) or initial)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    right = start + len(stretch.rstrip())
    if left < right:
        found.append((left, right))
