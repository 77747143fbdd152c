"""Keeps the abbreviations of a BibTeX file, within bounds: macros made of macros could otherwise fill the memory."""

_MONTHS = "January February March April May June July August September October November December"
_LONG = 20_000  # characters that one macro may stand for
_STORED = 5_000_000  # and all of them together
_ENTRY = 100_000  # and those that one entry uses


class Macros:
    """What abbreviations stand for; months are known from the start."""

    def __init__(self) -> None:
        self._values = {month[:3].lower(): month for month in _MONTHS.split(" ")}
        self._stored = 0
        self._room = _ENTRY
        self.undefined: list[str] = []

    def begin(self) -> None:
        """Begin an entry."""
        self._room = _ENTRY
        self.undefined = []

    def define(self, name: str, value: str) -> None:
        """Keep what an abbreviation stands for; one that is too long stands for itself."""
        name = name.strip().lower()
        if len(value) <= _LONG and self._stored + len(value) <= _STORED:
            self._stored += len(value)
            self._values[name] = value

    def value(self, word: str) -> str:
        """What a word that stands without braces means: a number, or what it abbreviates, or itself."""
        found = self._values.get(word.lower())
        if found is not None and len(found) <= self._room:
            self._room -= len(found)
            return found
        if not word[0].isdigit() and len(self.undefined) < 5 and word not in self.undefined:
            self.undefined.append(word)
        return word
