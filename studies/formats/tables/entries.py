"""Makes an entry of a row: fields from the columns that hold them, the rest kept by its header."""

import re
from collections.abc import Mapping, Sequence

from studies.formats import notes, values
from studies.formats.mapping import NOTHING, SCREENED
from studies.formats.reading import FIELDS, Entry, Item, Rejected, Skipped
from studies.formats.tables import cells as cells_
from studies.formats.tables import headers, people, screening, source_cells
from studies.formats.tables.delimited import Row
from studies.formats.tables.finding import Table
from studies.formats.tables.types import from_words

_IDENTIFYING = {"title", "doi", "pmid", "abstract"}
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COMMA = re.compile(r",\s+(?![^()]{0,200}\))")  # not inside brackets: "cyst (diagnosis, surgery), surgery"
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_BARE_COMMA = re.compile(r",(?=[^\d\s])")


def settled(table: Table, mapping: Mapping[str, str]) -> list[str]:
    """The role of each column, where a person's `mapping` (header -> field, "" for none) overrules the guess."""
    asked = {key: field for key, field in mapping.items() if not field or field in FIELDS}
    return [
        asked[header] if header in asked and asked[header] != headers.field_of(role) else role
        for header, role in zip(table.headers, table.roles, strict=True)
    ]


class Rows:
    """Reads the rows of one table."""

    def __init__(self, table: Table, roles: Sequence[str]) -> None:
        self.table = table
        self.unmapped = [] if _IDENTIFYING & set(roles) else [header for header in table.headers if header]
        self._names = _unlike(table.headers)
        self._roles = roles
        self._labels = screening.columns(table.headers, roles, table.sample)
        ranked = sorted(range(table.width), key=headers.ranks(table.headers).__getitem__)
        self._columns = {role: [at for at in ranked if roles[at] == role] for role in set(roles) if role}
        self._always = {at for role in headers.SEVERAL for at in self._columns.get(role, ())} | self._labels.taken()
        keys = {headers.key(header) for header in table.headers}
        self._glued = {"itemtitle", "itemdoi"} <= keys  # SpringerLink
        self._own = {"container", "isbnissn"} <= keys  # written here: names and keywords are as they should be
        self._family_first = {"itemid", "shorttitle"} <= keys  # EPPI-Reviewer
        words = self._columns.get("keywords", ())
        self._by_semicolon = any(";" in row[at] for row in table.sample for at in words if at < len(row))

    def item(self, row: Row) -> Item:
        """The entry that a row holds, or why it holds none."""
        if row.wrong:
            return Rejected(row.line, row.wrong, row.raw)
        found = [cells_.plain(cell) if cell else "" for cell in row.cells]
        while len(found) > self.table.width and not found[-1]:
            found.pop()
        if not any(found) or [cell.strip() for cell in row.cells[: self.table.width]] == self.table.headers:
            return Skipped(row.line, row.raw)
        said: list[str] = []
        if reason := self._misfit(row, found, said):
            return Rejected(row.line, reason, row.raw)
        found += [""] * (self.table.width - len(found))
        made = self._entry(row, found, said)
        return made if any(name in made.fields for name in SCREENED) else Rejected(row.line, NOTHING, row.raw)

    def _misfit(self, row: Row, found: list[str], said: list[str]) -> str:
        """Why the cells of a row cannot be those of the header, "" if they can."""
        width, count = self.table.width, len(found)
        if count > width or (row.stray and len(row.cells) != width):
            return (
                f"This row has {len(row.cells)} cells where the header has {width}: a cell that holds the delimiter or "
                "a quotation mark stands without quotation marks of its own. Mend the row and load it again."
            )
        if width > 2 and len(row.cells) == 1:
            return (
                f"This row has one cell where the header has {width}: it may belong to the row before, broken by a "
                "line end without quotation marks. Mend the rows and load them again."
            )
        if not any(cell and role for cell, role in zip(found, self._roles, strict=False)):
            return "This row is empty where the header has a title, authors or anything else that is a citation."
        if len(row.cells) < width and any(self.table.headers[len(row.cells) :]):
            said.append(
                f"This row has {len(row.cells)} cells where the header has {width}; the others were taken as empty."
            )
        return ""

    def _entry(self, row: Row, found: list[str], said: list[str]) -> Entry:
        cell = _Cells(found, self._columns, said)
        fields = self._fields(cell)
        if len(row.raw) > cells_.LONGEST - 50:
            cell.name_cut(self._names)
        fields = {name: value for name, value in fields.items() if value}
        notes.add(said, fields)
        left: dict[str, list[str]] = {}
        taken = cell.taken | self._always
        for at, value in enumerate(found):
            if value and at not in taken:
                left[self._names[at]] = [value]
        return Entry(fields, row.raw, row.line, left, said, self._labels.labels(found))

    def _fields(self, cell: "_Cells") -> dict[str, str]:
        source = cell.source()
        url = cell.first("url")
        return {
            "type": cell.type(),
            "title": values.tidy(cell.first("title")),
            "authors": self._authors(cell),
            "year": cell.year() or source.get("year", ""),
            "container": values.tidy(cell.first("container", "short_container")) or source.get("container", ""),
            "volume": cell.number("volume") or source.get("volume", ""),
            "issue": cell.number("issue") or source.get("issue", ""),
            "pages": cell.pages() or values.pages(source.get("pages", "")),
            "doi": cell.doi(url),
            "pmid": cell.pmid(),
            "isbn_issn": cells_.serial_numbers(cell.every("isbn_issn")),
            "abstract": values.prose(cell.first("abstract")),
            "keywords": values.keywords(map(self._keywords, cell.every("keywords"))),
            "language": values.tidy(cell.first("language")),
            "url": values.addresses([url]) or _bare_address(url),
            "source_id": cells_.whole_number(cell.first("source_id")),
        }

    def _authors(self, cell: "_Cells") -> str:
        written = cell.first("authors")
        if self._own:
            return "; ".join(filter(None, map(values.tidy, written.split(";"))))
        if self._glued:
            written = "; ".join(people.unglued(written))
        elif self._family_first:
            written = people.family_first(written)
        found, cut = people.people(written)
        if cut:
            cell.said.append("The list of authors is cut short (“et al.”).")
        if not found and (editors := cell.first("editors")):
            found, _ = people.people(editors)
            cell.said.append("No authors are given; these are the editors.")
        return found

    def _keywords(self, written: str) -> str:
        """Keywords with semicolons between them, whichever sign a database put there."""
        if self._own:
            return written
        if written[:1] == "[" and written[-1:] == "]":
            listed = [single or double for single, double in _QUOTED.findall(written)]
            return "; ".join(listed) if listed else written[1:-1].replace(",", "; ")
        if "|" in written:
            return written.replace("|", "; ")
        if self._by_semicolon or "\n" in written:
            return written
        parts = (_COMMA if ", " in written else _BARE_COMMA).split(written)
        return "; ".join(parts) if max(map(len, parts)) < 100 else written


