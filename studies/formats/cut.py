"""Entries of a file that is in memory anyway: their text is cut out of it when asked for, not kept a second time."""

from studies.formats.reading import Entry

_NEAR = 1 << 16  # how far behind the entry before an entry begins: comments and the like may stand between


class Cut(Entry):
    """An entry that is equal to one with its own text and differs in nothing but where that text is."""

    __slots__ = ("_data", "_end", "_start")
    _data: bytes
    _start: int
    _end: int

    @property
    def raw(self) -> str:
        """The text of the entry, with line feeds."""
        return self._data[self._start : self._end].decode().replace("\r\n", "\n")

    @raw.setter
    def raw(self, text: str) -> None:
        """The text is where it is."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entry):
            return NotImplemented
        names = ("fields", "raw", "line", "unknown", "notes", "labels", "related")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]


def out_of(data: bytes, entry: Entry, place: int, *, crlf: bool) -> tuple[Entry, int]:
    """Return the entry without a text of its own if it stands in the file as it is, and where the search goes on.

    `place` is where the entry before ended; `crlf` whether the lines of the file end so.
    """
    text = entry.raw.encode("utf-8", "replace")
    text = text.replace(b"\n", b"\r\n") if crlf else text
    start = data.find(text, place, place + len(text) + _NEAR)
    if start < 0 or not text:
        return entry, place
    kept = Cut(entry.fields, "", entry.line, entry.unknown, entry.notes, entry.labels, entry.related)
    kept._data, kept._start, kept._end = data, start, start + len(text)
    return kept, kept._end
