"""What `verify` recomputes of cmo: every passage is cut out of its text again, every block and number looked at."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from cmo.models import Block, DocumentText, Passage
from reviews.models import Review
from reviews.verification import Check, append_only, numbers_run, verifies


@verifies
def cmo_checks(review: Review) -> Iterator[Check]:
    yield from append_only(DocumentText)
    yield numbers_run(review, "configuration", review.configurations.all())
    texts = DocumentText.objects.filter(document__review=review)
    changed, misplaced, cut = [], [], []
    for text in texts.iterator(chunk_size=1):
        words = text.text
        if sha256(words.encode()).hexdigest() != text.sha256:
            changed.append(text.pk)
        misplaced += [
            number
            for number, start, end, exact in text.passages.values_list("number", "start", "end", "exact")
            if words[start:end] != exact
        ]
        cut += _loose(words, text.blocks.order_by("start"))
    yield Check("texts are as they were stored", [], changed)
    yield Check("passages are the words at their place", [], misplaced)
    yield Check("blocks hold every word of their text once", [], cut)
    stray = Passage.objects.filter(review=review).bare().values_list("number", flat=True)
    yield Check("no passage is left that nothing holds", [], list(stray))


def _loose(words: str, blocks: Iterable[Block]) -> list[int]:
    """Offsets at which words stand outside any block, or in two."""
    found, at = [], 0
    for block in blocks:
        if block.start < at or words[at : block.start].strip():
            found.append(at)
        at = block.end
    return found if not words[at:].strip() else [*found, at]
