"""Writes BibTeX in UTF-8 that BibTeX, biber and reference managers read alike: what LaTeX would act on is escaped."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from studies.formats import kinds_structured
from studies.formats.writing import words

_TYPES = words.codes(kinds_structured.BIBTEX) | {"chapter": "incollection", "thesis": "thesis", "report": "techreport"}
_IN_JOURNAL = frozenset(("article", "magazine article", "newspaper article", "serial", ""))
# Braces are written by name, for BibTeX counts them even behind a backslash.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_TO_ESCAPE = re.compile(r"[\\{}~^$&%#_]|(?<=-)-|(?<=`)`|(?<=')'|^@")
_IN_ADDRESSES = re.compile(r"[\\{}^$\s\"]")
_AND = re.compile(r"\band\b", re.I)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.I)


def write(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield citations as BibTeX; each has a key of its own (its `source_id`, or author, year and a word).

    Of the whole file only the keys are remembered.
    """
    taken: dict[str, int] = {}
    for at, row in enumerate(rows):
        yield ("\n" if at else "") + _entry(row, _key(row, taken))


def _entry(row: Mapping[str, str], key: str) -> str:
    kind = words.line(row, "type")
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(row, kind) if value)
    return f"@{_TYPES.get(kind, 'misc' if kind else 'article')}{{{key},\n{fields}}}\n"


def _fields(row: Mapping[str, str], kind: str) -> Iterator[tuple[str, str]]:
    title = words.line(row, "title")
    issns, isbns = words.numbers(row)
    pages = words.line(row, "pages")
    yield "author", " and ".join(map(_name, words.several(row, "authors")))
    yield "title", escaped(title)
    yield "journal" if kind in _IN_JOURNAL or not title else "booktitle", escaped(words.line(row, "container"))
    yield "year", escaped(words.line(row, "year"))
    yield "volume", escaped(words.line(row, "volume"))
    yield "number", escaped(words.line(row, "issue"))
    yield "pages", "--".join(filter(None, words.first_and_last(pages))) if _plain(pages) else escaped(pages)
    yield "doi", address(words.line(row, "doi"))
    yield "pmid", escaped(words.line(row, "pmid"))
    yield "issn", escaped(", ".join(issns))
    yield "isbn", escaped(", ".join(isbns))
    yield "url", " ".join(map(address, words.several(row, "url")))
    yield "language", escaped(words.line(row, "language"))
    yield "keywords", _keywords(words.several(row, "keywords"))
    yield "abstract", "\n\n".join(map(escaped, words.paragraphs(row.get("abstract") or "")))
    if (kind and kind not in _TYPES) or kind.endswith(" article"):
        yield "entrysubtype", escaped(kind.removesuffix(" article"))


def _plain(pages: str) -> bool:
    return words.first_and_last(pages)[1] != ""


def escaped(text: str) -> str:
    """Text that LaTeX shows as it is."""
    return _TO_ESCAPE.sub(lambda sign: _SPECIAL.get(sign[0]) or ("{@}" if sign[0] == "@" else f"{{}}{sign[0]}"), text)


def address(text: str) -> str:
    """An address, in which programs expect no LaTeX: what would be some is percent-encoded."""
    return _IN_ADDRESSES.sub(lambda sign: quote(sign[0]), text)


def _keywords(found: list[str]) -> str:
    """Commas between them, as most programs write it; semicolons where a keyword holds a comma itself."""
    if any("," in word for word in found):
        return escaped("; ".join(found)) + (";" if len(found) == 1 else "")
    return escaped(", ".join(found))


def _name(name: str) -> str:
    """A person's name in the order of BibTeX (family, suffix, given); a group's in braces."""
    parts = name.split(", ")
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        parts = [parts[0], parts[2], parts[1]]
    elif len(parts) != 2 or "=" in parts[0]:
        return f"{{{_shielded(escaped(name))}}}"
    return ", ".join(f"{{{_shielded(escaped(part))}}}" if _AND.search(part) else escaped(part) for part in parts)


def _shielded(text: str) -> str:
    """A group that begins with a backslash is taken for an accent."""
    return "{}" + text if text.startswith("\\") else text


def _key(row: Mapping[str, str], taken: dict[str, int]) -> str:
    """A key of plain letters and digits that no other entry has."""
    own = words.line(row, "source_id")
    key = own if re.fullmatch(r"(?!\d+$)[\w:.+/-]{1,80}", own, re.A) else _made(row)
    unlike, count = key, taken.get(key.lower(), 1)
    while unlike.lower() in taken:
        count += 1
        unlike = f"{key}-{count}"
    taken[key.lower()] = count
    taken.setdefault(unlike.lower(), 1)
    return unlike


def _made(row: Mapping[str, str]) -> str:
    """ "example2020context" from the first author, the year and the first long word of the title."""
    author = words.line(row, "authors").partition(",")[0].split(";")[0]
    word = next((word for word in re.findall(r"\w{5,}", words.line(row, "title"))), "")
    plain = unicodedata.normalize("NFKD", f"{author}{words.line(row, 'year')}{word}").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())[:60] or "citation"
