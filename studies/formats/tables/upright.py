"""Reads tables that stand upright: a row a field, its name in the first cell and its values behind, record by record.

Embase writes them so when it is asked for CSV with "fields by row".
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from studies.formats.tables import headers
from studies.formats.tables.delimited import Row
from studies.formats.tables.finding import Table

_FEWEST = 4  # different fields that must be known before a text is believed to stand upright
_SHOWN = 5
_LONGEST = 80  # characters of a name


def found_in(rows: Iterable[Row]) -> bool:
    """Whether rows are the fields of records rather than records: most begin with a known name in capitals."""
    names = [_name(row)[:_LONGEST] for row in rows if len(row.cells) > 1]
    known = [name for name in names if name.isupper() and headers.known([name])[0][0]]
    told = {headers.known([name])[0][0] for name in known}
    return "title" in told and len(told) >= _FEWEST and len(known) * 2 > len(names)


def table(opened: Callable[[], Iterator[Row]]) -> Table:
    """The table with a column for each field that any record has; `opened` begins with the rows anew."""
    begun = False
    names: dict[str, None] = {}
    for row in opened():
        begun = begun or _begins(row)
        if begun and len(row.cells) > 1 and len(_name(row)) < _LONGEST:
            names.setdefault(_name(row))
    columns = list(names)
    sample = [row.cells for row in islice((row for row in records(opened(), columns) if row.cells), _SHOWN)]
    return Table(0, columns, headers.roles(columns, sample), sample)


def records(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    """The records as rows under these columns; what stands outside them is a row without cells."""
    place = {name: at for at, name in enumerate(columns)}
    record: list[Row] = []
    for row in rows:
        outside = _name(row) not in place or not (record or _begins(row))
        if outside or (record and _begins(row)):
            yield from _joined(record, place)
            record = []
        if outside:
            yield Row(row.line, [], row.raw, row.wrong)
        else:
            record.append(row)
    yield from _joined(record, place)


def _joined(record: Sequence[Row], place: dict[str, int]) -> Iterator[Row]:
    cells = [""] * len(place)
    for row in record:
        at = place[_name(row)]
        cells[at] = "; ".join(filter(None, (cells[at], *map(str.strip, row.cells[1:]))))
    if record:
        yield Row(record[0].line, cells, "\n".join(row.raw for row in record))


def _name(row: Row) -> str:
    return row.cells[0].strip() if row.cells else ""


def _begins(row: Row) -> bool:
    """A record begins with its title; the original one does not begin another."""
    return headers.key(_name(row)) == "title" and len(row.cells) > 1
