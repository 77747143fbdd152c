"""Takes the append-only triggers away and puts the very same ones back, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_FIND = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    ),
}
_DROP = {"sqlite": 'DROP TRIGGER "{name}"', "postgresql": 'DROP TRIGGER "{name}" ON {table}'}
_ENDINGS = ("_no_update", "_no_delete", "_no_truncate")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside the block, rows of protected tables can be deleted; call it inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor])
        triggers = [row for row in cursor.fetchall() if row[0].endswith(_ENDINGS)]
        for name, table, _ in triggers:
            cursor.execute(_DROP[connection.vendor].format(name=name, table=table))
        yield
        for *_, definition in triggers:
            cursor.execute(definition)
