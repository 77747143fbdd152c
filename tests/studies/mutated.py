"""Citation files that something happened to (bytes flipped, lines cut, pieces spliced in, another encoding), seeded.

Also whether all that was in one of them came out again.
"""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from studies.formats import Reading
from studies.formats.decoding import HEAD, Lines

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
TAGGED = ("ris", "nbib", "ovid", "wos", "enw", "refworks", "inspec")
LONGEST = 20_000
_END = re.compile(r"\s*(?:E[RF]\b|-{3,}\s*$)", re.I)  # closes an entry, and may belong to none
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "latin-1")
PIECES = (
    b"ER  - \r\n",
    b"TY  - JOUR\n",
    b'"',
    b'""',
    b"{",
    b"}",
    b"<",
    b"</",
    b"&#x0;",
    b"\x00",
    b"\xff",
    b",",
    b";",
    b"\t",
    b"\n\n",
)


def seeds() -> list[list[bytes]]:
    """The files of every format, those of one format in one list, so that each format has the same chance."""
    kinds: dict[str, list[bytes]] = {}
    for path in sorted(FOLDER.iterdir()):
        if not path.name.endswith(".expected.json") and path.stat().st_size < LONGEST:
            kinds.setdefault(f"{path.name.split('-')[0]}{path.suffix}", []).append(path.read_bytes())
    return [files for name, files in kinds.items() if not name.startswith("refused")]


SEEDS = seeds()


def mutations(count: int, seed: int = 0) -> Iterator[bytes]:
    """That many mutated files; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield mutated(chance)


def mutated(chance: random.Random) -> bytes:
    """One of the files with a few things done to it; to a workbook outside or inside its package."""
    data = chance.choice(chance.choice(SEEDS))
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.7:
        return _repacked(data, chance)
    for _ in range(chance.randint(1, 5)):
        data = _mutation(data, chance)
    return data


def _mutation(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    match chance.randrange(7):
        case 0:
            flips = {chance.randrange(len(data) + 1) for _ in range(chance.randint(1, 8))}
            return bytes(chance.randrange(256) if at in flips else byte for at, byte in enumerate(data))
        case 1:
            return data[:place] + data[place + chance.randrange(80) :]
        case 2:
            lines = data.split(b"\n")
            del lines[chance.randrange(len(lines))]
            return b"\n".join(lines)
        case 3:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)
        case 4:
            other = chance.choice(chance.choice(SEEDS))
            begin = chance.randrange(len(other) + 1)
            return data[:place] + other[begin : begin + chance.randrange(1, 2000)] + data[place:]
        case 5:
            return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
    return data[:place] + chance.choice(PIECES) * chance.randint(1, 3) + data[place:]


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """A workbook, one part of which was mutated before it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(zipfile.ZipInfo(name), _mutation(part, chance) if name == chosen else part)
    return out.getvalue()


def unaccounted(data: bytes, reading: Reading) -> str:
    """What of a file is neither in an entry nor named: "" if all is."""
    if reading.refused:
        alone = not reading.entries and [each.reason for each in reading.rejected] == [reading.refused]
        return "" if alone else "a refused file gave something beside its reason"
    if not (reading.entries or reading.rejected or reading.unmapped):
        return "nothing came of it, and nothing says why"
    if reading.format in (*TAGGED, "csv") and not reading.unmapped:
        return _missing_line(data, reading)
    if reading.format == "bibtex":
        return _missing_text(data, reading)
    return _miscounted(data, reading) if reading.format == "csl_json" else ""


def _missing_line(data: bytes, reading: Reading) -> str:
    """The first line of a text that is in no item; lines that only close an entry need not be in one."""
    if all(not each.raw for each in reading.rejected) and not reading.entries:
        return ""  # refused as a whole, by its reader
    items = sorted([*reading.entries, *reading.rejected, *reading.skipped], key=lambda item: item.line)
    kept = iter([line for item in items for line in item.raw.split("\n")])
    for line in Lines(io.BytesIO(data), data[:HEAD]):
        if line.strip() and not _END.match(line) and line not in kept:
            return f"this line is nowhere: {line[:200]!r}"
    return ""


def _missing_text(data: bytes, reading: Reading) -> str:
    """Blocks of BibTeX may begin in the middle of a line: all that is no white space must be in one of them."""
    items = sorted([*reading.entries, *reading.rejected, *reading.skipped], key=lambda item: item.line)
    whole, kept = (
        "".join("".join(texts).split()) for texts in (Lines(io.BytesIO(data), data[:HEAD]), (i.raw for i in items))
    )
    return "" if sorted(whole) == sorted(kept) else f"{len(whole) - len(kept)} letters are in no block"


def _miscounted(data: bytes, reading: Reading) -> str:
    try:
        items = json.loads(data)
    except ValueError:
        return ""
    count = len(reading.entries) + len(reading.rejected)
    return f"{count} of {len(items)} items" if isinstance(items, list) and count != len(items) else ""
