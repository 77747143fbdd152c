"""Cuts a JSON file into its items as it streams by and parses each alone, so that a broken one spoils no other."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from studies.formats.decoding import Lines
from studies.formats.reading import Rejected, Skipped, between

_LONGEST = 8_000_000  # characters of one item
# A string, which no raw line break can be part of: where a quotation mark is missing, the next line is sound again.
_TOKEN = re.compile(r'"(?:[^"\\\n]++|\\.)*+("|\n|\\?\Z)|[{}\]]', re.S)
_WRAPPED = re.compile(r'"(?:items|references|records|results|data|bibliography|citations)"\s*:\s*\[\s*(?=[{\]])')
_KEY = re.compile(r'\s*\{\s*("(?:[^"\\\n]|\\.){1,60}")\s*:')
_OWN = re.compile(r'"(?:id|type|title|DOI|author|issued)"\s*:')
_CUT = "The file stops inside this item, or a brace is missing. Export the file again, or complete the item."


@dataclass(slots=True)
class Item:
    """One object of a JSON file, whatever it holds."""

    line: int
    raw: str
    data: dict[str, object]


class Items:
    """The objects of an array, of an array inside an object, or one after the other, each place looked at once."""

    def __init__(self) -> None:
        self._held = ""
        self._begun = 0  # where the item or the text that is open began
        self._seen = 0
        self._line = 1
        self._depth = 0
        self._wrapped = False
        self._over = False  # the wrapped array is closed

    def read(self, lines: Lines) -> Iterator[Item | Rejected | Skipped]:
        """Yield the items, those that cannot be parsed, and text between them other than a comma."""
        first = True
        for text in lines.texts():
            self._held = self._held[self._begun :] + text
            self._seen -= self._begun
            self._begun = 0
            if first and (wrapper := _wrapper(self._held)):
                self._wrapped, self._seen = True, wrapper
            first = first and not self._held.strip()
            yield from self._items()
            if len(self._held) - self._begun > _LONGEST:
                yield from self._broken(len(self._held)) if self._depth else self._between(len(self._held))
                self._depth, self._seen = 0, len(self._held)
        yield from self._broken(len(self._held)) if self._depth else self._between(len(self._held))

    def _items(self) -> Iterator[Item | Rejected | Skipped]:
        for token in _TOKEN.finditer(self._held, self._seen):
            mark = token[0]
            if mark[0] == '"':
                if token[1] in ("", "\\"):
                    self._seen = token.start()
                    return
            elif mark == "{" and not self._over:
                if not self._depth:
                    yield from self._between(token.start())
                self._depth += 1
            elif mark == "}" and self._depth:
                self._depth -= 1
                if not self._depth:
                    yield from self._whole(token.end())
            elif mark == "]" and not self._depth:
                self._over = self._wrapped
            self._seen = token.end()
        self._seen = len(self._held)

    def _next(self, end: int) -> tuple[int, str]:
        line, text = self._line, self._held[self._begun : end]
        self._line += text.count("\n")
        self._begun = end
        return line, text

    def _between(self, end: int) -> Iterator[Skipped]:
        line, text = self._next(end)
        if text.strip() != ",":
            yield from between(line, text)

    def _whole(self, end: int) -> Iterator[Item | Rejected]:
        line, text = self._next(end)
        found = _parsed(line, text)
        if isinstance(found, Item):
            yield found
        else:
            yield from _apart(line, text, found.reason)

    def _broken(self, end: int) -> Iterator[Item | Rejected]:
        line, text = self._next(end)
        yield from _apart(line, text, _CUT)


def _wrapper(head: str) -> int:
    """Where the items begin in an object that holds them, 0 where it does not."""
    if not head.lstrip().startswith("{"):
        return 0
    found = _WRAPPED.search(head[:100_000])
    if found is None:
        return 0
    before = head[: found.start()]
    own = any(before.count("{", 0, m.start()) - before.count("}", 0, m.start()) == 1 for m in _OWN.finditer(before))
    return 0 if own else found.end()


def _parsed(line: int, text: str) -> Item | Rejected:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it is too deep, or a number is too long"
        where = line + text.count("\n", 0, error.pos) if isinstance(error, json.JSONDecodeError) else line
        return Rejected(line, f"This item is not JSON (line {where}: {what}). Mend it, or leave it out.", text)
    return Item(line, text, data) if isinstance(data, dict) else Rejected(line, "This item is no JSON object.", text)


def _apart(line: int, text: str, reason: str) -> Iterator[Item | Rejected]:
    """Text in which a brace is missing: items begin where the key comes again that the first one begins with."""
    key = _KEY.match(text)
    starts = [m.start() for m in re.finditer(r"\{\s*" + re.escape(key[1]) + r"\s*:", text)] if key else []
    if len(starts) < 2:
        yield Rejected(line, reason, text.rstrip("\n"))
        return
    for begin, end in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True):
        part = text[begin:end].rstrip(" \t\n,[]")
        found = _parsed(line, part)
        cut = isinstance(found, Rejected) and end == len(text) and reason == _CUT
        yield Rejected(line, _CUT, part) if cut else found
        line += text.count("\n", begin, end)
