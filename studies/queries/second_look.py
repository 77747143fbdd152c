"""Decisions worth another look since the criteria changed: what the version in force would perhaps have decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from reviews.models import Review
from studies.models import Citation, Decision, State, Verdict
from studies.queries.criteria import Wording, in_force, versions
from studies.queries.votes import at_stage, state_column
from studies.search import ask
from studies.search_index import matching


@dataclass
class SecondLook:
    """A decided citation, and in words why it deserves to be looked at again."""

    citation: Citation
    state: str
    why: list[str] = field(default_factory=list)


def second_look(review: Review, stage: str) -> list[SecondLook]:
    """In the order of the numbers; only what is decided, by whoever, under an earlier version of the criteria."""
    now, before = in_force(review), {each.version: each for each in versions(review)}
    decided = _decided(review, stage, now.version)
    found: dict[int, SecondLook] = {}
    grounds = (*_reasons_gone(review, stage, decided, now, before), *_new_terms(stage, decided, now, before))
    for why, citations in grounds:
        for each in citations.only("review", "number", "title", "authors", "year", state_column(stage)):
            held = found.setdefault(each.pk, SecondLook(each, getattr(each, state_column(stage))))
            held.why.append(why)
    return sorted(found.values(), key=lambda each: each.citation.number)


def _decided(review: Review, stage: str, version: int) -> QuerySet[Citation]:
    """What stands decided, no standing vote on it being of the version in force."""
    standing = at_stage(review.citations.standing(), stage)
    settled = standing.filter(**{f"{state_column(stage)}__in": (State.INCLUDED, State.EXCLUDED)})
    votes = Decision.objects.standing().filter(review=review, stage=stage)
    return settled.filter(pk__in=votes.filter(criteria__version__lt=version).values("citation")).exclude(
        pk__in=votes.filter(criteria__version=version).values("citation")
    )


def _reasons_gone(
    review: Review, stage: str, decided: QuerySet[Citation], now: Wording, before: dict[int, Wording]
) -> Iterator[tuple[str, QuerySet[Citation]]]:
    once = {label for version, each in before.items() if version < now.version for label in each.reasons[stage]}
    votes = Decision.objects.standing().filter(review=review, stage=stage, verdict=Verdict.EXCLUDE)
    for label in sorted(once - set(now.reasons[stage])):
        excluded = decided.filter(**{state_column(stage): State.EXCLUDED})
        yield (
            f"excluded as “{label}”, which is no reason any more",
            excluded.filter(pk__in=votes.filter(reason=label).values("citation")),
        )


def _new_terms(
    stage: str, decided: QuerySet[Citation], now: Wording, before: dict[int, Wording]
) -> Iterator[tuple[str, QuerySet[Citation]]]:
    """Of the terms that the version in force has and the one before it has not."""
    earlier = before.get(now.version - 1)
    if earlier is None:
        return
    favours, opposes = "excluded, though “{}” speaks for it now", "included, though “{}” speaks against it now"
    sides = (
        (now.terms_for, earlier.terms_for, State.EXCLUDED, favours),
        (now.terms_against, earlier.terms_against, State.INCLUDED, opposes),
    )
    for terms, old, state, why in sides:
        for term in _new(terms, old):
            having = matching(decided.filter(**{state_column(stage): state}), ask(_asked(term)).tree)
            yield why.format(term), having


def _new(terms: Iterable[str], old: Iterable[str]) -> list[str]:
    return sorted(set(terms) - set(old))


def _asked(term: str) -> str:
    """The term as a question for the search: words in a row, the last of which may go on."""
    words = term.strip("*").replace('"', " ").replace("*", " ")
    return f'"{words}"*' if term.endswith("*") else f'"{words}"'
