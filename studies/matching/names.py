"""Reads a list of authors, however it was written: the family names, folded, in their order."""

import re

from studies.matching.text import compact, plain

_UNSEPARATED = re.compile(  # "Example A. B.Sample C.": exports that lost their separators
    r"(?<=[A-Z\u00c0-\u00de]\.)"
    r"(?=[^\W\d_a-z][\w'’\-]*[^\W\d_A-Z]|(?:van|von|de|der|da|di|del|la|le|den|ten|dos|el|al)\b)"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\- ]?){1,3}\.?")
_GROUP = re.compile(
    r"\b(?:group|study|studies|investigators|collaborat\w+|committee|consortium|network|trialists)\b", re.I
)
_SUFFIX = re.compile(r"(?:^|\s)(?:jr|sr|ii|iii|iv|2nd|3rd|phd|md|et al|and|others|others)\b\.?", re.I)
_NOBODY = frozenset("anonymous anon unknown noauthorlisted noauthor noauthors na nan none various etal".split())  # noqa: SIM905


def families(text: str) -> tuple[str, ...]:
    """Return the folded family names of "Example, A. B.; Sample, C", "Example AB, Sample C", "Ada Example and ..."."""
    text = plain(text).replace("\n", ";")
    found = (_family(part) for part in _parts(text) if not _GROUP.search(part))
    return tuple(name for name in found if name and name not in _NOBODY)


def _parts(text: str) -> list[str]:
    if ";" in text:
        return text.split(";")
    if " and " in text:
        parts = text.split(" and ")
        return (
            parts if len(parts) > 2 or "," not in parts[0] or parts[0].count(",") == 1 else _by_comma(", ".join(parts))
        )
    if len(parts := _UNSEPARATED.split(text)) > 1 and sum(" " in part for part in parts) >= 0.8 * len(parts):
        return parts
    return _by_comma(text)


def _by_comma(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) < 2:
        return [text]
    given = pieces[1::2]
    if len(pieces) == 2 or all(_initials(piece) for piece in given):
        return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    return pieces


def _initials(piece: str) -> bool:
    return bool(_INITIALS.fullmatch(piece)) and ("." in piece or piece.isupper())


def _family(part: str) -> str:
    if "," in part:
        family = part.split(",")[0]
        return compact(_SUFFIX.sub("", family) if not _initials(family) else part)
    words = _SUFFIX.sub("", part).split()
    if len(words) > 1:
        while len(words) > 1 and _initials(words[-1]):
            words.pop()
        if len(words) == len(part.split()):
            words = words[-1:]
    return compact(" ".join(words))
