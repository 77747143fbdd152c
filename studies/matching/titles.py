"""Tells whether two records that share an identifier also agree in title, and puts it in words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

AGREE = 90  # of 100; chosen on the labelled sets, where pairs of one DOI lie above 95 or below 60
_MARKUP = re.compile(r"<[^<>]{0,100}>")
_NOT_WORDS = re.compile(r"[\W_]+")
_ABOUT_ANOTHER = re.compile(
    r"(?:publisher )?(?:erratum|errata|corrigend(?:um|a)|correction|retraction|retracted|withdrawn|"
    r"expression of concern|reply|response|authors? (?:reply|response)|comment|commentary|addendum|editorial|"
    r"letter|re)\b"
    r"(?: (?:notice|note|article|letter))?(?: (?:to|on|for|of|from))?(?: the)? "
)
_LEAST = 15  # characters that the beginning of a title must have to stand for the whole


@dataclass(frozen=True, slots=True)
class Face:
    """What of a record is compared: folded title, year, and the folded family name of the first author."""

    title: str
    year: str
    author: str


def fold(text: object) -> str:
    """Return text as lower-case words without accents, markup and punctuation."""
    plain = unicodedata.normalize("NFKD", _MARKUP.sub("", str(text or "")).casefold())
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", plain).strip()


def face(row: Mapping[str, Any]) -> Face:
    """Return what of a row is compared; `compare` uses year and author only where a title is missing."""
    author = str(row.get("authors") or "").split(";")[0].split(",")[0]
    return Face(fold(row.get("title")), str(row.get("year") or "").strip()[:4], fold(author))


def compare(a: Face, b: Face) -> tuple[str, int, str]:
    """Return "agree", "differ" or "about" (one is an erratum of, or reply to, the other), a score and the words."""
    if not a.title or not b.title:
        same = a.year == b.year != "" and a.author == b.author != ""
        words = "year and first author agree" if same else "and year and first author do not both agree"
        return ("agree" if same else "differ"), (AGREE if same else 0), f"a title is missing; {words}"
    if a.title == b.title:
        return "agree", 100, "titles are equal"
    if _stem(a.title) != a.title or _stem(b.title) != b.title:
        return _about(a.title, b.title)
    short, long = sorted((a.title, b.title), key=len)
    if len(short) >= _LEAST and long.startswith(short + " "):
        return "agree", 95, "one title is the beginning of the other"
    if len(short) >= 2 * _LEAST and long.endswith(" " + short):
        return "agree", 93, "one title is the end of the other"
    score = int(max(fuzz.ratio(short, long), fuzz.token_sort_ratio(short, long)))
    if re.findall(r"\d+", short) != re.findall(r"\d+", long):
        return "differ", min(score, AGREE - 1), f"numbers in the titles differ ({score} of 100)"
    return ("agree" if score >= AGREE else "differ"), score, f"titles {_verb(score)} ({score} of 100)"


def _stem(title: str) -> str:
    """The title that an erratum, reply or retraction is about."""
    return _ABOUT_ANOTHER.sub("", title, count=1) if _ABOUT_ANOTHER.match(title) else title


def _about(a: str, b: str) -> tuple[str, int, str]:
    score = int(fuzz.ratio(_stem(a), _stem(b)))
    if (_stem(a) == a) != (_stem(b) == b) and score >= AGREE:
        return "about", score, "one is an erratum, retraction or reply, its title that of the other"
    score = int(fuzz.ratio(a, b))
    return ("agree" if score >= AGREE else "differ"), score, f"titles {_verb(score)} ({score} of 100)"


def _verb(score: int) -> str:
    return "agree" if score >= AGREE else "differ"
