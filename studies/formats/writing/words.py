"""Readies values for writing: without what no file can hold, on one line or in paragraphs, cut into their parts."""

import re
from collections.abc import Mapping

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_ENDS = re.compile("\r\n|[\r\n\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e]")
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]", re.A)
_RANGE = re.compile(r"([A-Za-z]{0,3}\d{1,12})-([A-Za-z]{0,3}\d{1,12}[A-Za-z]?)", re.A)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, none of them blank."""
    lines = (" ".join(_UNWRITABLE.sub("", line).split()) for line in _ENDS.split(text))
    return [line for line in lines if line]


def line(row: Mapping[str, str], field: str) -> str:
    """The value of a field on one line, "" if it has none."""
    text = row.get(field) or ""
    return " ".join(paragraphs(text)) if text else ""


def several(row: Mapping[str, str], field: str) -> list[str]:
    """The parts of a field that holds several ("; " between)."""
    return [part for part in map(str.strip, line(row, field).split(";")) if part]


def numbers(row: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The ISSN and the ISBN of a publication."""
    found = several(row, "isbn_issn")
    return [n for n in found if _ISSN.fullmatch(n)], [n for n in found if not _ISSN.fullmatch(n)]


def first_and_last(pages: str) -> tuple[str, str]:
    """The first and the last page of a plain range; of anything else all of it, and nothing."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def codes(table: Mapping[str, str]) -> dict[str, str]:
    """A table of kinds of publication the other way round: our word -> the first code for it."""
    found: dict[str, str] = {}
    for code, word in table.items():
        found.setdefault(word, code)
    return found
