"""Cuts an XML file into its records as text and parses each alone, so that a broken or cut one spoils no other.

A whole document parsed as a stream ends at its first fault. Alone, a record can use no entity that the document
defines, can nest no deeper than libxml2 allows, and is kept verbatim with its line.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from studies.formats.decoding import Lines
from studies.formats.reading import Rejected, Skipped, between

_LONGEST = 8_000_000  # characters of one record, and of text between records that is kept together
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)")
_NUMBER = re.compile(r"&#(?:(\d{1,7})|x([\da-fA-F]{1,6}));")
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]{0,40}):[A-Za-z]|\s([A-Za-z][\w.-]{0,40}):[\w.-]+\s*=")
_CUT = "The file stops inside this entry, or its end tag is missing. Export the file again, or complete the entry."


@dataclass(slots=True)
class Record:
    """One record of an XML file; `mended` says that XML does not allow all of its text."""

    line: int
    raw: str
    root: etree._Element
    mended: bool = False

    @property
    def odd(self) -> list[str]:
        """What is odd about it, in a sentence."""
        said = "Some characters in this entry are not allowed in XML; they were read as what they must have meant."
        return [said] if self.mended else []


@dataclass(slots=True)
class _Piece:
    line: int
    text: str
    kind: str  # "record", "cut" (a record without its end), "text" (between records)


def records(lines: Lines, *names: str, inner: str = "") -> Iterator[Record | Rejected | Skipped]:
    """Yield the elements with some names, those that cannot be parsed, and the text between them.

    One called `inner` is a record of its own only where it stands in no other.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    for piece in _Cutter(names, inner).pieces(lines):
        if piece.kind == "text":
            yield from between(piece.line, piece.text)
        elif piece.kind == "cut":
            yield Rejected(piece.line, _CUT, piece.text.rstrip("\n"))
        else:
            yield _parsed(piece, parser)


def _parsed(piece: _Piece, parser: etree.XMLParser) -> Record | Rejected:
    try:
        root = etree.fromstring(piece.text, parser)
        return Record(piece.line, piece.text, _plain_names(root) if "xmlns" in piece.text else root)
    except etree.XMLSyntaxError:
        text = _declared(piece.text)
    allowed = _mended(text)
    try:
        return Record(piece.line, piece.text, _plain_names(etree.fromstring(allowed, parser)), mended=allowed != text)
    except etree.XMLSyntaxError as error:
        what = re.sub(r", line \d+, column \d+( \(.*)?$", "", error.msg or "its tags do not match")
        line = piece.line + max(error.lineno or 1, 1) - 1
        reason = f"This entry is not well-formed XML (line {line}: {what}). Export it again, or mend it."
        return Rejected(piece.line, reason, piece.text)


def _declared(text: str) -> str:
    """A record with the prefixes declared that were so further up in the document."""
    prefixes = {first or second for first, second in _PREFIX.findall(text)} - {"xml", "xmlns"}
    declared = "".join(f' xmlns:{p}="{p}"' for p in sorted(prefixes)[:20] if f"xmlns:{p}" not in text)
    return re.sub(r"^<[^\s/>]+", lambda found: found[0] + declared, text, count=1) if declared else text


def _mended(text: str) -> str:
    """Text that XML does not allow as what was meant: bare ampersands, HTML's entities, control characters."""
    text = _NAMED.sub(lambda found: html.escape(html.unescape(found[0])) if _known(found[0]) else found[0], text)
    return _NUMBER.sub(lambda found: found[0] if _allowed(found) else "", _BARE.sub("&amp;", text))


def _plain_names(root: etree._Element) -> etree._Element:
    """The same element with the namespaces taken off all names."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _known(entity: str) -> bool:
    return html.unescape(entity) != entity


def _allowed(found: re.Match[str]) -> bool:
    number = int(found[1]) if found[1] else int(found[2], 16)
    return number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


class _Cutter:
    """Finds where records begin and end in text that comes in pieces, each place looked at once."""

    def __init__(self, names: tuple[str, ...], inner: str) -> None:
        every = "|".join((*names, inner) if inner else names)
        self._mark = re.compile(rf"<(/?)({every})(?=[\s/>])[^<>]*>")
        self._prefixed = re.compile(rf"<(/?)((?:[A-Za-z][\w.-]{{0,40}}:)?(?:{every}))(?=[\s/>])[^<>]*>")
        self._prefix = re.compile(rf":(?:{every})[\s/>]")
        self._inner = inner
        self._held = ""
        self._begun = 0  # where the record or the text that is open began
        self._seen = 0  # how far marks were looked for
        self._line = 1
        self._open = ""  # the tag of the record that is open

    def pieces(self, lines: Lines) -> Iterator[_Piece]:
        """Yield all of a text in pieces."""
        for text in lines.texts():
            self._held = self._held[self._begun :] + text
            self._seen -= self._begun
            self._begun = 0
            if self._mark is not self._prefixed and self._prefix.search(self._held):
                self._mark = self._prefixed
            while mark := self._mark.search(self._held, self._seen):
                self._seen = mark.end()
                yield from self._at(mark)
            self._seen = max(self._seen, self._held.rfind("<"), self._begun)
            if len(self._held) - self._begun > _LONGEST:
                self._seen = len(self._held)
                yield self._piece("cut" if self._open else "text", self._seen)
                self._open = ""
        yield self._piece("cut" if self._open else "text", len(self._held))

    def _at(self, mark: re.Match[str]) -> Iterator[_Piece]:
        tag, lone = mark[2], mark[0].endswith("/>")
        if mark[1]:
            if tag == self._open:
                self._open = ""
                yield self._piece("record", mark.end())
        elif not self._open or tag.rpartition(":")[2] != self._inner or tag == self._open:
            if mark.start() > self._begun:
                yield self._piece("cut" if self._open else "text", mark.start())
            self._open = "" if lone else tag
            if lone:
                yield self._piece("record", mark.end())

    def _piece(self, kind: str, end: int) -> _Piece:
        text = self._held[self._begun : end]
        piece = _Piece(self._line, text, kind)
        self._line += text.count("\n")
        self._begun = end
        return piece


def is_value(element: etree._Element) -> bool:
    """Whether an element holds text rather than further elements with values of their own."""
    return len(element) == 0 or element[0].tag == "style" or bool(element.text and not element.text.isspace())


def text_of(element: etree._Element) -> str:
    """All text of an element, runs of EndNote's styles joined; a power stays one (10<sup>6</sup> is 10^6)."""
    if len(element) == 0 or (len(element) == 1 and element[0].tag == "style" and len(element[0]) == 0):
        text = element.text if len(element) == 0 else element[0].text
        return text.replace("\r", "\n") if text else ""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts).replace("\r", "\n")


def _gather(element: etree._Element, parts: list[str]) -> None:
    styled = len(element) > 0 and element[0].tag == "style"
    if element.text and not (styled and element.text.isspace()):
        parts.append(element.text)
    for child in element:
        raised = child.tag == "sup" or child.get("face") == "superscript"
        if raised and parts and parts[-1][-1:].isdigit() and (child.text or "")[:1] in tuple("0123456789-−"):
            parts.append("^")
        _gather(child, parts)
        if child.tail and not (styled and child.tail.isspace()):
            parts.append(child.tail)
