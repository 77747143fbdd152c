"""Where two texts differ, word by word, and inside words that are nearly alike letter by letter.

Pure: texts in, plain pieces out; escaping is left to the template.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST = 1500  # tokens: comparing takes time with the product of both lengths
ALIKE = 0.5


@dataclass(frozen=True)
class Stretch:
    """A part of one of the texts; joined, they give it back."""

    text: str
    differs: bool = False


def differences(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both texts in stretches, marked where the other has something else. Case and spaces are no differences.

    Texts longer than a few pages are marked as a whole.
    """
    a, b = TOKENS.findall(one), TOKENS.findall(other)
    if max(len(a), len(b)) > LONGEST:
        differs = _folded(a) != _folded(b)
        return _joined([Stretch(one, differs)]), _joined([Stretch(other, differs)])
    left: list[Stretch] = []
    right: list[Stretch] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).get_opcodes():
        ours, theirs = "".join(a[a0:a1]), "".join(b[b0:b1])
        if kind == "replace":
            inside = _letters(ours, theirs)
            left += inside[0]
            right += inside[1]
        else:
            left.append(Stretch(ours, kind != "equal" and not ours.isspace()))
            right.append(Stretch(theirs, kind != "equal" and not theirs.isspace()))
    return _joined(left), _joined(right)


def _letters(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if len(one.casefold()) != len(one) or len(other.casefold()) != len(other) or matcher.ratio() < ALIKE:
        return [Stretch(one, True)], [Stretch(other, True)]
    blocks = matcher.get_opcodes()
    return (
        [Stretch(one[a0:a1], kind != "equal") for kind, a0, a1, _, _ in blocks],
        [Stretch(other[b0:b1], kind != "equal") for kind, _, _, b0, b1 in blocks],
    )


def _folded(tokens: Sequence[str]) -> list[str]:
    return [" " if token.isspace() else token.casefold() for token in tokens]


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours of one kind are one stretch, across a space too; empty ones are none."""
    found: list[Stretch] = []
    kept = [each for each in stretches if each.text]
    for at, each in enumerate(kept):
        if each.text.isspace() and 0 < at < len(kept) - 1 and kept[at - 1].differs and kept[at + 1].differs:
            each = Stretch(each.text, True)
        if found and found[-1].differs == each.differs:
            found[-1] = Stretch(found[-1].text + each.text, each.differs)
        else:
            found.append(each)
    return found
