"""Takes a source line apart: journal, volume, issue, pages and year as databases write them into one sentence."""

import re
from dataclasses import dataclass

_LONGEST = 1000
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|Spring|Summer|Autumn|Fall|Winter|"
    r"First|Second|Third|Fourth"
)
_YEAR = re.compile(r"(?<![\d-])(1[5-9]\d\d|20\d\d)(?![\d(])", re.A)
_VOLUME = re.compile(
    rf"(?:(?<![\w.-])[Vv]ol(?:ume)?\.?\s*(\w+)|(?<![\w(-])(\d+[A-Za-z]?)(?!\s+(?:{_MONTH})))"
    r"\s*(?:\(([^()]{1,40})\))?(?=\s*[:,;(.]|\s+[A-Z(]|\s+\d{4}\b|\s*$)",
    re.A,
)
_COLON = re.compile(
    r"(?<![\w-])(\d+[A-Za-z]?|[A-Z]\.?\d*)?\s*((?:Suppl?(?:ement)?\.?|Pt|Part)\s*\w*)?\s*(?:\(([^():]{1,40})\))?\s*:\s*"
    r"([A-Za-z]{0,3}\d[\w.]*(?:\s*-+\s*[A-Za-z]{0,3}\d+\w*)?(?:,\s*[A-Za-z]?\d+-\d+)*)",
    re.A,
)
_PAGES = re.compile(r"\(?(?:pp?|pages?)\.?\s*([A-Za-z]{0,2}\d+\w*(?:\s*[-–]+\s*[A-Za-z]{0,2}\d+\w*)?)", re.I | re.A)
_ARTICLE = re.compile(r"(?:Article Number|Article ID|ArtID|Art\.? No\.?):?\s*([\w.-]*\w)", re.I)
_DASHED = re.compile(r"(?<=[,;] )\d+\s*-\s*\d+(?=\s*[.,;]?\s*$)", re.A)
_NO = re.compile(r"\b(?:no|issue)\.?\s*(\d+[\w/-]*)", re.I | re.A)
_BOOK = re.compile(  # "Editor, Eve [Ed]. (2014). Title. (pp. 5-9) x, 58 pp. Place: Publisher"
    r"(?:[^()]*\[Ed[^()]*|[^().]{0,200})\((\d{4})\)\.\s*([^.]+?)(?:\.|\s+[xvi\d, ]+pp\b|(?=\s*\(pp))"
    r"(?:\s*\(?pp\.?\s*([\w-]+)\))?",
    re.A,
)
_EDITORS = re.compile(r".*\[Ed[^\]]*\]\.\s*", re.S)
_END_OF_NAME = re.compile(
    rf"\.\s+(?=\(?\d|[Vv]ol\b|{_MONTH}|\(|Publish Ahead)|[.;]\s*$|,\s*(?=vol\b)|;|\.(?=:\d)|"
    rf"\s+(?=(?:{_MONTH})(?:/[A-Z][a-z]+)?\s+\d{{4}}\s*(?:[;:,.(]|$))|"
    rf"\.?\s+(?=\d+\s*\(|\d{{4}};|\d{{4}},? (?:Issue|{_MONTH}))|"
    r"\s+(?=\d+(?:\(\d+\))?:|[Vv]ol(?:\.|ume)?\s?\d)"
)

_USUAL = re.compile(  # "Journal of Examples. 37(5):492-502, 2000 Mar." as most lines are; the rules below say the same
    r"([A-Za-z]+(?: [A-Za-z&]+)*)\. (\d{1,3})\((\d{1,4})\):(\d{1,6}-\d{1,6}), ((?:1[5-9]|20)\d\d)"
    r"(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2}| \d{1,2})?)?\.?",
    re.A,
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a source line says; "" for what it does not."""

    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


def parted(text: str) -> SourceLine:
    """Take a line like "Ecohydrology. 8(6):1048-1064, September 2015." apart; what cannot be told stays empty."""
    if (usual := _USUAL.fullmatch(text)) and len(text) < _LONGEST:
        return SourceLine(usual[1], usual[5], usual[2], usual[3], usual[4])
    text = " ".join(text.split())[:_LONGEST]
    if book := _BOOK.match(text):
        return SourceLine(book[2].strip(), book[1], pages=book[3] or "")
    text = _EDITORS.sub("", text)
    ends = _END_OF_NAME.search(text)
    journal, rest = (text[: ends.start()], text[ends.start() :]) if ends else (text, "")
    journal = journal if " " in journal else journal.replace("-", " ")  # SilverPlatter writes no blank inside a name
    year = _found(_YEAR, re.sub(r"\d+\([^()]*\):\S+", "", rest)) or _found(_YEAR, rest)
    volume, issue, pages = _numbers(rest, year)
    return SourceLine(journal.strip(" .,;"), year, volume, issue, pages)


def spread(tags: dict[str, list[str]], text: str) -> SourceLine:
    """Add what a source line says to the tags of an entry, as "=journal", "=year" …; a line that says no more goes."""
    source = parted(text)
    tags["=journal"], tags["=year"], tags["=volume"] = [source.journal], [source.year], [source.volume]
    tags["=issue"], tags["=pages"] = [source.issue], [source.pages]
    if source.journal == text.strip(" ."):
        tags.pop("SO", None)
    elif not source.journal:
        tags["=journal"] = [text]
    return source


def _numbers(rest: str, year: str) -> tuple[str, str, str]:
    if found := _COLON.search(rest):
        volume, part, issue, pages = (group or "" for group in found.groups())
        volume = f"{volume} {part}".strip() if part else volume
    else:
        found = next((each for each in _VOLUME.finditer(rest) if (each[1] or each[2]) != year), None)
        volume, issue = (found[1] or found[2] or "", found[3] or "") if found else ("", "")
        pages = ""
    if volume == year and not issue:  # "Winter 2007: 7-14"
        volume = ""
    named = _found(_PAGES, rest) or _found(_ARTICLE, rest)
    dashed = _DASHED.search(rest)
    pages = pages or named or (dashed[0] if dashed else "")
    issue = "" if re.match(r"pp?\b|no pag", issue, re.I) else issue
    return volume, issue or _found(_NO, rest), pages.rstrip(".")


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
