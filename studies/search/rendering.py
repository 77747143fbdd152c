"""The tree, and a document, as the two databases take them. Folded words are letters and digits: nothing to escape."""

from collections import defaultdict
from collections.abc import Iterable

from studies.search.documents import COLUMNS, END
from studies.search.tree import Both, Either, Node, Unlike, Words

_WEIGHTS = dict(zip(COLUMNS, "ABCD", strict=True))
_LONGEST_WORD = 2046  # a tsvector takes none that is longer


def fts5(tree: Node) -> str:
    """A MATCH expression of SQLite's FTS5, over columns named as in COLUMNS."""
    if isinstance(tree, Words):
        column = f"{tree.column} : " if tree.column else ""
        return f'{column}"{" ".join(tree.words)}"{" *" if tree.prefix else ""}'
    if isinstance(tree, Either):
        return f"({' OR '.join(map(fts5, tree.parts))})"
    wanted, unwanted = _sides(tree)
    # NOT has two sides there; what ends every part stands for everything.
    base = f"({' AND '.join(map(fts5, wanted))})" if wanted else f'"{END}"'
    return f"({base} NOT ({' OR '.join(map(fts5, unwanted))}))" if unwanted else base


def tsquery(tree: Node) -> str:
    """A tsquery of PostgreSQL, over a tsvector in which the columns have the weights A, B, C and D."""
    if isinstance(tree, Words):
        weight = _WEIGHTS.get(tree.column, "")
        last = len(tree.words) - 1
        flags = (("*" if tree.prefix and at == last else "") + weight for at in range(len(tree.words)))
        row = (f"'{word}'{f':{flag}' if flag else ''}" for word, flag in zip(tree.words, flags, strict=True))
        return f"({' <-> '.join(row)})"
    if isinstance(tree, Either):
        return f"({' | '.join(map(tsquery, tree.parts))})"
    wanted, unwanted = _sides(tree)
    base = " & ".join(map(tsquery, wanted)) if wanted else f"'{END}'"
    return f"({base} & !({' | '.join(map(tsquery, unwanted))}))" if unwanted else f"({base})"


def tsvector(document: Iterable[str]) -> str:
    """The values of COLUMNS as a tsvector: many times faster than PostgreSQL's own parser, which also takes "2e3a4"
    for a number and a word.
    """
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for weight, column in zip(_WEIGHTS.values(), document, strict=True):
        words = column.split()
        if len(column) > _LONGEST_WORD:
            words = [word for word in words if len(word) <= _LONGEST_WORD]
        for at, word in enumerate(words, at + 1):  # noqa: B020 (goes on counting)
            places[word].append(f"{at}{weight}")
    return " ".join([f"{word}:{','.join(where)}" for word, where in places.items()])


def _sides(tree: Both | Unlike) -> tuple[list[Node], list[Node]]:
    """What must be there, and what must not."""
    parts = tree.parts if isinstance(tree, Both) else (tree,)
    wanted: list[Node] = [each for each in parts if not isinstance(each, Unlike)]
    return wanted, [each.part for each in parts if isinstance(each, Unlike)]
