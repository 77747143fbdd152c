"""The orders of a queue: by number, by a stored seed, or as learnt. Each is an order of all citations of a stage."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Protocol

from django.db.models import BooleanField, ExpressionWrapper, F, Max, Q, QuerySet

from reviews.models import Review, User
from studies.draws import shuffled
from studies.models import Citation, Order, OrderChoice, Ranking, Stage
from studies.places import first_after, first_behind_opened, first_near, growing, unpacked

Found = QuerySet[Citation]
KEPT = 32  # shuffled orders in memory, each of eight bytes a citation
FEW_LEFT = 1000  # so many are looked at one by one
SPARE = 5  # of those that stand around a citation some may be gone
AROUND = 25  # who looks back looks ahead as well: one query for both


def choice_in_force(review: Review, stage: str, reviewer: User) -> OrderChoice:
    """The last that the reviewer made; until then likely first."""
    mine = OrderChoice.objects.filter(review=review, stage=stage, reviewer=reviewer)
    return mine.order_by("-pk").first() or OrderChoice(order=Order.LIKELY, seed=0)


def ranking_for(review: Review, stage: str, learner: User | None) -> Ranking | None:
    """What is learnt from somebody's votes; before there are any, from what everybody may know; None before that.

    Is it `asked` anything, that is, were there words of a theory to go by?
    """
    rows = Ranking.objects.filter(Q(reviewer=learner) | Q(reviewer=None), review=review, stage=stage)
    rows = rows.annotate(asked=ExpressionWrapper(~Q(question=""), BooleanField()))
    return rows.defer("terms", "question").order_by(F("reviewer").desc(nulls_last=True)).first()


class Waiting(Protocol):
    """What of some citations waits for a reviewer: in parts, the first of each found by an index, or as one."""

    def parts(self, citations: Found) -> tuple[Found, ...]: ...

    def all(self, citations: Found) -> Found: ...


class ByNumber:
    """As loaded; the database keeps this order itself."""

    def __init__(self, citations: Found) -> None:
        self.citations = citations.order_by("number")

    def before(self, citation: Citation, count: int) -> list[Citation]:
        earlier = self.citations.filter(number__lt=citation.number).order_by("-number")
        return list(earlier[:count])[::-1]

    def after(self, citation: Citation, count: int) -> list[Citation]:
        return list(self.citations.filter(number__gt=citation.number)[:count])

    def next_waiting(self, waiting: Waiting, after: int, left: int = 0) -> int | None:
        """The number of the first that waits behind this number, beginning again at the top; `left` wait in all."""
        behind, before = self.citations.filter(number__gt=after), self.citations.filter(number__lt=after)
        return _first_number(waiting.parts(behind)) or (_first_number(waiting.parts(before)) if after else None)


class ByPlace:
    """As a long list of handles says: of keys or numbers of citations, whichever `field` names.

    Handles of citations that no longer stand in the stage are passed over; citations of the stage that are not in
    the list come at its end, by number.
    """

    field = "number"

    def __init__(self, citations: Found, places: Sequence[int]) -> None:
        self.citations, self.places = citations, places
        self._found: dict[int, int] = {}
        self._rows: dict[int, Citation | None] = {}

    def place(self, citation: Citation) -> int | None:
        """Counted from 1; None for those at the end."""
        return self._at(self._handle(citation)) + 1 or None

    def before(self, citation: Citation, count: int) -> list[Citation]:
        place = self.place(citation)
        if place is not None:
            self._read(self.places[max(place - 1 - count - SPARE, 0) : place + AROUND])
            return self._standing(self.places[: place - 1][::-1], count)[::-1]
        earlier = [key for key, number in self.later if number < citation.number][::-1]
        return self._standing([*earlier, *self.places[::-1]], count)[::-1]

    def after(self, citation: Citation, count: int) -> list[Citation]:
        place = self.place(citation)
        found = self._standing(self.places[place:], count) if place is not None else []
        if len(found) == count:
            return found
        behind = [key for key, number in self.later if place is not None or number > citation.number]
        return [*found, *self._standing(behind, count - len(found))]

    @property
    def later(self) -> list[tuple[int, int]]:
        """Handle and number of what is not in the list."""
        return []

    def next_waiting(self, waiting: Waiting, after: int, left: int = 0) -> int | None:
        """Found in the list by asking about few; what the list does not have waits until the end."""
        numbers: dict[int, int] = {}

        def which(citations: Found) -> set[int]:
            found = dict(waiting.all(citations).order_by().values_list(self.field, "number"))
            numbers.update(found)
            return set(found)

        if left <= FEW_LEFT:
            handle = self._first(which(self.citations), after)
        else:
            named = f"{self.field}__in"
            handle = self._search(lambda handles: which(self.citations.filter(**{named: list(handles)})), after)
        return numbers[handle] if handle else ByNumber(self.citations).next_waiting(waiting, 0)

    def _first(self, waiting: set[int], after: int) -> int | None:
        """The handle that comes next, of all those that wait."""
        raise NotImplementedError

    def _search(self, which: Callable[[Sequence[int]], set[int]], after: int) -> int | None:
        """The handle that comes next, where those that wait are too many to be named."""
        raise NotImplementedError

    def _standing(self, handles: Sequence[int], count: int) -> list[Citation]:
        """The first `count` of them that stand in the stage."""
        return list(islice(self._fetched(handles, count + SPARE), count)) if count else []

    def _fetched(self, handles: Sequence[int], size: int) -> Iterable[Citation]:
        for piece in growing(handles, size):
            self._read(piece)
            yield from (row for handle in piece if (row := self._rows[handle]))

    def _read(self, handles: Sequence[int]) -> None:
        if fresh := [handle for handle in handles if handle not in self._rows]:
            self._rows |= dict.fromkeys(fresh)
            rows = self.citations.filter(**{f"{self.field}__in": fresh}).order_by()
            self._rows |= {self._handle(row): row for row in rows}

    def _at(self, handle: int) -> int:
        """Where it stands in the list, counted from 0; -1 where it does not. Looked for once."""
        if handle not in self._found:
            try:
                self._found[handle] = self.places.index(handle)
            except ValueError:
                self._found[handle] = -1
        return self._found[handle]

    def _handle(self, citation: Citation) -> int:
        return int(getattr(citation, self.field))


class Shuffled(ByPlace):
    """At random, by a seed that is stored: what a later batch brings falls between the others."""

    def __init__(self, citations: Found, review: Review, stage: str, seed: int) -> None:
        top = review.citations.order_by("-number").values_list("number", flat=True).first() or 0
        places: Sequence[int] = _shuffled(str(seed), top)
        if stage == Stage.FULL_TEXT:  # few of all: the others would have to be passed over
            standing = set(citations.order_by().values_list("number", flat=True))
            places = array("q", (number for number in places if number in standing))
        super().__init__(citations, places)

    def _first(self, waiting: set[int], after: int) -> int | None:
        return self._search(waiting.intersection, after)

    def _search(self, which: Callable[[Sequence[int]], set[int]], after: int) -> int | None:
        return first_after(self.places, self._at(after), which)


class Learnt(ByPlace):
    """Likely first, behind what was opened. The next is always the likeliest: where one stands may have moved since."""

    field = "pk"

    def __init__(self, citations: Found, stage: str, ranking: Ranking) -> None:
        super().__init__(citations, unpacked(ranking.places))
        self.stage, self.ranking = stage, ranking

    @cached_property
    def later(self) -> list[tuple[int, int]]:
        """Those of later batches; at full text, those that were included since."""
        rows = self.citations.order_by("number")
        if self.stage == Stage.TITLE_ABSTRACT:
            newest, last = Citation.objects.aggregate(Max("pk"))["pk__max"] or 0, max(self.places, default=0)
            rows = rows.filter(pk__gt=last) if newest > last else rows.none()
        known = set(self.places)
        return [pair for pair in rows.values_list("pk", "number") if pair[0] not in known]

    def _first(self, waiting: set[int], after: int) -> int | None:
        return next((key for key in self.places if key in waiting), None)

    def _search(self, which: Callable[[Sequence[int]], set[int]], after: int) -> int | None:
        here = after and self.citations.filter(number=after).values_list("pk", flat=True).first()
        at = self._at(here) if here else -1
        near = first_near(self.places, at, which) if at >= 0 else None
        return near or first_behind_opened(self.places, which)


@lru_cache(maxsize=KEPT)
def _shuffled(seed: str, top: int) -> Sequence[int]:
    return array("q", shuffled(seed, range(1, top + 1)))


def _first_number(parts: Sequence[Found]) -> int | None:
    found = [part.values_list("number", flat=True).first() for part in parts]
    return min((number for number in found if number), default=None)
