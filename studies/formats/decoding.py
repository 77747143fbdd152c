"""From bytes to lines of text, whatever the encoding says it is; nothing here can fail on any bytes."""

import codecs
import contextlib
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from studies.formats import legacy

HEAD = 1 << 20  # a file is judged by its first megabyte, however long it is
_PIECE = 1 << 18

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMED = re.compile(
    rb"(?i)(?:<\?xml[^>]{0,100}?encoding\s*=\s*[\"']|%\s*encoding:\s*)"
    rb"((?:iso|windows|cp|gb|big5|shift|sjis|euc|koi8|x-mac|mac|latin|tis|johab|ks_c)[\w-]*)"
)
_CONTROLS = [*map(chr, (*range(9), *range(11, 32), 127)), "\ufeff", "\ufffe", "\uffff"]
_SEPARATORS = re.compile("[\u2028\u2029\x85]")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, which is what they nearly always are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    narrow = error.encoding.lower().replace("-", "") == "utf8"
    return (wrong.decode("cp1252", "replace") if narrow else "\ufffd"), error.end


codecs.register_error("studies.formats.windows", _as_windows)


def encoding_of(head: bytes) -> str:
    """Name the encoding from the mark at the front or, for UTF-16 without one, from where its zeros stand."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[:4096]
    half = max(len(sample) // 2, 1)
    even, odd = (sample[start::2].count(0) / half for start in (0, 1))
    if odd > 0.3 and even < 0.1:
        return "utf-16-le"
    if even > 0.3 and odd < 0.1:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return _declared(head) or legacy.encoding(head) or "utf-8"
    return "utf-8"


def _declared(head: bytes) -> str:
    """The encoding that XML or JabRef names at the front; Latin-1 is left to be read as what it nearly always is."""
    found = _NAMED.match(head[:500])
    if found is None or re.match(rb"(?i)utf|us-ascii|iso[-_]?8859[-_]1$|latin-?1$|(?:windows-|cp)1252$", found[1]):
        return ""
    with contextlib.suppress(LookupError):
        return codecs.lookup(found[1].decode("ascii").lower().removeprefix("x-")).name
    return ""


def decode(head: bytes) -> str:
    """Return the text of the first megabyte, for looking at."""
    return head.decode(encoding_of(head), "studies.formats.windows").lstrip("\ufeff").replace("\x00", "")


class Lines:
    """The lines of a file, one by one; once they are through, `torn` says whether the last had no end of its own.

    CRLF, CR and LF all end a line; U+2028 and its kin only do so in a file that has nothing else. NUL and other
    control characters, which no database column takes, are left out.
    """

    def __init__(self, file: BinaryIO, head: bytes) -> None:
        self.torn = False
        self._file = file
        self._encoding = encoding_of(head)
        beginning = decode(head)
        self._odd_ends = "\n" not in beginning and "\r" not in beginning and bool(_SEPARATORS.search(beginning))

    def __iter__(self) -> Iterator[str]:
        begun: list[str] = []
        for text in self.texts():
            first, *others = text.split("\n")
            begun.append(first)
            if others:
                yield "".join(begun)
                begun = [others.pop()]
                yield from others
        if rest := "".join(begun):
            self.torn = True
            yield rest

    def texts(self) -> Iterator[str]:
        """The text in pieces of some size, with line feeds only and nothing that cannot be stored."""
        decoder = codecs.getincrementaldecoder(self._encoding)("studies.formats.windows")
        newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
        while data := self._file.read(_PIECE):
            yield self._clean(newlines.decode(data))
        yield self._clean(newlines.decode(b"", final=True))

    def _clean(self, text: str) -> str:
        if self._odd_ends:
            text = _SEPARATORS.sub("\n", text)
        if not text.replace("\n", "").isprintable():
            for sign in _CONTROLS:
                if sign in text:  # looking for each alone is five times faster than an expression for all
                    text = text.replace(sign, "")
        return text
