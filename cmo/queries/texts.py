"""A text as the reader shows it: blocks of flat stretches, each knowing the passages it belongs to."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmo.models import Block, Configuration, DocumentText, Evidence, Passage
from cmo.queries.elements import element_codes
from cmo.queries.tray import Tray
from cmo.segments import segments
from cmo.sentences import sentences


@dataclass(frozen=True)
class Use:
    """What a passage is in one place: a role of a configuration, a stance to one, or a role in the viewer's tray."""

    passage: Passage
    role: str
    stance: str
    label: str
    configuration: Configuration | None


@dataclass(frozen=True)
class Stretch:
    """Words between two boundaries; `begins` are the numbers of the passages that start here."""

    text: str
    passages: str
    roles: str
    stances: str
    begins: tuple[int, ...]
    current: bool


@dataclass(frozen=True)
class ShownBlock:
    """`gap` is what stands between this block and the next; `sentences` are offsets from the block's start."""

    order: int
    kind: str
    page: int | None
    turns: bool
    start: int
    end: int
    gap: str
    sentences: str
    stretches: list[Stretch]
    uses: list[Use]


def shown_blocks(
    text: DocumentText, tray: Tray, *, current: int = 0, touching: Sequence[Passage] = ()
) -> list[ShownBlock]:
    """All blocks, or those that the passages `touching` reach into; `current` is the number of the passage sought.

    Marked are the passages of standing configurations and of this tray, nobody else's. Three queries.
    """
    blocks = list(text.blocks.all())
    starts = [block.start for block in blocks]
    wanted = range(len(blocks)) if not touching else sorted({at for each in touching for at in _reach(each, starts)})
    uses = _uses(text, tray)
    standing: dict[int, list[Passage]] = defaultdict(list)
    for passage in sorted((each[0].passage for each in uses.values()), key=lambda each: (each.start, each.end)):
        for at in _reach(passage, starts):
            standing[at].append(passage)
    return [_shown(text.text, blocks, at, standing[at], uses, current) for at in wanted]


def _reach(passage: Passage, starts: Sequence[int]) -> range:
    """The places of the blocks that a passage has words in."""
    return range(max(0, bisect_right(starts, passage.start) - 1), bisect_left(starts, passage.end))


def _uses(text: DocumentText, tray: Tray) -> dict[int, list[Use]]:
    """By passage, what lies in the tray first."""
    found: dict[int, list[Use]] = defaultdict(list)
    for slot in tray.slots:
        for item in slot.items:
            if item.passage.text_id == text.pk:
                found[item.passage_id].append(Use(item.passage, slot.role, "", slot.code, None))
    evidence = (
        Evidence.objects.filter(passage__text=text, configuration__removed_at=None)
        .select_related("passage", "element", "configuration")
        .order_by("configuration__number", "pk")
    )
    codes = element_codes({each.configuration_id for each in evidence})
    for each in evidence:
        number = f"CMOC{each.configuration.number}"
        role = each.element.role if each.element else ""
        label = f"{codes[each.element_id]} · {number}" if each.element_id else number
        found[each.passage_id].append(Use(each.passage, role, each.stance, label, each.configuration))
    return found


def _shown(
    text: str, blocks: Sequence[Block], at: int, passages: Sequence[Passage], uses: dict[int, list[Use]], current: int
) -> ShownBlock:
    block = blocks[at]
    after = blocks[at + 1].start if at + 1 < len(blocks) else block.end
    ranges = [(each.pk, each.start, each.end) for each in passages]
    steps = sentences(text, block.start, block.end)
    by_key = {each.pk: each for each in passages}
    return ShownBlock(
        order=block.order,
        kind=block.kind,
        page=block.page,
        turns=block.page is not None and (at == 0 or blocks[at - 1].page != block.page),
        start=block.start,
        end=block.end,
        gap=text[block.end : after],
        sentences=" ".join(f"{start - block.start}-{end - block.start}" for start, end in steps),
        stretches=[
            _stretch(text, each.start, each.end, [by_key[key] for key in each.ids], uses, current)
            for each in segments(block.start, block.end, ranges)
        ],
        uses=[use for each in passages if each.start >= block.start for use in uses[each.pk]],
    )


def _stretch(
    text: str, start: int, end: int, passages: Sequence[Passage], uses: dict[int, list[Use]], current: int
) -> Stretch:
    here = [use for passage in passages for use in uses[passage.pk]]
    return Stretch(
        text=text[start:end],
        passages=" ".join(str(each.number) for each in passages),
        roles=_words(use.role for use in here),
        stances=_words(use.stance for use in here if use.stance != "supports"),
        begins=tuple(each.number for each in passages if each.start == start),
        current=any(each.number == current for each in passages),
    )


def _words(words: Iterable[str]) -> str:
    return " ".join(sorted({word for word in words if word}))