class _Cells:
    """The cells of one row by role, which remembers those that a field shows."""

    def __init__(self, found: list[str], columns: Mapping[str, list[int]], said: list[str]) -> None:
        self.taken: set[int] = set()
        self.said = said
        self._found = found
        self._columns = columns

    def first(self, *roles: str) -> str:
        """The first cell of a role that holds something; an error of a spreadsheet is named and passed over."""
        for role in roles:
            for at in self._columns.get(role, ()):
                if not (value := self._found[at]):
                    continue
                if value[0] == "#" and cells_.lost(value):
                    self.said.append(f"A spreadsheet lost the {headers.field_of(role)}: the cell says “{value[:20]}”.")
                    continue
                self.taken.add(at)
                return value
        return ""

    def every(self, role: str) -> list[str]:
        return [self._found[at] for at in self._columns.get(role, ()) if self._found[at]]

    def _spare(self, role: str) -> None:
        """Keep the cells of a role verbatim: no field shows them."""
        self.taken -= set(self._columns.get(role, ()))

    def type(self) -> str:
        """Our word for the kind; what the table calls it is kept where it says more ("Review")."""
        written = values.tidy(self.first("type"))
        word = from_words(written)
        if word != written.casefold():
            self._spare("type")
        return word

    def year(self) -> str:
        for role in ("year", "date"):
            if (written := self.first(role)) and (found := values.year(cells_.whole_number(written))):
                if role == "date" and written != found:
                    self._spare(role)
                return found
            self._spare(role)
        return ""

    def number(self, role: str) -> str:
        written = self.first(role)
        if not written:
            return ""
        found, note = cells_.undated(written) if role == "issue" else (cells_.whole_number(written), "")
        self._note(role, note)
        return values.tidy(found)

    def pages(self) -> str:
        written, note = cells_.undated(self.first("pages"))
        self._note("pages", note)
        if not written:
            start, end = (cells_.whole_number(self.first(role)) for role in ("start", "end"))
            written = start if not end or start == end else f"{start}-{end}" if start else end
        return values.pages(written or cells_.whole_number(self.first("article")))

    def doi(self, url: str) -> str:
        written = self.first("doi")
        found = values.doi(written)
        if written and not found:
            self.said.append(f"This is no DOI: “{written[:100]}”.")
            self._spare("doi")
        named = (cell for cell in (url, *self.every("extra")) if "doi" in cell.lower())
        return found or next(filter(None, map(values.doi, named)), "")

    def pmid(self) -> str:
        written = self.first("pmid")
        written = "" if written == "0" else written
        found = cells_.pmid(written) if written else ""
        if written and not found:
            self.said.append(f"This is no PMID (any more): “{written[:100]}”.")
            self._spare("pmid")
        return found or next(filter(None, map(values.pmid, self.every("extra"))), "")

    def source(self) -> dict[str, str]:
        """What the one cell says that names the journal, the volume and the pages together."""
        if not (written := self.first("citation")):
            return {}
        self._spare("citation")
        return {name: values.tidy(part) for name, part in source_cells.parts(written).items()}

    def _note(self, role: str, note: str) -> None:
        if note:
            self.said.append(note)
            self._spare(role)

    def name_cut(self, names_: Sequence[str]) -> None:
        for name, value in zip(names_, self._found, strict=False):
            if len(value) > cells_.LONGEST - 50 and cells_.cut(value):
                self.said.append(f"“{name}” is cut: a cell of a spreadsheet holds 32,767 characters at most.")


def _bare_address(url: str) -> str:
    return url if url and _ADDRESS.fullmatch(url) else ""


def _unlike(found: Sequence[str]) -> list[str]:
    """The headers, each unlike the others: the second "Title" is "Title (2)", one without a name "column 5"."""
    seen: dict[str, int] = {}
    unlike: list[str] = []
    for at, header in enumerate(found, 1):
        seen[header] = seen.get(header, 0) + 1
        unlike.append(f"column {at}" if not header else header if seen[header] == 1 else f"{header} ({seen[header]})")
    return unlike
