"""The file that a reader is given: as lines, as text or as it stands, whichever the format needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from studies.formats import decoding


@dataclass(slots=True)
class Source:
    """A file at its beginning, with what is known of it before it is read.

    `head` is its first megabyte, `name` what it was called (only to be shown), `mapping` says which field a column of
    a table fills (header -> name in FIELDS, "" for none). A reader that cannot tell what the columns of a table hold
    puts their headers into `unmapped`.
    """

    file: BinaryIO
    head: bytes
    name: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)

    @property
    def lines(self) -> decoding.Lines:
        """The lines of the file, to be gone through once and one by one."""
        self.file.seek(0)
        return decoding.Lines(self.file, self.head)

    def text(self) -> str:
        """The whole file as text with line feeds, decoded as its lines are."""
        return "\n".join(self.lines)
