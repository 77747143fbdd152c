"""Plain text in whatever encoding it was saved; form feeds part pages, as `pdftotext` writes them."""

from cmo.extraction.result import MAX_CHARACTERS, RULES, Extracted, Unreadable, bound

# The longer mark first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = [
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]


def from_plain(data: bytes, name: str) -> Extracted:
    """The text of a plain text file. Raises Unreadable for binary data, blank or immense texts."""
    text, warnings = _decoded(data, name)
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"“{name}” holds more than {MAX_CHARACTERS:,} characters of text.")
    if not text.strip("\ufeff \t\r\n\f"):
        raise Unreadable(f"“{name}” holds no text.")
    pages = text.split("\f")
    while not pages[-1].strip():
        pages.pop()
    body, starts = bound(pages)
    return Extracted(body, starts if len(pages) > 1 else (), "plain text", RULES, warnings)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _bare_utf_16(data)
    try:
        text = data.decode(encoding or "utf-8")
        if _binary(text):
            raise Unreadable(f"“{name}” is not a text: it holds binary data.")
        return text, ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if encoding or _binary(text):
        raise Unreadable(f"“{name}” is neither a PDF nor a text that can be read.")
    return text, ("The text is not in Unicode; it was read as Windows-1252. Look for odd characters before coding.",)


def _bare_utf_16(data: bytes) -> str | None:
    """Latin letters in UTF-16 have a zero in every other byte, also where the byte order mark is missing."""
    head = data[:2000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2], head[1 - start :: 2]
        if len(data) % 2 == 0 and zeros.count(0) > 0.4 * len(zeros) and others.count(0) == 0:
            return encoding
    return None


def _binary(text: str) -> bool:
    head = text[:20_000]
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1b" for character in head)
    return "\x00" in head or controls + head.count("\ufffd") > 0.01 * len(head)
