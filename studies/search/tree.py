"""The question as a tree: words in a row, all of several parts, any of several parts, and what must not be there."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Words:
    """One word, or several in a row; `prefix`: the last of them may go on. `column` narrows where they stand."""

    words: tuple[str, ...]
    prefix: bool = False
    column: str = ""
    said: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.said or " ".join(self.words)


@dataclass(frozen=True)
class Unlike:
    part: "Node"

    def __str__(self) -> str:
        return f"not {self.part}"


@dataclass(frozen=True)
class Both:
    """All of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " and ".join(f"({each})" if isinstance(each, Both) else str(each) for each in self.parts)


@dataclass(frozen=True)
class Either:
    """Any of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return f"({' or '.join(f'({each})' if isinstance(each, Both) else str(each) for each in self.parts)})"


Node: TypeAlias = Words | Unlike | Both | Either


@dataclass(frozen=True)
class Asked:
    """`tree` is None where there is nothing to look for; `notes` say what was read otherwise than typed."""

    tree: Node | None
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Words side by side, nothing that needs to be told how it was read."""
        parts = self.tree.parts if isinstance(self.tree, Both) else (self.tree,)
        return all(each is None or (isinstance(each, Words) and not each.column) for each in parts)
