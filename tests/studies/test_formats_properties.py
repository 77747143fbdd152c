"""Nothing in any file raises, and nothing of any file gets lost: what must hold whatever the bytes."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.formats import FORMATS, read

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
FILES = [p.read_bytes() for p in sorted(FOLDER.iterdir()) if not p.name.endswith(".json") and p.stat().st_size < 20_000]

TAGGED = ("ris", "nbib", "ovid", "wos", "enw", "refworks", "inspec")

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=40
)
usual = ("TY  - JOUR", "ER  - ", "ER", "", "1.", "TI  - Illustrative", "PMID- 1", "SO  - x", "AU  - A, B")
tags = st.from_regex(r"[A-Z][A-Z0-9]", fullmatch=True)
lines_ = st.one_of(st.sampled_from(usual), words, st.builds("{}  - {}".format, tags, words))


@given(st.binary(max_size=2000), st.sampled_from([None, *FORMATS, "none"]))
def test_no_bytes_raise(data, format_):
    reading = read(data, format=format_)

    assert reading.entries or reading.rejected or reading.unmapped


@given(st.lists(lines_, max_size=30), st.sampled_from(TAGGED), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_is_in_an_entry_or_named(lines, format_, end):
    reading = read(end.join(lines).encode(), format=format_)

    if not reading.refused:
        items = sorted([*reading.entries, *reading.rejected, *reading.skipped], key=lambda item: item.line)
        kept = iter([line for item in items for line in item.raw.split("\n")])
        assert all(line in kept for line in lines if line.strip() and not re.match(r"\s*ER\b", line, re.I))


def mutated(chance: random.Random) -> bytes:
    """A golden file with bytes flipped, lines cut or doubled, or in another encoding."""
    data = bytearray(chance.choice(FILES))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if place < len(data):
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randrange(60)]
            case 2:
                data[place:place] = data[: chance.randrange(200)]
            case 3:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = bytearray(b"\n".join(lines))
            case 4:
                data = bytearray(
                    data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-16-le", "cp1252"]), "replace")
                )
    return bytes(data)


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files_raise_nothing_and_every_type_line_is_accounted_for(seed):
    chance = random.Random(seed)
    for _ in range(25):
        data = mutated(chance)
        reading = read(data)
        assert reading.entries or reading.rejected or reading.unmapped
        if reading.format == "ris" and not reading.refused:
            lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            begun = sum(bool(re.match(r"TY  - \S", line)) for line in lines)
            raws = "\n".join(item.raw for item in [*reading.entries, *reading.rejected, *reading.skipped])
            assert sum(bool(re.match(r"TY  - \S", line)) for line in raws.split("\n")) >= begun
