"""Tells a title that was written otherwise from the title of another study: "in men", "in women"."""

import re

from rapidfuzz import fuzz

_TYPO = 80  # of 100: words that agree less are other words
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        ("i one first", "ii two second", "iii three third", "iv four fourth", "v five fifth", "vi six", "vii seven"), 1
    )
    for word in words.split()
} | {"viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12"}
_PART = re.compile(r"\d+|\b(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b")
_LETTER = re.compile(r"\b(?:part|study|type|series|phase|group|section|chapter|appendix) ([a-h])\b")
_NOT = frozenset("not no non without anti un women female girls boys children adults vivo vitro".split())  # noqa: SIM905
_OPPOSED = (("hyper", "hypo"), ("pre", "post"), ("intra", "inter"), ("macro", "micro"), ("in", "de"), ("up", "down"),
            ("pro", "anti"), ("over", "under"), ("short", "long"), ("low", "high"), ("fe", ""), ("wo", ""), ("non", ""),
            ("un", ""), ("anti", ""), ("ab", ""), ("a", "bi"), ("uni", "bi"), ("mono", "bi"))  # fmt: skip


def parts(words: str) -> tuple[str, ...]:
    """Return the numbers in a folded title, in figures, whether it says 2, II, two or second; letters of parts too."""
    found = [_NUMBERS.get(part, part) for part in _PART.findall(words)]
    return (*found, *_LETTER.findall(words))


def reworded(a: str, b: str) -> bool:
    """Whether two folded titles differ in a word that means something else, not in how the same words are written."""
    one, other = a.split(), b.split()
    mine, yours = [w for w in one if w not in set(other)], [w for w in other if w not in set(one)]
    if not mine or not yours:
        return not _NOT.isdisjoint(mine or yours)
    if "".join(mine) == "".join(yours):
        return False
    if len(mine) == len(yours) == 1:
        return _opposed(mine[0], yours[0]) or fuzz.ratio(mine[0], yours[0]) < _TYPO
    return fuzz.ratio("".join(mine), "".join(yours)) < _TYPO


def _opposed(one: str, other: str) -> bool:
    alike = one[-3:] == other[-3:]  # as the rest of both would be
    return alike and any(_turned(one, other, a, b) or _turned(one, other, b, a) for a, b in _OPPOSED)


def _turned(one: str, other: str, a: str, b: str) -> bool:
    rest = one.removeprefix(a)
    return one.startswith(a) and len(rest) > 2 and other == b + rest
