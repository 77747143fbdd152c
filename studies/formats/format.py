"""What a format is: its names, how its content gives it away, and its reader."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studies.formats.reading import Item
from studies.formats.source import Source

BREAK = "(?:^|[\r\n\u2028\u2029\x85])"  # the beginning of a line, before anything is known of how lines end


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in commands, its name on screen, the usual ending of its files, its reader, what tells it.

    `telling` is given the text of the first megabyte (of a `binary` format its bytes as Latin-1) and returns where
    the format shows first, -1 where it does not. Where several show, the first in the file is taken, and among equals
    the first in the registry; one that is `doubtful`, or shows only at the end of the text, only where no other shows.
    """

    name: str
    label: str
    ending: str
    read: Callable[[Source], Iterator[Item]]
    telling: Callable[[str], int]
    binary: bool = False
    doubtful: bool = False


def telling(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[str], int]:
    """Tell a format by the first place where a regular expression is found."""
    search = re.compile(pattern, flags).search

    def place(text: str) -> int:
        found = search(text)
        return found.start() if found else -1

    return place
