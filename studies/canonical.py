"""Chooses the words by which a citation is known from the records that were joined into it."""

from collections.abc import Mapping, Sequence

Fields = Mapping[str, str]
LONGEST = frozenset({"abstract"})


def canonical(records: Sequence[Fields], names: Sequence[str]) -> dict[str, str]:
    """Return one value for each of `names`, "" where no record has it.

    The rule: the record with most of the fields filled speaks first, and a field that it leaves empty is taken from
    the next fullest. Records equally full speak in the order given, so the same records give the same citation.
    An abstract is the longest there is, because exports cut abstracts short.
    """
    fullest = sorted(records, key=lambda record: -sum(1 for name in names if record.get(name)))
    return {name: _value(fullest, name) for name in names}


def _value(fullest: Sequence[Fields], name: str) -> str:
    values = [value for record in fullest if (value := record.get(name, ""))]
    if name in LONGEST:
        return max(values, key=len, default="")
    return values[0] if values else ""
