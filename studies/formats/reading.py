"""What a reader hands back: entries, entries it could not take, and text that stood between them."""

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


@dataclass(slots=True)
class Entry:
    """One reference as it stood in the file.

    `fields` holds those of FIELDS that have a value; `authors` are "Family, Given; Family, Given", `keywords` and
    `isbn_issn` have "; " between, `pages` are a whole range ("193-204"), `doi` is bare and in lower case.
    `unknown` keeps every value that found no field, by its tag and verbatim; `notes` say what was odd, in sentences,
    and name screening labels; `raw` is the text of the entry with line feeds; `line` is where it begins, from 1.
    """

    fields: dict[str, str]
    raw: str
    line: int
    unknown: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


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


@dataclass(slots=True)
class Reading:
    """All of one file. `refused` is the one sentence that says why the file as a whole was not read, else ""."""

    format: str = ""
    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: str = ""
