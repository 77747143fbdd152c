"""A text as the reader shows it: blocks of flat stretches, each knowing the passages it belongs to.

A long text has a thousand passages on a page, so they are read as plain rows, never as objects.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from cmo.models import Block, DocumentText, Evidence, Passage
from cmo.queries.elements import element_codes
from cmo.queries.tray import Tray
from cmo.segments import segments
from cmo.sentences import sentences


@dataclass(frozen=True)
class Place:
    """A passage as it lies in the text; `number` is the one on screen, in digits."""

    key: int
    number: str
    start: int
    end: int


@dataclass(frozen=True)
class Use:
    """What a passage is in one place: a role of a configuration, a stance to one, or a role in the viewer's tray.

    `configuration` is its number in digits, "" for the tray.
    """

    place: Place
    role: str
    stance: str
    label: str
    configuration: str = ""
    title: str = "in your tray"


@dataclass(frozen=True)
class Stretch:
    """Words between two boundaries; `begins` are the numbers of the passages that start here."""

    text: str
    passages: str
    roles: str
    stances: str
    begins: list[str]
    current: bool


@dataclass(frozen=True)
class ShownBlock:
    """`gap` is what stands between this block and the next; `sentences` are offsets from the block's start."""

    order: str
    kind: str
    page: int | None
    turns: bool
    start: str
    gap: str
    sentences: str
    stretches: list[Stretch]
    uses: list[Use]


Uses = dict[int, list[Use]]


def shown_blocks(
    text: DocumentText, tray: Tray, *, current: int = 0, touching: Sequence[Passage] = ()
) -> list[ShownBlock]:
    """All blocks, or those that the passages `touching` reach into; `current` is the number of the passage sought.

    Marked are the passages of standing configurations and of this tray, nobody else's. Three queries.
    """
    blocks = list(text.blocks.all())
    starts = [block.start for block in blocks]
    wanted = sorted({at for each in touching for at in _reach(each, starts)}) if touching else range(len(blocks))
    if not wanted:
        return []
    uses = _uses(text, tray, blocks[wanted[0]].start, blocks[wanted[-1]].end)
    standing: dict[int, list[Place]] = defaultdict(list)
    for place in sorted((each[0].place for each in uses.values()), key=lambda each: (each.start, each.end)):
        for at in _reach(place, starts):
            standing[at].append(place)
    return [_shown(text.text, blocks, at, standing[at], uses, str(current)) for at in wanted]


def _reach(passage: Passage | Place, starts: Sequence[int]) -> range:
    """The places of the blocks that a passage has words in."""
    return range(max(0, bisect_right(starts, passage.start) - 1), bisect_left(starts, passage.end))


def _uses(text: DocumentText, tray: Tray, start: int, end: int) -> Uses:
    """By passage, those with words between the two offsets; what lies in the tray comes first."""
    found: Uses = defaultdict(list)
    for slot in tray.slots:
        for item in slot.items:
            each = item.passage
            if each.text_id == text.pk:
                place = Place(each.pk, str(each.number), each.start, each.end)
                found[each.pk].append(Use(place, slot.role, "", slot.code))
    rows = (
        Evidence.objects.filter(passage__text=text, passage__start__lt=end, passage__end__gt=start)
        .filter(configuration__removed_at=None)
        .order_by("configuration__number", "pk")
        .annotate(number=F("passage__number"), begins=F("passage__start"), ends=F("passage__end"))
        .annotate(role=F("element__role"), told=F("configuration__number"), title=F("configuration__title"))
        .values("passage", "number", "begins", "ends", "stance", "role", "element", "configuration", "told", "title")
    )
    codes = element_codes({row["configuration"] for row in rows})
    for row in rows:
        place = Place(row["passage"], str(row["number"]), row["begins"], row["ends"])
        code = f"{codes[row['element']]} · " if row["element"] else ""
        label = f"{code}CMOC{row['told']}"
        use = Use(place, row["role"] or "", row["stance"], label, str(row["told"]), row["title"])
        found[place.key].append(use)
    return found


def _shown(
    text: str, blocks: Sequence[Block], at: int, places: Sequence[Place], uses: Uses, current: str
) -> ShownBlock:
    block = blocks[at]
    after = blocks[at + 1].start if at + 1 < len(blocks) else block.end
    by_key = {each.key: each for each in places}
    steps = sentences(text, block.start, block.end)
    tiles = segments(block.start, block.end, [(each.key, each.start, each.end) for each in places])
    return ShownBlock(
        order=str(block.order),
        kind=block.kind,
        page=block.page,
        turns=block.page is not None and (at == 0 or blocks[at - 1].page != block.page),
        start=str(block.start),
        gap=text[block.end : after],
        sentences=" ".join(f"{start - block.start}-{end - block.start}" for start, end in steps),
        stretches=[
            _stretch(text, each.start, each.end, [by_key[key] for key in each.ids], uses, current) for each in tiles
        ],
        uses=[use for each in places if each.start >= block.start for use in uses[each.key]],
    )


def _stretch(text: str, start: int, end: int, places: Sequence[Place], uses: Uses, current: str) -> Stretch:
    here = [use for place in places for use in uses[place.key]]
    return Stretch(
        text=text[start:end],
        passages=" ".join(each.number for each in places),
        roles=_words(use.role for use in here),
        stances=_words(use.stance for use in here if use.stance != "supports"),
        begins=[each.number for each in places if each.start == start],
        current=any(each.number == current for each in places),
    )


def _words(words: Iterable[str]) -> str:
    return " ".join(sorted({word for word in words if word}))
