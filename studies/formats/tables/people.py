"""Cuts a cell of authors into names, however a database has strung them together."""

import re

from studies.formats import names

_IDENTIFIER = re.compile(r"\s*\((?:\d{8,}|[A-Z]{1,3}-\d{4}-\d{4}|\d{4}(?:-\d{4}){2}-\d{3}[\dX])\)")
_INITIALS = r"(?:[^\W\d_a-z]\.?[- ]?){1,4}"
_FAMILY = r"[^\s,;.|]{1,60}(?: [^\s,;.|]{1,60}){0,3}"
_SHORT = re.compile(rf"{_FAMILY}\.? {_INITIALS}(?: (?:Jr|Sr|II|III|IV)\.?)?")  # "Smith AB", "van der Berg J.-P."
_NULL = re.compile(r", ?null\b(?=\s*(?:;|$))")  # a given name that RefWorks does not have
_BROKEN_AND = re.compile(r"\s*\n\s*and\s+")  # Abstrackr
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_APA = re.compile(rf"({_FAMILY}), ({_INITIALS})(?:,\s*|$)")
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿ.])(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ.])(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Di)(?<!Van)")


def people(cell: str) -> tuple[str, bool]:
    """Return the names of a cell as "Family, Given; Family, Given", and whether the list was cut ("et al.", "...")."""
    cut = "…" in cell or "..." in cell
    if cut:
        cell = re.sub(r"[\s,;]*(?:…|\.\.\.)[\s,;]*$", "", cell).replace("…", "").replace("...", "")
    if "null" in cell:
        cell = _NULL.sub("", cell)
    if "(" in cell:
        cell = _IDENTIFIER.sub("", cell)
    found, shortened = names.people(apart(cell))
    return found, cut or shortened


def apart(cell: str) -> list[str]:
    """Return the single names in a cell."""
    if cell[:1] == "[" and cell[-1:] == "]":
        return _listed(cell)
    if "\n" in cell:
        cell = _BROKEN_AND.sub(" and ", cell)
    for mark in (";", "|", "\n"):
        if mark in cell:
            return [part for part in (part.strip(" ,") for part in cell.split(mark)) if part]
    if " and " in cell and (cell.count(",") == 0 or "," in cell.split(" and ")[0] or cell.count(" and ") > 1):
        parts = [part.strip(" ,") for part in re.split(r",? and ", cell)]
        if all(part.count(",") <= 1 for part in parts):
            return parts
    cell = re.sub(r",?\s+(?:&|and)\s+", ", ", cell)
    return _by_commas(cell) if "," in cell else [cell]


def family_first(cell: str) -> str:
    """Return a cell of EPPI-Reviewer ("Smith John ; van Doe Kay") with the commas that it leaves out."""
    split = (name.strip() for name in cell.split(";"))
    return "; ".join(
        re.sub(r"^((?:(?:van|von|de|der|den|del|la|le|di|da) )*\S+) (?=[^,]+$)", r"\1, ", name) for name in split
    )


def unglued(cell: str) -> list[str]:
    """Return the names of SpringerLink's tables, which stand without anything between them."""
    return [name for name in _GLUED.split(cell) if name]


def _listed(cell: str) -> list[str]:
    """The names of a list as Python or JSON writes it."""
    found = [single or double for single, double in _QUOTED.findall(cell)]
    return [name for name in (found or cell[1:-1].split(",")) if name.strip()]


def _by_commas(cell: str) -> list[str]:
    """The names of a cell in which commas stand between them, or inside them, or both."""
    cell = cell.rstrip(" ,")
    if cell.endswith(".") and cell.count(".") == 1 and " " in cell.rpartition(",")[2].strip():
        cell = cell[:-1]  # PubMed ends its lists with a full stop
    parts = [part.strip() for part in cell.split(",")]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(_SHORT.fullmatch(part) for part in parts):
        return parts
    pairs = _APA.findall(cell + ",") if len(parts) > 2 else []
    if pairs and len(pairs) * 2 == len(parts):
        return [f"{family}, {given.strip()}" for family, given in pairs]
    if len(parts) > 2 or (len(parts) == 2 and all(" " in part for part in parts)):
        if sum(" " in part for part in parts) * 2 > len(parts):
            return parts
        if len(parts) % 2 == 0:
            return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [cell]
