"""Takes the fields out of one BibTeX entry: the plain ones by one expression, whatever is odd by bibtexparser."""

import logging
import re
from collections.abc import Iterator

from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from bibtexparser.splitter import Splitter

from studies.formats.bibtex_macros import Macros

Fields = dict[str, list[str]]


logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what fails is shown to the person, not logged

_DEEP = r"(?:[^{}\\]++|\\.)*+"
for _ in range(4):
    _DEEP = r"(?:[^{}\\]++|\\.|\{" + _DEEP + r"\})*+"
_KEY = re.compile(r"\s*([^,={}\"]*+)(?:,|$)")
_PLAIN = re.compile(
    r"\s*([A-Za-z][\w:.+-]*+)\s*=\s*(?:\{(" + _DEEP + r')\}|"([^"{}\\]*+)"|(\w++))\s*(?:,[\s,]*|$)', re.S
)
_PART = re.compile(r"\s*(?:\{(" + _DEEP + r')\}|"((?:[^"{}\\]++|\\.|\{' + _DEEP + r'\})*+)"|([^#,{}"=\s]++))', re.S)
_JOINT = re.compile(r"\s*#")
_NEXT = re.compile(r"\s*,?\s*([A-Za-z][\w:.+-]*+)\s*=", re.S)
_COMMENTS = re.compile(r"([,}\"][ \t]*\n)(?:[ \t]*%[^\n]*(?:\n|$))++")
_LEADING = re.compile(r"\n[ \t]*+@")
_SLASHES = re.compile(r'\\\\(?=[{}",=\n])')


class Broken(ValueError):
    """An entry whose fields cannot be told apart; says why."""


def key_and_fields(body: str, macros: Macros) -> tuple[str, Fields]:
    """Return the key of an entry and its values by field in lower case.

    Values have lost their outer braces or quotes, and nothing else. Raises Broken.
    """
    macros.begin()
    key = _KEY.match(body)
    place = key.end() if key else 0
    fields: Fields = {}
    while place < len(body):
        plain = _PLAIN.match(body, place)
        if plain is None:
            return _odd(body if key else "," + body, macros)
        name, braced, quoted, word = plain.groups()
        value = braced if braced is not None else macros.value(word) if word else quoted
        fields.setdefault(name.lower(), []).append(value)
        place = plain.end()
    return key[1].strip() if key else "", fields


def define(body: str, macros: Macros) -> None:
    """Take in what a `@string` defines."""
    macros.begin()
    name, _, value = body.partition("=")
    macros.define(name, _value(value, macros)[0])


def _odd(body: str, macros: Macros) -> tuple[str, Fields]:
    """Have bibtexparser cut an entry, and put the values together from their parts."""
    # The library takes a brace behind a double backslash for escaped, and any @ that begins a line for an entry.
    mended = _LEADING.sub(" @", _SLASHES.sub(r"\\\\ ", _COMMENTS.sub(r"\1", body)))
    entry = _parsed(f"@entry{{{mended}\n}}")
    fields: Fields = {}
    for each in entry.fields:
        for name, value in _values(each.key, each.value, macros):
            fields.setdefault(name.lower().split("\n")[-1].lstrip("% \t"), []).append(value)
    return entry.key, fields


def _parsed(text: str) -> Entry:
    try:
        found = Splitter(text).split().blocks
    except Exception as error:  # the library raises whatever it holds for a bug of its own
        raise Broken(f"{type(error).__name__}") from error
    for block in found:
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            return block.ignore_error_block
        if isinstance(block, ParsingFailedBlock):
            raise Broken(
                str(getattr(block.error, "abort_reason", block.error)).replace("`", "“", 1).replace("`", "”", 1)
            )
        if isinstance(block, Entry):
            return block
    raise Broken("No entry was found in it.")


def _values(name: str, text: str, macros: Macros) -> Iterator[tuple[str, str]]:
    """The value of a field, and further fields where only the comma before them is missing."""
    while True:
        value, place = _value(text, macros)
        further = _NEXT.match(text, place)
        if further is None:
            rest = text[place:].strip(" \n\t,")
            yield name, f"{value} {rest}".strip() if rest else value
            return
        yield name, value
        name, text = further[1], text[further.end() :]


def _value(text: str, macros: Macros) -> tuple[str, int]:
    """A value put together from its parts (`"a" # jan # {b}`), and where it ends."""
    parts: list[str] = []
    place = 0
    while part := _PART.match(text, place):
        braced, quoted, word = part.groups()
        if word is None:
            parts.append(braced if braced is not None else quoted)
        else:
            parts.append(macros.value(word))
        place = part.end()
        joint = _JOINT.match(text, place)
        if joint is None:
            break
        place = joint.end()
    return "".join(parts), place
