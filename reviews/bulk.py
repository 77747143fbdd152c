"""Thousands of rows at once, for tables where `bulk_create` would take the time of the whole import."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

_AS_IT_IS = (models.TextField, models.CharField, models.IntegerField, models.ForeignKey)


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Store new rows of one model; they are not given their keys, nor checked but by the database.

    `bulk_create` writes a statement with a placeholder for every value, which SQLite takes forty rows at a time.
    """
    fields = [field for field in model._meta.local_concrete_fields if not (field.primary_key or field.generated)]
    takers = [_taker(field) for field in fields]
    values = ([take(row) for take in takers] for row in rows)
    copy(model._meta.db_table, [field.column for field in fields], values)


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows of values, as the database takes them; while PostgreSQL stores some, others are being made."""
    quoted = connection.ops.quote_name
    into = f"{quoted(table)} ({', '.join(map(quoted, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608 (names of our own)


def _taker(field: models.Field) -> Callable[[models.Model], Any]:
    """How to take what is stored of a row: most of it is stored as it is, and asking the field takes its time."""
    if isinstance(field, _AS_IT_IS):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), connection)


def for_each(statement: str, rows: Sequence[Sequence[Any]], **types: str) -> None:
    """Carry out a statement for each of the rows, whose values, in the order of `types`, are `{name}` in it.

    PostgreSQL does all of them at once and reads the rows where the statement has `{given}`; SQLite, which prepares a
    statement once for all rows, has nothing there.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{each}[]" for each in types.values())
            given = f"FROM unnest({arrays}) AS given ({', '.join(types)})"
            names = {name: f"given.{name}" for name in types}
            cursor.execute(statement.format(given=given, **names), [list(each) for each in zip(*rows, strict=True)])
        else:
            names = {name: f"%({name})s" for name in types}
            values = [dict(zip(types, row, strict=True)) for row in rows]
            cursor.executemany(statement.format(given="", **names), values)
