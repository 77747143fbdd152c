"""What a reader hands back: entries, entries it could not take, and text that stood between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

FIELDS = (
    "type",
    "title",
    "authors",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "isbn_issn",
    "abstract",
    "keywords",
    "language",
    "url",
    "source_id",
)


@dataclass(frozen=True, slots=True)
class Label:
    """A screening label that another program left: whose it is, what it says and why.

    `verdict` is include, exclude or unsure; `stage` is title_abstract or full_text; what is not told is "".
    """

    tool: str
    reviewer: str = ""
    verdict: str = ""
    reason: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another publication that an entry names: its erratum, a comment on it, its retraction.

    `kind` is in words ("Erratum in"), `text` verbatim.
    """

    kind: str
    pmid: str = ""
    doi: str = ""
    text: str = ""


@dataclass(slots=True)
class Entry:
    """One reference as it stood in the file.

    `fields` holds those of FIELDS that have a value; `authors` are "Family, Given; Family, Given", `keywords` and
    `isbn_issn` have "; " between, `pages` are a whole range ("193-204"), `doi` is bare and in lower case.
    `unknown` keeps every value that found no field, by its tag and verbatim; `notes` say what was odd, in sentences,
    `labels` are the screening labels and `related` the publications it names; `raw` is the text of the entry with
    line feeds; `line` is where it begins, from 1.
    """

    fields: dict[str, str]
    raw: str
    line: int
    unknown: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)


@dataclass(slots=True)
class Rejected:
    """An entry, or a whole file, that could not be taken: where, why and what to do, and its text."""

    line: int
    reason: str
    raw: str = ""


@dataclass(slots=True)
class Skipped:
    """Text outside any entry (a counter, a search strategy), so that every line of a file is accounted for."""

    line: int
    raw: str


Item = Entry | Rejected | Skipped


def between(line: int, text: str) -> Iterator[Skipped]:
    """Text between entries from a line on, without the blank lines at either end; nothing where it is all blank."""
    if text.strip():
        lines = text.split("\n")
        first = next(n for n, each in enumerate(lines) if each.strip())
        last = next(n for n in range(len(lines), 0, -1) if lines[n - 1].strip())
        yield Skipped(line + first, "\n".join(lines[first:last]))


@dataclass(slots=True)
class Reading:
    """All of one file.

    `refused` is the one sentence that says why the file as a whole was not read, else "". `unmapped` are the headers
    of a table that has neither a title nor an identifier among them: somebody has to say what its columns hold.
    """

    format: str = ""
    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: str = ""
    unmapped: list[str] = field(default_factory=list)
