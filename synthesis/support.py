"""How well each configuration, element or arrow is supported: counts of documents and passages, for and against."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

# "Opposite confirmed" (without the context the outcome stays away) speaks for the explanation.
_SIDES = {"supports": "for", "opposite": "for", "refutes": "against", "refines": "refining"}


@dataclass(frozen=True)
class Count:
    """Distinct documents and distinct passages."""

    documents: int = 0
    passages: int = 0


@dataclass(frozen=True)
class Support:
    """What speaks for, against, and for refining one thing."""

    for_: Count
    against: Count
    refining: Count

    @property
    def unsupported(self) -> bool:
        """No document speaks for it: it is hypothesised."""
        return self.for_.documents == 0

    @property
    def single_source(self) -> bool:
        return self.for_.documents == 1

    @property
    def sought_against(self) -> bool:
        """Some passage against it or refining it is attached."""
        return self.against.passages + self.refining.passages > 0


def support(
    things: Sequence[Hashable], evidence: Iterable[tuple[Hashable, Hashable, Hashable, str]]
) -> dict[Hashable, Support]:
    """The support of each thing from rows `(thing, document, passage, stance)`, in the order of `things`.

    Stances are supports, opposite (for), refutes (against), refines (refining). One passage counts once a side, however
    often it is attached. Raises KeyError for another stance, or for a thing not in `things`.
    """
    sides: dict[Hashable, dict[str, set[tuple[Hashable, Hashable]]]] = {
        thing: {"for": set(), "against": set(), "refining": set()} for thing in things
    }
    for thing, document, passage, stance in evidence:
        sides[thing][_SIDES[stance]].add((document, passage))
    return {
        thing: Support(_count(side["for"]), _count(side["against"]), _count(side["refining"]))
        for thing, side in sides.items()
    }


def _count(pairs: set[tuple[Hashable, Hashable]]) -> Count:
    return Count(len({document for document, _ in pairs}), len(pairs))
