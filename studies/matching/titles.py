"""Reads a title: its words, what a database hung onto it, its other-language twin, and what it is about."""

import re
from dataclasses import dataclass
from functools import lru_cache

from studies.matching.text import fold, plain
from studies.matching.wording import parts

_LANGUAGES = (
    r"chinese|japanese|german|french|spanish|russian|italian|portuguese|korean|polish|turkish|dutch|danish|swedish|"
    r"norwegian|hungarian|czech|hebrew|persian|serbian|croatian|ukrainian|english|greek|arabic"
)
_TAIL = re.compile(  # what databases hang onto a title
    r"[.\s]*(?:\[\s*(?:see comments?|comments?(?: on)?\b[^\]]*|review|\d+ refs?|abstract|letter|editorial|"
    r"in process citation|(?:published )?errat(?:um|a)\b.*|corrected\b.*|retract(?:ed|ion)\b.*|republished\b.*|"
    r"summary for patients\b.*|original (?:article|report|paper).*|(?:article )?in [a-z]+|"
    rf"(?:{_LANGUAGES})[^\]]{{0,60}})\s*\]|"
    r"\((?:retraction|reprinted|retracted|correction)\b.*\)| LA: \w+)[.\s]*$",
    re.I,
)
_RETRACTED = re.compile(r"^\W*(?:retracted(?: article)?|withdrawn|removed)\s*[:.\-]\s*|^\W*retracted article\W*", re.I)
_BRACKETED = re.compile(r"^(?P<main>[^\[\]]{12,}?)\W*\[(?P<other>[^\[\]]{12,})\]\W*$|^\W*\[(?P<whole>.{12,})\]\W*$")
_TWINS = re.compile(r"\s(?:TO|ORIGINAL(?: TITLE)?):\s|\s<ORIGINAL>\s|\s=\s|\s/\s(?=\w{4})")
_ABOUT = re.compile(
    r"(?P<kind>(?:publisher |author )?(?:erratum|errata|corrigend(?:um|a)|correction)s?|retraction|"
    r"(?:editorial )?expression of concern|"
    r"(?:authors? |the authors? )?(?:reply|replies|response|rejoinder)|comments?|commentary|addendum|letter|"
    r"in reply|re|discussion|invited (?:commentary|discussion)|editorial(?: comment)?)\b"
    r"(?: (?:notice|note|article|letter|commentary|comment))?(?: by (?:the )?authors?)?"
    r"(?P<to> (?:to|on|for|of|from|re|regarding)\b)?(?: the)?(?: (?:article|paper|editor))? ?"
)
_ABOUT_TAIL = re.compile(
    r" (?:(?:authors? |the authors? )?(?:reply|response)|comments?|vol \d+ (?:pg?|page) \w+(?: \d+)?)$"
)
_CORRECTS = re.compile(r"errat|corrigend|correction|retraction|expression|addendum|vol ")
_RE = re.compile(r"\W*re\s*:", re.I)
_LEAST = 12  # characters that make a twin title worth comparing


@dataclass(slots=True, unsafe_hash=True)  # made by the ten thousand: frozen ones take three times as long
class Title:
    """Folded words (`text`), a twin in another language, what it is (`kind`: "", "corrects", "answers") of `stem`."""

    text: str
    twin: str
    kind: str
    stem: str
    parts: tuple[str, ...]


@lru_cache(maxsize=4096)
def title(raw: str) -> Title:
    """Read a title as a database gave it."""
    text = " ".join(plain(raw).split()).strip(' "')
    while text.endswith(("]", ")", ".")) or " LA: " in text:
        shorter = _TAIL.sub("", text)
        if shorter == text or len(shorter) < _LEAST:
            break
        text = shorter
    text = (
        _RETRACTED.sub("", text)
        if "etract" in text or "emoved" in text or "ithdrawn" in text or text.isupper()
        else text
    )
    main, other = _twins(text)
    words = fold(main) or fold(raw)
    kind, stem = about(words) if _RE.match(text) or not words.startswith("re ") else ("", words)
    return Title(words, fold(other), kind, stem, parts(words))


def _twins(text: str) -> tuple[str, str]:
    """The title and the same in another language, which some databases put behind it."""
    pieces = _TWINS.split(text, maxsplit=1)
    if len(pieces) == 2 and min(map(len, pieces)) >= _LEAST and min(map(len, pieces)) > max(map(len, pieces)) / 3:
        return pieces[0].strip(" []"), pieces[1]
    if found := _BRACKETED.match(text):
        return (found["whole"], "") if found["whole"] else (found["main"], found["other"])
    return text, ""


def about(words: str) -> tuple[str, str]:
    """Return whether a folded title corrects or answers another ("" if neither), and the title that it is about."""
    if tail := _ABOUT_TAIL.search(words):
        return ("corrects" if _CORRECTS.search(tail[0]) else "answers"), words[: tail.start()]
    found = _ABOUT.match(words)
    if not found:
        return "", words
    kind = "corrects" if _CORRECTS.search(found["kind"]) else "answers"
    rest = words[found.end() :]
    if not rest and kind == "answers":
        return "", words
    if kind == "corrects" or found["to"] or found["kind"] in ("re", "reply", "comment", "letter"):
        return kind, rest
    return "", rest or words
