"""The words of a configuration: each element told in one line, a title where none is given, and which element a
rewritten line goes on from, so that quotations stay with theirs.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

Elements = Mapping[str, Sequence[str]]

# The chain that a title tells when its maker gives none; the other roles only when none of these is there.
_CHAIN = ("context", "resource", "response", "outcome")
_LEAD = ("intervention", "strategy", "actor")
_CLAUSE, _TITLE = 60, 300


class NothingToSay(ValueError):
    """Neither an element nor a title: there is nothing that a configuration could say."""


def one_line(words: str) -> str:
    """An element is told in one line, however the page broke the words it is quoted from."""
    return " ".join(words.replace("\x00", "").split())


def cleaned(elements: Elements) -> dict[str, list[str]]:
    """Without blank lines and without the roles that have none left."""
    told = {role: [words for line in lines if (words := one_line(line))] for role, lines in elements.items()}
    return {role: lines for role, lines in told.items() if lines}


def title_of(title: str, elements: Elements) -> str:
    """The title given, else the first words of the chain: "context → response → outcome". Raises NothingToSay."""
    given = one_line(title)[:_TITLE]
    chain = [_clause(elements[role][0]) for role in _CHAIN if elements.get(role)]
    lead = [_clause(elements[role][0]) for role in _LEAD if elements.get(role)]
    told = given or " → ".join(chain or lead)
    if not told:
        raise NothingToSay("Say at least one part of the configuration, or give it a title.")
    return told


def _clause(words: str) -> str:
    return words if len(words) <= _CLAUSE else words[:_CLAUSE].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def continued(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new line the index of the old line that it keeps or rewords; None for one that is new.

    Equal lines pair first, wherever they moved to; then those that stand in the same place between equal ones; then,
    of what is left, those that are alike. No old line is used twice.
    """
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pairs: list[int | None] = [None] * len(new)
    for tag, old_from, old_to, new_from, new_to in steps:
        if tag == "equal":
            pairs[new_from:new_to] = range(old_from, old_to)
    _pair(pairs, old, new, lambda before, after: before == after)
    free = _free(pairs, old)
    for tag, old_from, old_to, new_from, new_to in steps:
        if tag == "replace":
            reworded = [index for index in free if old_from <= index < old_to]
            blank = [at for at in range(new_from, new_to) if pairs[at] is None]
            for index, at in zip(reworded, blank, strict=False):
                pairs[at] = index
    _pair(pairs, old, new, _alike)
    return pairs


def _pair(pairs: list[int | None], old: Sequence[str], new: Sequence[str], same: Callable[[str, str], bool]) -> None:
    """Give each unpaired new line the first free old line that is the same by that measure."""
    for at, line in enumerate(new):
        if pairs[at] is None:
            pairs[at] = next((index for index in _free(pairs, old) if same(old[index], line)), None)


def _free(pairs: Sequence[int | None], old: Sequence[str]) -> list[int]:
    return [index for index in range(len(old)) if index not in pairs]


def _alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, before.casefold(), after.casefold(), autojunk=False).ratio() > 0.5
