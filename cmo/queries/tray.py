"""What a coder has gathered so far, told as the configuration that it would make."""

from dataclasses import dataclass
from itertools import groupby

from cmo.completeness import LETTERS, Part, codes, lacks, statement
from cmo.models import TrayItem
from reviews.models import User
from studies.models import Document

_TOLD = list(LETTERS)


@dataclass(frozen=True)
class Slot:
    """One element to be: its short name, its words, and the passages it rests on."""

    code: str
    role: str
    text: str
    items: list[TrayItem]

    @property
    def first(self) -> TrayItem:
        return self.items[0]


@dataclass(frozen=True)
class Tray:
    slots: list[Slot]
    lacks: list[str]
    statement: str

    @property
    def last(self) -> TrayItem | None:
        """What was put in last, and is the first to be taken back."""
        return max((item for slot in self.slots for item in slot.items), key=lambda item: item.pk, default=None)


def tray(document: Document, coder: User) -> Tray:
    """One query."""
    items = sorted(
        document.tray_items.of(coder).select_related("passage__text"),
        key=lambda item: (_TOLD.index(item.role), item.slot, item.pk),
    )
    slots = [list(group) for _, group in groupby(items, key=lambda item: (item.role, item.slot))]
    parts = [Part(slot[0].role, slot[0].text, len(slot)) for slot in slots]
    return Tray(
        slots=[
            Slot(code, part.role, part.text, slot) for code, part, slot in zip(codes(parts), parts, slots, strict=True)
        ],
        lacks=lacks(document.review.template, parts, documents=bool(parts), sought_against=False) if parts else [],
        statement=statement(parts),
    )
