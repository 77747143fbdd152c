"""Picks values out of an entry by name and remembers which, so that every value not shown is kept as unknown."""

from collections.abc import Callable, Collection, Iterable, Iterator

from studies.formats import labels, notes, values
from studies.formats.mapping import NOTHING, SCREENED
from studies.formats.reading import Entry, Rejected, Related

Named = dict[str, list[str]]


class Picker:
    """The values of one entry by name, as they stood in the file; `plain` makes text of one.

    `inherited` are values that stand elsewhere in the file: used where the entry has none, and never left over.
    """

    def __init__(self, own: Named, plain: Callable[[str], str] = str, inherited: Named | None = None) -> None:
        self.own = own
        self._plain = plain
        self._inherited = inherited or {}
        self._taken: set[tuple[str, int]] = set()

    def raw(self, *names: str) -> Iterator[tuple[str, int, str]]:
        """The values of some names that are not blank, in this order, with where they stand."""
        for given in (self.own, self._inherited) if self._inherited else (self.own,):
            if given.keys().isdisjoint(names):
                continue
            for name in names:
                if name in given:
                    for place, value in enumerate(given[name]):
                        if value and not value.isspace():
                            yield name, place, value

    def take(self, name: str, place: int) -> None:
        """Say that a value is shown."""
        self._taken.add((name, place))

    def first(self, *names: str) -> str:
        """The first value of some names that was not taken, on one line; it is taken now."""
        if not self._inherited and self.own.keys().isdisjoint(names):
            return ""
        for name, place, value in self.raw(*names):
            if (name, place) not in self._taken and (text := values.tidy(self._plain(value))):
                self.take(name, place)
                return text
        return ""

    def every(self, *names: str) -> list[str]:
        """All values of some names as plain text, which are then taken."""
        if not self._inherited and self.own.keys().isdisjoint(names):
            return []
        found = []
        for name, place, value in self.raw(*names):
            self._taken.add((name, place))
            found.append(self._plain(value))
        return found

    def found(self, search: Callable[[str], str], *names: str) -> str:
        """What a search finds first in the values of some names; taken only where it is the whole value."""
        for name, place, value in self.raw(*names):
            if text := search(value):
                if len(text) >= len(value.strip()) - 30:
                    self.take(name, place)
                return text
        return ""

    def left(self, shown: Collection[str] = ()) -> Named:
        """The values that were not taken and are not shown either, verbatim."""
        rest = {
            name: [v for place, v in enumerate(found) if (name, place) not in self._taken and v.strip() not in shown]
            for name, found in self.own.items()
        }
        return {name: found for name, found in rest.items() if found}

    def entry(
        self,
        fields: dict[str, str],
        said: list[str],
        *,
        raw: str,
        line: int,
        noted: Iterable[str] = (),
        related: Iterable[Related] = (),
    ) -> Entry | Rejected:
        """The entry with these fields, or why nobody could screen it.

        `noted` are the names under which other programs leave screening labels.
        """
        fields = {name: value for name, value in fields.items() if value}
        if not any(name in fields for name in SCREENED):
            return Rejected(line, NOTHING, raw)
        labelled = labels.noted(value for _, _, value in self.raw(*noted))
        said += [f"Screening label: {text}" for text in labelled]
        notes.add(said, fields)
        left = self.left({"", *(fields[name] for name in SCREENED if name in fields)})
        return Entry(fields, raw, line, left, said, labels.read(labelled), list(related))
