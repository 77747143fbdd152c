"""What a line of an Ovid file is: a counter, a field name in words or letters with its value below, or a tag."""

import re

from studies.formats.tokens import Block, Dialect

_NAMES = """
UI = unique identifier
AN = accession number
AU = author, authors, author(s), inventor, inventors
FA = authors full name, author full name, full author name, full name, author names
ED = editor, editors
IN = institution, author affiliation
TI = title, article title
OT = original title, title original, foreign title
CH = chapter title
BT = book title
SO = source
AS = abbreviated source
JN = nlm journal name, journal name, journal title, journal
JC = nlm journal code
AB = abstract
MH = mesh subject headings, mesh headings
KW = author keywords, keywords, key words, keyword heading, key concepts, index terms
SH = subject headings, emtree headings
IS = issn, issn print, issn electronic, issn linking, electronic issn
IB = isbn
DO = digital object identifier, doi number, doi
PT = publication type
DT = document type
LG = language
DP = date of publication, publication date
YR = year of publication, publication year, year
VO = volume
IP = issue, issue part, issue/part, part
PG = page, pages, pagination
PM = pubmed identifier, pmid, pubmed id
DB = database
UR = url, web address
XL = link to the ovid full text or citation, link to the external link resolver, link to ovid full text
"""
_BY_NAME = {
    name: tag
    for tag, names in (line.split(" = ") for line in _NAMES.strip().splitlines())
    for name in names.split(", ")
}
_COUNTER = re.compile(r"\s*<\s*(\d+)\s*\.?\s*>\s*", re.A)
_TAGGED = re.compile(r"\s{0,3}([A-Z][A-Z0-9]{1,2})\s{0,3}-(?:\s+(.*)|)$", re.S)
_LETTERS = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_WORDS = re.compile(r"[A-Z][A-Za-z0-9 ,/&()'-]{2,60}")


class Ovid(Dialect):
    """The name stands at the margin, its value indented below it; or both on one line with a hyphen between."""

    openers = frozenset((*_BY_NAME.values(), "<>", "VN", "Score"))
    width = 64  # a name is all of its line
    in_lines = frozenset(("AU", "FA", "ED", "KW", "MH", "SH", "DE", "ID", "IS"))

    def __init__(self) -> None:
        super().__init__()
        self._hyphens: bool | None = None  # whether this file writes "TI  - "

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The name by its two letters; one that Ovid may have invented since stays as it is written."""
        if line[:3].lstrip()[:1] == "<" and (counter := _COUNTER.fullmatch(line)):
            return "<>", counter[1]
        if self._hyphens is not False and (found := _TAGGED.match(line)):
            self._hyphens = True
            return found[1], found[2] or ""
        name = line.rstrip()
        if self._hyphens or line[:1] <= " " or (not _WORDS.fullmatch(name) and not _LETTERS.fullmatch(name)):
            return None
        known = _BY_NAME.get(name.casefold())
        if self._hyphens is None and (known or _LETTERS.fullmatch(name)):
            self._hyphens = False
            self.below = "  "
        if known and block is not None and block.parts and block.parts[0][0] == "<>":  # so that it opens nothing
            self.met[line] = known
        return known or name, ""

    def opens(self, tag: str, block: Block) -> bool:
        """A counter; where there are none, the first name again behind a blank line."""
        first = block.parts[0][0]
        if tag == "<>":
            return True
        if tag == "VN":
            return "VN" in block.looked
        return tag == first and block.gap and first != "<>"
