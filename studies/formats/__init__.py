"""Reads citation files of any kind and quality: nothing in a file is lost silently, and no file raises."""

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from studies.formats import cut, decoding, refusals
from studies.formats.format import Format
from studies.formats.reading import FIELDS, Entry, Item, Label, Reading, Rejected, Related, Skipped
from studies.formats.registry import FORMATS, sniff, sniff_bytes
from studies.formats.source import Source

__all__ = [
    "FIELDS",
    "FORMATS",
    "Entry",
    "Item",
    "Label",
    "Reading",
    "Rejected",
    "Related",
    "Skipped",
    "Stream",
    "read",
    "stream",
]


class Stream:
    """A file being read: `format` and `refused` are known at once, the items come one by one as it is iterated.

    `unmapped` is known once the first item was asked for.
    """

    def __init__(self, format_: Format | None, refused: str, source: Source) -> None:
        self.format = format_.name if format_ else ""
        self.refused = refused
        self.unmapped = source.unmapped
        self._items = format_.read(source) if format_ and not refused else iter([Rejected(1, refused)])

    def __iter__(self) -> Iterator[Item]:
        return self._items


def stream(
    file: BinaryIO, *, name: str = "", format: str | None = None, mapping: Mapping[str, str] | None = None
) -> Stream:
    """Open a citation file, which must stand at its beginning, in one pass and little memory.

    The format is told from the content, never from `name`, unless `format` (a name in FORMATS) overrules it.
    `mapping` says which field a column of a table fills. Never raises on any content; a file that is refused as a
    whole gives one Rejected.
    """
    head = file.read(decoding.HEAD)
    file.seek(0)
    format_, refused = _judge(head, format)
    return Stream(format_, refused, Source(file, head, name, mapping or {}))


def read(
    data: bytes, *, name: str = "", format: str | None = None, mapping: Mapping[str, str] | None = None
) -> Reading:
    """Read a whole citation file: the same as `stream`, gathered; the text of the entries is left in `data`."""
    opened = stream(io.BytesIO(data), name=name, format=format, mapping=mapping)
    reading = Reading(opened.format, refused=opened.refused, unmapped=opened.unmapped)
    place, crlf = 0, b"\r\n" in data[: decoding.HEAD]
    for item in opened:
        match item:
            case Entry():
                entry, place = cut.out_of(data, item, place, crlf=crlf)
                reading.entries.append(entry)
            case Rejected():
                reading.rejected.append(item)
            case Skipped():
                reading.skipped.append(item)
    if not reading.entries and not reading.rejected and not reading.unmapped:
        reading.refused = "The file holds no entry: export the citations as RIS or PubMed (nbib) and load that file."
        reading.rejected.append(Rejected(1, reading.refused))
    return reading


def _judge(head: bytes, wanted: str | None) -> tuple[Format | None, str]:
    """The format of a file from its first megabyte, and why it is refused, if it is."""
    if wanted and wanted not in FORMATS:
        return None, f"There is no reader called “{wanted}”: choose one of {', '.join(FORMATS)}, or let the file tell."
    if (binary := sniff_bytes(head)) and wanted in (None, "", binary.name):
        return binary, ""
    if refused := refusals.refuse_bytes(head):
        return None, refused
    text = decoding.decode(head)
    if refused := refusals.refuse_binary(text) or refusals.refuse_text(text):
        return None, refused
    format_ = FORMATS[wanted] if wanted else sniff(text)
    return (format_, "") if format_ else (None, refusals.name_text(text))
