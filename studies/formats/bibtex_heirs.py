"""Finds what BibTeX entries take over from others: a chapter's book by `crossref`, shared values by `xdata`."""

import re
from dataclasses import dataclass, field

from studies.formats.bibtex_blocks import blocks
from studies.formats.bibtex_fields import Broken, Fields, define, key_and_fields
from studies.formats.bibtex_macros import Macros
from studies.formats.source import Source

_NAMED = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]?([^}\"=]{1,500})", re.I)
_INHERITED = (
    *("editor", "publisher", "year", "date", "month", "volume", "series", "address", "location", "isbn", "issn"),
    *("journal", "journaltitle", "booktitle", "organization", "institution", "language", "langid"),
)
_PARTS = ("inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook", "suppcollection")
_LONG = 500  # characters of a value that is worth handing down


@dataclass(slots=True)
class Parents:
    """The entries that others of a file refer to, by key in lower case."""

    fields: dict[str, Fields] = field(default_factory=dict)

    def inherited(self, kind: str, own: Fields) -> tuple[Fields, list[str]]:
        """Return what an entry of a kind takes over, and a sentence that says from where."""
        if not self.fields:
            return {}, []
        taken: Fields = {}
        said: list[str] = []
        for name in ("crossref", "xdata"):
            for key in ",".join(own.get(name, ())).split(","):
                parent = self.fields.get(key.strip().lower())
                if parent is None or parent is own:
                    continue
                found = _handed_down(parent, kind, whole=name == "xdata")
                new = {name: value for name, value in found.items() if name not in own and name not in taken}
                taken |= new
                said += [f"Taken from the entry “{key.strip()}”: {', '.join(sorted(new))}."] if new else []
        return taken, said


def _handed_down(parent: Fields, kind: str, *, whole: bool) -> Fields:
    names = parent if whole else [name for name in _INHERITED if name in parent]
    found = {name: [value for value in parent[name] if len(value) <= _LONG] for name in names}
    if not whole and kind in _PARTS and "title" in parent:
        found["booktitle"] = parent.get("booktitle", parent["title"])
    return {name: value for name, value in found.items() if value and name not in ("crossref", "xdata")}


def parents_in(source: Source) -> Parents:
    """Go once through the lines of a file for references, and again for the entries referred to, if there are any."""
    wanted: set[str] = set()
    for line in source.lines:
        lower = line.lower() if "=" in line else ""
        if "crossref" in lower or "xdata" in lower:
            wanted |= {key.strip() for found in _NAMED.findall(lower) for key in found.split(",")}
    parents = Parents()
    macros = Macros()
    for block in blocks(source.lines) if wanted else ():
        if not block.closed or block.kind in ("comment", "preamble"):
            continue
        if block.kind == "string":
            define(block.body, macros)
        elif (key := block.key.lower()) in wanted and key not in parents.fields:
            try:
                parents.fields[key] = key_and_fields(block.body, macros)[1]
            except Broken:
                continue
    return parents
