"""Reads citation files of any kind and quality: nothing in a file is lost silently, and no file raises."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from studies.formats import decoding, refusals
from studies.formats.reading import FIELDS, Entry, Item, Reading, Rejected, Skipped
from studies.formats.registry import FORMATS, Format, sniff

__all__ = ["FIELDS", "FORMATS", "Entry", "Item", "Reading", "Rejected", "Skipped", "Stream", "read", "stream"]


class Stream:
    """A file being read: `format` and `refused` are known at once, the items come one by one as it is iterated."""

    def __init__(self, format_: Format | None, refused: str, lines: decoding.Lines) -> None:
        self.format = format_.name if format_ else ""
        self.refused = refused
        self._items = format_.read(lines) if format_ and not refused else iter([Rejected(1, refused)])

    def __iter__(self) -> Iterator[Item]:
        return self._items


def stream(file: BinaryIO, *, name: str = "", format: str | None = None) -> Stream:
    """Open a citation file, which must stand at its beginning, in one pass and little memory.

    The format is told from the content, never from `name`, unless `format` (a name in FORMATS) overrules it.
    Never raises on any content; a file that is refused as a whole gives one Rejected.
    """
    head = file.read(decoding.HEAD)
    file.seek(0)
    format_, refused = _judge(head, format)
    return Stream(format_, refused, decoding.Lines(file, head))


def read(data: bytes, *, name: str = "", format: str | None = None) -> Reading:
    """Read a whole citation file: the same as `stream`, gathered."""
    opened = stream(io.BytesIO(data), name=name, format=format)
    reading = Reading(opened.format, refused=opened.refused)
    for item in opened:
        match item:
            case Entry():
                reading.entries.append(item)
            case Rejected():
                reading.rejected.append(item)
            case Skipped():
                reading.skipped.append(item)
    if not reading.entries and not reading.rejected:
        reading.refused = "The file holds no entry: export the citations as RIS or PubMed (nbib) and load that file."
        reading.rejected.append(Rejected(1, reading.refused))
    return reading


def _judge(head: bytes, wanted: str | None) -> tuple[Format | None, str]:
    """The format of a file from its first megabyte, and why it is refused, if it is."""
    if refused := refusals.refuse_bytes(head):
        return None, refused
    if wanted and wanted not in FORMATS:
        return None, f"There is no reader called “{wanted}”: choose one of {', '.join(FORMATS)}, or let the file tell."
    text = decoding.decode(head)
    if refused := refusals.refuse_binary(text):
        return None, refused
    format_ = FORMATS[wanted] if wanted else sniff(text)
    return (format_, "") if format_ else (None, refusals.name_text(text))
