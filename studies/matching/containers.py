"""Tells whether two journals or proceedings are the same, in full or abbreviated."""

import re
from functools import lru_cache

_SMALL = frozenset("the of and in for on a an de la le der die und et fur y e to".split())  # noqa: SIM905
_TAIL = re.compile(r" (?:vols?|volume|no|suppl|supplement|publication|print|online|electronic|internet)\b.*$")


_MEETING = re.compile(
    r"\b(?:proceedings|conf|conference|symposium|workshop|congress|meeting|colloquium|lecture notes|"
    r"(?:amc|ic|ec|pac|hic)(?:is|ss)|chi|cscw)\b"
)


@lru_cache(maxsize=65536)
def meeting(container: str) -> bool:
    """Whether a folded name is that of the proceedings of a meeting."""
    return bool(_MEETING.search(container))


@lru_cache(maxsize=65536)
def words(container: str) -> tuple[str, ...]:
    """Return the words of a folded name that tell one journal from another."""
    kept = [word for word in _TAIL.sub("", container).split() if word not in _SMALL]
    return tuple(kept)


@lru_cache(maxsize=65536)
def agree(a: str, b: str) -> bool:
    """Whether two folded names can be one: equal, one abbreviated, cut short or the initials of the other."""
    if a == b:
        return True
    one, other = words(a), words(b)
    if not one or not other:
        return False
    short, long = sorted((one, other), key=lambda name: (len("".join(name)), len(name), name))
    if short == long or "".join(short) == "".join(long) or _abbreviates(short, long):
        return True
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    if len(short) == 1 and len(short[0]) >= 8 and _scattered(short[0], "".join(long)):
        return True
    shared = set(short) & set(long)
    return len(shared) >= 2 and len(shared) >= 0.75 * min(len(set(short)), len(set(long)))


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of `short` abbreviates one of `long`, in their order and from its beginning."""
    at = 0
    for word in short:
        while at < len(long) and not _shortens(word, long[at]):
            at += 1
            if at == 1:
                return False
        if at == len(long):
            return False
        at += 1
    return True


def _shortens(word: str, whole: str) -> bool:
    if whole.startswith(word) or word.startswith(whole):
        return True
    if word[0] != whole[0] or len(word) < 3:
        return False
    return _scattered(word, whole)


def _scattered(word: str, whole: str) -> bool:
    """Whether the letters of a word are in another, in their order, beginning alike."""
    letters = iter(whole)
    return word[0] == whole[0] and all(letter in letters for letter in word)
