"""Reads what Ovid's databases write: numbered citations with field names in words, in two letters, or tagged."""

import re
from collections.abc import Iterator

from studies.formats import kinds, ovid_tags, sourcelines, tagged
from studies.formats.format import BREAK, Format, telling
from studies.formats.reading import Item
from studies.formats.ris import PUBMED
from studies.formats.roles import Roles, Tags
from studies.formats.source import Source
from studies.formats.tokens import Block

_LONGEST_NAME, _LONGEST_TITLE = 300, 2000  # what is longer is neither, and would take long to look through
_LABELS = re.compile(
    r"\s*\[(?:\d+ refs?|(?:Original |Review |Research |Case )?(?:Articles?|Reports?)|Reviews?|Miscellaneous|References|"
    r"Editorial|Letters?|Comment|Abstracts?|Book Review|News|Erratum|[A-Z][a-z]+)\]\.?\s*$"
)
_MARKS = re.compile(r"(?:\s*\[[^\]]*\]|[\s,]*[*+#&^@\u2020\u2021]+|[\s,]+\(?\d+[a-z]?\)?|,)\s*$")
_APART, _SPACED = re.compile(r"[;\n]"), re.compile(r"[;\n]|(?<=\w)  +(?=\w)")
_STOPPED = re.compile(r"(?:[^\s.,;][^.,;]* [A-Z]{1,4}\. )+[^\s.,;][^.,;]* [A-Z]{1,4}\.?")  # "Family AB. Family C."
_TYPE_ENDS = re.compile(r"[.:;]")
_IN_BRACKETS = re.compile(r"\[(?!Ed)[^\[\]]{0,300}\]")
_CLEAN = re.compile(r"[^\W\d_]['\w -]+, (?:[A-Z]\.? ?)?(?:[A-Z][a-z]+ ?)?(?:[A-Z]\.)?")  # "Family, Given A."
_DEGREES = re.compile(
    r"[,\s]+(?:(?:MD|M\.D\.|Ph\.?\s?D\.?|Dr\.?\s?PH|DPhil|[BM]Sc|M\.?S\.?|[BM]A|M\.?P\.?H\.?|MBBS|MB|BS|RN|FRCP|FACSM|DDS|Ed\.?D"
    r"|Pharm\.?D)(?=[\s,]|$)[\s,]*)+$"
)


def _ready(_block: Block, tags: Tags, _said: list[str]) -> None:
    """Clean titles and names of Ovid's marks, and take the source line apart."""
    _titles(tags)
    names = [name for tag in ("FA", "AU") if any(tags.get(tag, ())) for name in _names(tags[tag])]
    editors = [name for name in names if "[Ed" in name]
    tags["=AU"] = [_name(name) for name in names if not editors or "[Ed" not in name]
    tags["=ED"] = [_name(name) for name in editors]
    if tags["=AU"] == tags.get("AU"):
        del tags["AU"]
    lines = tags.get("SO") or (tags.get("BT") if _in_book(tags) else None) or [""]
    source = sourcelines.spread(tags, lines[0])
    if not tags["=TI"] and source.journal:
        tags["=TI"] = tags.pop("=journal")  # a book, whose source is itself
    for tag in ("KW", "LG", "LA"):
        if tag in tags:
            tags[tag] = [value.rstrip(" .") for value in tags[tag]]
    tags["=PT"] = [_kind(tags)]


def _titles(tags: Tags) -> None:
    """The title without Ovid's labels; that of a chapter before that of its book."""
    whole = tags.get("CH") if any(tags.get("CH", ())) else tags.get("TI")
    tags["=TI"] = [_unlabelled(title) for title in whole or ()]
    if whole is tags.get("CH"):
        tags["=BT"] = tags.get("TI", [])
    elif tags["=TI"] == whole:
        del tags["TI"]


def _names(values: list[str]) -> list[str]:
    marked = (_IN_BRACKETS.sub("", value) if "[" in value else value for value in values)
    return [part for value in marked for part in _parts(value) if part.strip()]


