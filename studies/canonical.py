"""Chooses the words by which a citation is known from the records that were joined into it."""

from collections.abc import Mapping, Sequence

Fields = Mapping[str, str]
LONGEST = frozenset({"abstract"})


def canonical(records: Sequence[Fields], names: Sequence[str], edited: Mapping[str, str] | None = None) -> Fields:
    """Return one value for each of `names`, "" where no record has it; what was `edited` stands before the records.

    The rule: the record with most of the fields filled speaks first, and a field that it leaves empty is taken from
    the next fullest. Records equally full speak in the order given, so the same records give the same citation.
    An abstract is the longest there is, because exports cut abstracts short.
    """
    if len(records) == 1:
        words = {name: records[0].get(name) or "" for name in names}
    else:
        sources = chosen_from(records, names)
        words = {name: records[source][name] if (source := sources[name]) is not None else "" for name in names}
    return {**words, **edited} if edited else words


def chosen_from(records: Sequence[Fields], names: Sequence[str]) -> dict[str, int | None]:
    """Of each of `names` which record the rule takes it from, as an index of `records`; None where none has it."""
    filled = [sum(1 for name in names if record.get(name)) for record in records]
    fullest = sorted(range(len(records)), key=lambda at: -filled[at])
    return {name: _source(records, fullest, name) for name in names}


def _source(records: Sequence[Fields], fullest: Sequence[int], name: str) -> int | None:
    having = [at for at in fullest if records[at].get(name)]
    if name in LONGEST:
        return max(having, key=lambda at: len(records[at][name]), default=None)
    return having[0] if having else None
