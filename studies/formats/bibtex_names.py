"""Reads the names of a BibTeX field: joined by "and", first or family name first, groups in braces."""

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts

from studies.formats import names
from studies.formats.latex import accents, decode
from studies.formats.values import tidy

_MARK = re.compile(r"\\.|[{}]| and (?:and )*|,", re.S | re.I)
_ODD = re.compile(r"[{\\~;]")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.I)
_LABELLED = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*", re.I)
_LONG = 1000  # characters; no person's name


def people(value: str) -> tuple[str, bool]:
    """Return the names of a field as "Family, Given; …", and whether the list was cut with "and others"."""
    value = " ".join((accents(value) if "\\" in value else value).split())
    if not _ODD.search(value):
        found = re.split(r" and (?:and )*", value, flags=re.I)
        if all(map(names.PLAIN.fullmatch, found)):
            return "; ".join(found), False
    elif ";" in value and " and " not in value and "{" not in value and "\\" not in value:
        return names.people([value])
    parts = [part for part in (apart.strip(" ,") for apart in _apart(value, " and ")) if part]
    cut = bool(parts) and parts[-1].strip("{}").casefold() in ("others", "et al.", "et al")
    found = [name for part in (parts[:-1] if cut else parts) for name in _names(part) if name]
    whole, cut_too = names.people(found) if len(parts) == 1 and "{" not in value else ("; ".join(found), False)
    return whole, cut or cut_too


def _apart(value: str, joint: str) -> list[str]:
    """Cut a value at " and " or at commas, outside braces only."""
    found: list[str] = []
    depth = begun = 0
    for mark in _MARK.finditer(value):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and mark[0][0] == joint[0]:
            found.append(value[begun : mark.start()])
            begun = mark.end()
    return [*found, value[begun:]]


def _names(part: str) -> list[str]:
    """The name in a part; the names where a list has commas only between them."""
    if part.startswith("{") and _closes_last(part):
        return [tidy(decode(part))]
    if _LABELLED.match(part):
        return [_labelled(part)]
    sections = [section.strip() for section in _apart(part, ",")]
    if len(sections) == 1:
        return [_unparted(part)]
    plain = [tidy(decode(section)) for section in sections]
    if len(plain) == 3:
        family, middle, last = plain
        family, given, suffix = (family, middle, last) if _SUFFIX.fullmatch(last) else (family, last, middle)
        if _SUFFIX.fullmatch(suffix):
            return [", ".join(filter(None, (family, given, suffix)))]
    if len(plain) > 2:
        return names.people([", ".join(filter(None, plain))])[0].split("; ")
    return [", ".join(filter(None, plain))]


def _closes_last(part: str) -> bool:
    """Whether the brace that a part begins with is the one it ends with, and holds more than an accent."""
    depth = 0
    if part.startswith("{\\") and " " not in part:
        return False
    for mark in re.finditer(r"\\.|[{}]", part, re.S):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if depth == 0:
            return mark.end() == len(part)
    return False


def _unparted(part: str) -> str:
    """A name without a comma: where its family name begins, its small letters or braces tell."""
    plain = tidy(decode(part))
    odd = "{" in part or len(plain.split()) > 5 or any(word[:1].islower() for word in plain.split()[1:])
    if not odd or len(part) > _LONG or names.is_group(plain):
        return names.normal(plain)
    found = parse_single_name_into_parts(part.replace("~", " "), strict=False)
    family, given = (tidy(decode(" ".join(words))) for words in (found.von + found.last, found.first))
    accents_only = " " not in re.sub(r"\{\\.*?\}", "", family)
    return names.normal(plain) if accents_only and not found.von and len(plain.split()) < 6 else f"{family}, {given}"


def _labelled(part: str) -> str:
    """A name in biblatex's extended form: `family=Vries, given=Anna, prefix=de`."""
    found = dict(re.findall(r"([\w-]+)\s*=\s*\"?([^,\"]*)", part))
    named = {name.lower(): tidy(decode(value)) for name, value in found.items()}
    family = " ".join(filter(None, (named.get("prefix"), named.get("family"))))
    return ", ".join(filter(None, (family, named.get("given"), named.get("suffix"))))
