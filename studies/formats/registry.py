"""The formats that can be read, and how each is told from the content of a file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studies.formats import nbib, ris
from studies.formats.reading import Item
from studies.formats.tokens import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in commands, its name on screen, its reader, and the lines that give it away."""

    name: str
    label: str
    read: Callable[[Source], Iterator[Item]]
    telling: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether a text (the first megabyte of a file) is in this format."""
        return self.telling.search(text) is not None


_NL = "(?:^|[\r\n\u2028\u2029\x85])"

FORMATS = {
    format_.name: format_
    for format_ in (
        Format(
            "ris",
            "RIS",
            ris.read,
            re.compile(
                _NL + "[ \t\u00a0\ufeff]{0,8}(?:TY[ \t\u00a0]{0,6}[-\u2013]|ty[ \t\u00a0]{1,6}[-\u2013]|"
                "ER  -[ \t]*(?:[\r\n]|$))"
            ),
        ),
        Format(
            "nbib",
            "PubMed (nbib, MEDLINE)",
            nbib.read,
            re.compile(_NL + "\ufeff?(?:PMID ?-|PMC -|PMCR-|OWN -|STAT-|FAU -|JT  -|PST -)[ \t]?\\S"),
        ),
    )
}


def sniff(text: str) -> Format | None:
    """Return the format of a text, None where no reader here knows it."""
    return next((format_ for format_ in FORMATS.values() if format_.found_in(text)), None)
