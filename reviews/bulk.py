"""Thousands of rows at once, for tables where `bulk_create` would take the time of the whole import."""

from collections.abc import Iterable

from django.db import connection, models


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Store new rows of one model by one prepared statement; they are not given their keys.

    `bulk_create` writes a statement with a placeholder for every value, which SQLite takes forty rows at a time.
    """
    fields = [field for field in model._meta.local_concrete_fields if not (field.primary_key or field.generated)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 names of our own
    values = ([each.get_db_prep_save(each.pre_save(row, True), connection) for each in fields] for row in rows)
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(values))
