"""From typed words to the tree: a small language that cannot be spoken wrongly.

Words side by side must all be there. `OR` joins its two neighbours before that, `-` or `NOT` refuses what follows,
quotation marks keep words in a row, a star at the end of a word lets it go on, brackets group, and `title:` narrows
where the next words stand. Whatever does not fit is left out or read as plain words, and a note says so.
"""

import re
from dataclasses import dataclass, field

from studies.search.folding import fold
from studies.search.tree import Asked, Both, Either, Node, Unlike, Words

# What people type before the colon, and the column that it means.
FIELDS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "journal": "container",
    "abstract": "text",
    "keyword": "text",
    "keywords": "text",
    "doi": "text",
    "pmid": "text",
}
LONGEST, MOST, DEEPEST, SHORTEST_PREFIX, LONGEST_WORD = 1000, 60, 8, 2, 200
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟″", '"'))
_TOKEN = re.compile(
    r"(?P<close>\))|(?P<no>-?)(?:(?P<open>\()|(?P<field>[A-Za-z]+:)?"
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)(?P<star>\*?)|(?P<bare>[^\s()"]+)|(?<=:)(?=[\s(]|$)))'
)


def ask(typed: str) -> Asked:
    """Read what somebody typed; never raises."""
    return _Reader(typed.translate(_QUOTES)).read()


@dataclass
class _Level:
    """Inside one pair of brackets: parts that must all be there, each a list of those joined by OR."""

    parts: list[list[Node]] = field(default_factory=list)
    within: str = ""
    column: str = ""
    refused: bool = False
    joins: bool = False
    refused_outside: bool = False

    def add(self, node: Node) -> None:
        node = Unlike(node) if self.refused else node
        if self.joins and self.parts:
            self.parts[-1].append(node)
        else:
            self.parts.append([node])
        self.refused, self.joins = False, False

    @property
    def node(self) -> Node | None:
        parts = tuple(each[0] if len(each) == 1 else Either(tuple(each)) for each in self.parts)
        return parts[0] if len(parts) == 1 else Both(parts) if parts else None


class _Reader:
    def __init__(self, typed: str) -> None:
        self.typed = typed[:LONGEST]
        self.levels = [_Level()]
        self.too_deep = self.count = 0
        self.notes: dict[str, None] = {}
        if len(typed) > LONGEST:
            self._note(f"Only the first {LONGEST:,} characters were read.")

    def read(self) -> Asked:
        for token in _TOKEN.finditer(self.typed):
            self._take(token)
        if len(self.levels) > 1:
            self._note("A bracket was not closed; it was taken to end with the last word.")
        while len(self.levels) > 1:
            self._close()
        self._check_end(self.levels[0])
        return Asked(self.levels[0].node, tuple(self.notes))

    def _take(self, token: re.Match[str]) -> None:
        level = self.levels[-1]
        if token["close"]:
            self._close_one()
        elif token["open"]:
            self._open(refused=bool(token["no"]) or level.refused)
        elif token["bare"] in {"OR", "AND", "NOT"} and not (token["no"] or token["field"]):
            self._operator(token["bare"], level)
        else:
            self._term(token, level)

    def _operator(self, word: str, level: _Level) -> None:
        if word == "NOT":
            level.refused = True
        elif not level.parts:
            self._note(f"{word} has nothing before it and was left out.")
        elif word == "OR":
            level.joins = True

    def _term(self, token: re.Match[str], level: _Level) -> None:
        level.refused = level.refused or bool(token["no"])
        column, known = self._column(token["field"] or "", level)
        bare = token["bare"] or ""
        if known and not token["bare"] and token["phrase"] is None:
            level.column = column
            return
        text = token["phrase"] if token["phrase"] is not None else bare
        text = text if known else f"{token['field']}{text}"
        if token["phrase"] is not None and not token["closed"]:
            self._note("A quotation mark was not closed; all after it was read as one phrase.")
        self._add(text, column, bool(token["star"]) or bare.endswith("*"), token, level)

    def _column(self, named: str, level: _Level) -> tuple[str, bool]:
        """The column for what stands before a colon, and whether it is known (nothing at all is)."""
        if not named:
            column, level.column = level.column or level.within, ""
            return column, True
        known = FIELDS.get(named[:-1].lower())
        return (known, True) if known else ("", False)

    def _add(self, text: str, column: str, prefix: bool, token: re.Match[str], level: _Level) -> None:
        words = tuple(fold(text).split())
        if not words or max(map(len, words)) > LONGEST_WORD:
            self._note(f"“{text[:40]}” has nothing in it that can be looked for.")
            level.refused = level.joins = False
            return
        if prefix and len(words[-1]) < SHORTEST_PREFIX:
            self._note(f"“{text[:40]}”: a star needs {SHORTEST_PREFIX} letters before it; it was left out.")
            prefix = False
        if "*" in text.rstrip("*"):
            self._note(f"“{text[:40]}”: a star works at the end of a word only; it was left out.")
        self.count += len(words)
        if self.count > MOST:
            self._note(f"Only the first {MOST} words were looked for.")
            return
        said = token[0].lstrip("-") if token["phrase"] is not None or column else text
        level.add(Words(words, prefix, column, said if prefix else said.rstrip("*")))

    def _open(self, *, refused: bool) -> None:
        if len(self.levels) > DEEPEST:
            self.too_deep += 1
            self._note(f"Brackets deeper than {DEEPEST} were left out.")
            return
        outer = self.levels[-1]
        within, outer.column, outer.refused = outer.column or outer.within, "", False
        self.levels.append(_Level(within=within, refused_outside=refused))

    def _close_one(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.levels) == 1:
            self._note("A closing bracket has no opening one and was left out.")
        else:
            self._close()

    def _close(self) -> None:
        inner = self.levels.pop()
        self._check_end(inner)
        outer = self.levels[-1]
        outer.refused = inner.refused_outside
        if (node := inner.node) is not None:
            outer.add(node)
        else:
            outer.refused = outer.joins = False

    def _check_end(self, level: _Level) -> None:
        if level.joins:
            self._note("OR has nothing after it and was left out.")
        if level.refused:
            self._note("NOT has nothing after it and was left out.")

    def _note(self, sentence: str) -> None:
        self.notes[sentence] = None