def _parts(value: str) -> list[str]:
    """The names of a line, whatever stands between them: semicolons, wide gaps, full stops behind initials."""
    if _STOPPED.fullmatch(value):
        return value.split(". ")
    return (_APART if "," in value else _SPACED).split(value)


def _unlabelled(title: str) -> str:
    if "[" not in title or len(title) > _LONGEST_TITLE:
        return title
    short = _LABELS.sub("", title)
    while short and short != title:
        title, short = short, _LABELS.sub("", short)
    return title


def _name(name: str) -> str:
    """A name without marks of address ("1", "*", "[Author]") and degrees."""
    name, before = name.strip(), ""
    if len(name) > _LONGEST_NAME or _CLEAN.fullmatch(name):
        return name
    while before != name:
        before, name = name, _DEGREES.sub("", _MARKS.sub("", name.strip()))
    return name[:-1] if "," not in name and re.search(r" [A-Z]{1,4}\.$", name) else name


def _kind(tags: Tags) -> str:
    """The kind, from the publication types; an article where there is a journal and nothing says otherwise."""
    types = [_TYPE_ENDS.split(kind)[0].strip() for tag in ("PT", "DT") for kind in tags.get(tag, ())]
    named = [kind for kind in map(kinds.known, types) if kind]
    if any(tags.get("CH", ())) or "chapter" in named or _in_book(tags):
        return "chapter"
    if "article" in named or (not named and any(any(tags.get(tag, ())) for tag in _JOURNAL)):
        return "article"
    return next(iter([*named, *types]), "")


def _in_book(tags: Tags) -> bool:
    """Whether BT names a book that the title is a part of; that of a book says its own title again."""
    if "BT" not in tags:
        return False
    title, book = (" ".join(tags.get(tag, ())).casefold().rstrip(".") for tag in ("=TI", "BT"))
    return bool(title and book) and not book.startswith(title)


_JOURNAL = ("JN", "JT", "JC", "=journal")

ROLES = Roles(
    ready=_ready,
    kind=("=PT",),
    kinds=str,
    title=("=TI", "TI"),
    book=("=journal", "BT"),
    translated=("OT", "TT"),
    authors=("=AU",),
    editors=("=ED", "ED", "FED"),
    dates=("YR", "DP", "=year", "DG"),
    container=("JN", "JT", "=BT", "=journal", "AS", "TA"),
    volume=("VO", "VI", "=volume"),
    issue=("IP", "=issue"),
    start=("PG", "=pages"),
    doi=("DO", "DI"),
    doi_in=("UR", "AI", "XL"),
    pmid=("PM",),
    pmid_named=("PM", "AN", "UI"),
    pmid_from=((PUBMED, ("UI", "AN")),),
    databases=("DB",),
    numbers=("IS", "ES", "IB"),
    abstract=("AB",),
    keywords=("KW", "MH", "SH", "DE", "ID", "MJ", "MN"),
    language=("LG", "LA"),
    urls=("UR", "XL", "JL", "LI"),
    id=("AN", "UI"),
    noted=("NT", "KW"),
    shown=("<>",),
)


def read(source: Source) -> Iterator[Item]:
    """Yield the entries of an Ovid file, what is wrong with others, and the text between them."""
    return tagged.read(source.lines, ovid_tags.Ovid(), ROLES)


_TELLING = telling(
    BREAK
    + "\ufeff?[ \t]{0,3}(?:VN[ \t]{1,2}- ?Ovid|<\\s*\\d+\\s*\\.?\\s*>[ \t]*[\r\n]\\s*"
    + "(?:VN[ \t]*-|(?:DB|AN|UI|ST|AU)  - |[A-Z][A-Za-z]+(?: [A-Za-z/()-]+){0,4}[ \t]*[\r\n]+[ \t]+\\S)|"
    + "(?:Unique Identifier|Accession Number)[ \t]*[\r\n]+[ \t]+\\S)"
)
FORMAT = Format("ovid", "Ovid (citations as text)", "txt", read, _TELLING)
