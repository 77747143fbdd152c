"""Looks into a citation file before anything of it is stored: what it is, what would stand, what cannot be read.

One pass, little memory; a file of nonsense is refused from its first megabyte, however long it is.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from studies.formats import Entry, Rejected, stream

SHOWN = 5
REJECTED_SHOWN = 50
MEGABYTE = 1 << 20


class Unusable(Exception):
    """Nothing of the file can be loaded; the message is the sentence that says why and what to do."""


@dataclass
class Intake:
    """What a file holds: how many entries, the first of them, and all that cannot be read."""

    format: str = ""
    sha256: str = ""
    entries: int = 0
    first: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def take(self, item: object) -> None:
        if isinstance(item, Entry):
            self.entries += 1
            if len(self.first) < SHOWN:
                self.first.append(item)
        elif isinstance(item, Rejected):
            self.rejected.append(item)

    @property
    def preview(self) -> dict[str, Any]:
        """The beginning of it, as plain values to be kept until somebody has looked."""
        first = [{"fields": each.fields, "line": each.line, "notes": each.notes} for each in self.first]
        unread = [asdict(each) for each in self.rejected[:REJECTED_SHOWN]]
        return {"first": first, "rejected": len(self.rejected), "first_rejected": unread}


def look(file: BinaryIO, *, name: str, limit: int, format: str | None = None) -> Intake:
    """Look through the file, wherever it stands. `limit` is in bytes. Raises Unusable when nothing can be loaded."""
    size = file.seek(0, 2)
    if size > limit:
        raise Unusable(f"The file is larger than {limit // MEGABYTE:,} MB: export the search in parts and load those.")
    file.seek(0)
    opened = stream(file, name=name, format=format)
    if opened.refused:
        raise Unusable(opened.refused)
    intake = Intake(format=opened.format)
    for item in opened:
        intake.take(item)
    if not intake.entries:
        raise Unusable(_why_nothing(intake))
    intake.sha256 = fingerprint(file)
    return intake


def fingerprint(file: BinaryIO) -> str:
    """The sha256 of the whole file, in hexadecimal."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(MEGABYTE):
        digest.update(piece)
    return digest.hexdigest()


def _why_nothing(intake: Intake) -> str:
    if not intake.rejected:
        return "The file holds no entry. Export the citations as RIS or PubMed (nbib) and load that file."
    first = intake.rejected[0]
    return f"No entry of this file can be read; the first stands in line {first.line:,}: {first.reason}"
