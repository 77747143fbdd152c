"""Reads volumes, issues and pages, also as Excel and careless exports damage them."""

import re

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_DATED = re.compile(r"(?:(\d{1,4})-([a-z]{3})[a-z]*|([a-z]{3})[a-z]*-(\d{1,4}))")
_RANGE = re.compile(r"([a-z]{0,6}\.?)\s*0*(\d+)([a-z]?)(?:\s*(?:-|\+)+\s*([a-z]{0,6}\.?)\s*0*(\d+)([a-z]?))?")
_DASHES = re.compile("[\u2010-\u2015\u2212]|-+")
_CUT = re.compile(r"(?:[a-z]|suppl?)-\d+")  # "t-20": what is left of "314-20" in some exports
_WORD = re.compile(r"^(?:pp?\.?|pages?)\s*(?=\w*\d)")
_NUMBER = re.compile(r"\d+")


def volume(text: str) -> str:
    """Return the number of a volume; "" where there is none to trust ("1)" is the rest of "65 (Suppl 1)")."""
    text = text.strip().lower()
    if not text or text.count(")") > text.count("(") or "pagination" in text:
        return ""
    if found := _NUMBER.search(text):
        return str(int(found[0]))
    return "" if text in ("unknown", "n/a", "nan", "none") else re.sub(r"\W+", "", text)


def issue(text: str) -> str:
    """Return the number of an issue, "s1" for a supplement."""
    text = text.strip().lower()
    if not text or text in ("unknown", "n/a", "nan", "none", "no pagination"):
        return ""
    found = _NUMBER.search(text)
    extra = "s" if re.search(r"supp|^s\W*\d", text) else ""
    return extra + (str(int(found[0])) if found else "" if extra else re.sub(r"\W+", "", text)[:8])


def pages(text: str) -> tuple[str, str, bool]:
    """Return the first page, the last page and whether Excel made a date of them (then they are as Excel has them)."""
    text = _DASHES.sub("-", text.strip().lower()).replace(" - ", "-").strip('"[]() ')
    if not text or "pagination" in text or _CUT.fullmatch(text):
        return "", "", False
    if (dated := _DATED.fullmatch(text)) and (dated[2] or dated[3]) in _MONTHS:
        month, number = str(_MONTHS[dated[2] or dated[3]]), str(int(dated[1] or dated[4]))
        return (number, month, True) if dated[2] else (month, number, True)
    found = _RANGE.search(_WORD.sub("", text))
    if not found:
        return re.sub(r"\W+", "", text)[:12], "", False
    letter, start, tail, other, end, end_tail = found.groups()
    letter, tail = letter.strip("."), tail or ""
    if not end:
        return letter + start + tail, "", False
    return letter + start + tail, (other.strip(".") or letter) + _whole(start, end) + (end_tail or ""), False


def spans(first: str, last: str) -> set[tuple[str, str]]:
    """Return what pages may have been of which Excel made a date: "9-11" or "11-9" of 11 September."""
    return {(a, _whole(a, b)) for a, b in ((first, last), (last, first)) if int(_whole(a, b)) >= int(a)}


def _whole(start: str, end: str) -> str:
    return start[: len(start) - len(end)] + end if len(end) < len(start) else end
