"""Looks into a citation file before anything of it is stored: what it is, what would stand, what cannot be read.

One pass, little memory; a file of nonsense is refused from its first megabyte, however long it is.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, BinaryIO

from studies.formats import Entry, Item, Rejected, Skipped, Stream, stream
from studies.formats.source import Source
from studies.formats.tables import CSV, XLSX, Columns, columns
from studies.kept import Kept
from studies.origins import Origin, origin

SHOWN = 5
REJECTED_SHOWN = 50
BETWEEN = 20
TABLES = {CSV.name, XLSX.name}
MEGABYTE = 1 << 20
TELL_EVERY = 256

Labels = Counter[tuple[str, str, str, str]]
Told = Callable[[int, int, str], object]


class Unusable(Exception):
    """Nothing of the file can be loaded; the message is the sentence that says why and what to do."""


@dataclass
class Intake:
    """What a file holds: how many entries, the first of them, and all that cannot be read.

    `unmapped` are the headers of a table of which nobody knows yet what they mean; then it has no entries. Of a file
    that is `unread` only the beginning was seen.
    """

    format: str = ""
    name: str = ""
    sha256: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    entries: int = 0
    first: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    labels: Labels = field(default_factory=Counter)
    digests: list[str] = field(default_factory=list)
    columns: Columns | None = None
    kept: Kept | None = None
    unread: bool = False

    def take(self, item: Item) -> None:
        if self.kept:
            self.kept.add(item)
        if isinstance(item, Entry):
            self.entries += 1
            self.digests.append(digest_of(item.raw))
            count_labels(self.labels, item)
            if len(self.first) < SHOWN:
                self.first.append(item)
        elif isinstance(item, Rejected):
            self.rejected.append(item if len(self.rejected) < REJECTED_SHOWN else replace(item, raw=""))
        elif isinstance(item, Skipped) and len(self.between) < BETWEEN:
            self.between.append(item.raw)

    @property
    def read_as(self) -> tuple[object, ...]:
        """The same for two readings that give the same."""
        return self.sha256, self.format, dict(self.mapping)

    @property
    def untitled(self) -> bool:
        """A table none of whose columns is read as the title."""
        return bool(self.columns and self.entries and "title" not in self.columns.guessed.values())

    @property
    def origin(self) -> Origin:
        """The search that the file seems to come from."""
        headers = self.columns.headers if self.columns else ()
        return origin(self.format, self.name, self.first, self.between, headers)

    @property
    def preview(self) -> dict[str, Any]:
        """The beginning of it, as plain values to be kept until somebody has looked; empty while it is unread."""
        if self.unread:
            return {}
        first = [{"fields": each.fields, "line": each.line, "notes": each.notes} for each in self.first]
        unread = [asdict(each) for each in self.rejected[:REJECTED_SHOWN]]
        return {
            "first": first,
            "rejected": len(self.rejected),
            "first_rejected": unread,
            "labels": as_rows(self.labels),
            "unmapped": self.unmapped,
            "untitled": self.untitled,
            "columns": asdict(self.columns) if self.columns else None,
        }


def glance(file: BinaryIO, *, name: str, limit: int) -> Intake:
    """Tell from its first megabyte what the file is, and its fingerprint. Raises Unusable for what is none."""
    opened, _ = _opened(file, name, limit)
    return Intake(format=opened.format, name=name, sha256=fingerprint(file), unread=True)


def look(
    file: BinaryIO,
    *,
    name: str,
    limit: int,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    keep: bool = False,
    told: Told | None = None,
) -> Intake:
    """Look through the file, wherever it stands. `limit` is in bytes. Raises Unusable when nothing can be loaded.

    Whoever loads it at once lets it `keep` what it reads. `told` hears now and then how many bytes of how many are
    read, and what was found; what it raises ends the look.
    """
    opened, size = _opened(file, name, limit, format, mapping)
    intake = Intake(format=opened.format, name=name, mapping=mapping or {}, kept=Kept() if keep else None)
    for at, item in enumerate(opened):
        intake.take(item)
        if told and at % TELL_EVERY == 0:
            told(min(file.tell(), size), size, f"{intake.entries:,} entries so far")
    intake.unmapped = list(opened.unmapped)
    intake.columns = columns_in(file, intake.mapping) if intake.format in TABLES else None
    if not intake.entries and not intake.unmapped:
        raise Unusable(_why_nothing(intake))
    intake.sha256 = fingerprint(file)
    if told:
        told(size, size, f"{intake.entries:,} entries")
    return intake


def _opened(
    file: BinaryIO, name: str, limit: int, format: str | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[Stream, int]:
    """The file to be gone through, and its size."""
    size = file.seek(0, 2)
    if size > limit:
        raise Unusable(f"The file is larger than {limit // MEGABYTE:,} MB: export the search in parts and load those.")
    file.seek(0)
    opened = stream(file, name=name, format=format, mapping=mapping)
    if opened.refused:
        raise Unusable(opened.refused)
    return opened, size


def count_labels(labels: Labels, entry: Entry) -> None:
    labels.update((each.tool, each.reviewer, each.stage, each.verdict) for each in entry.labels)


def as_rows(labels: Labels) -> list[list[Any]]:
    """Tool, reviewer, stage, verdict and how many, as plain values in a fixed order."""
    return [[*whose, count] for whose, count in sorted(labels.items())]


def labels_of(rows: list[list[Any]]) -> Labels:
    """The way back from `as_rows`."""
    return Counter({(tool, reviewer, stage, verdict): count for tool, reviewer, stage, verdict, count in rows})


def digest_of(raw: str) -> str:
    """What tells an entry from any other: the sha256 of its own words, however they are spaced."""
    return hashlib.sha256(" ".join(raw.split()).encode(errors="surrogatepass")).hexdigest()


def columns_in(file: BinaryIO, mapping: Mapping[str, str]) -> Columns:
    """What the columns of a table are taken for, given what people said of them."""
    file.seek(0)
    head = file.read(MEGABYTE)
    file.seek(0)
    return columns(Source(file, head, mapping=mapping))


def signature_of(headers: Sequence[str]) -> str:
    """The same for tables with the same headers."""
    told = "\x1f".join(" ".join(header.split()).casefold() for header in headers)
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


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
