"""Which citations have a document that people work on: each app above tells of its own, none is known here."""

from collections.abc import Callable, Collection, Iterable

Ask = Callable[[Collection[int]], Iterable[int]]
_asks: list[Ask] = []


def holds(ask: Ask) -> Ask:
    """Register `ask(citations)`: of these citations (their keys), those whose document holds work that cannot move."""
    _asks.append(ask)
    return ask


def holding(citations: Collection[int]) -> set[int]:
    """Two of them are never joined by a rule alone: a person has to say which document is read."""
    return {key for ask in _asks if citations for key in ask(citations)}
