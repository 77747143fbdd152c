"""Tables that are only ever added to: the SQL, for both databases, that makes the database refuse anything else."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "{table} is append-only: add a row that supersedes the old one"


def protect(connection: BaseDatabaseWrapper, table: str, columns: tuple[str, ...] = ()) -> None:
    """Refuse DELETE, on PostgreSQL also TRUNCATE, and UPDATE (of `columns`, when given) on the table.

    What protected it before gives way: a migration that changes the table or its columns protects it anew, because
    SQLite makes a new table and drops the old one with its triggers.
    On SQLite REPLACE deletes unseen by triggers unless `recursive_triggers` is on: the settings switch it on.
    """
    release(connection, table)
    for statement in _statements(connection.vendor, table, columns):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def names(table: str, vendor: str) -> list[str]:
    """Of the triggers that protect a table in that kind of database."""
    refused = ["delete", "truncate", "update"] if vendor == "postgresql" else ["delete", "update"]
    return [f"{table}_no_{each}" for each in refused]


def present(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Which of them the database has, switched on."""
    ask = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(ask)
        standing = {name for (name,) in cursor.fetchall()}
    return [name for name in names(table, connection.vendor) if name in standing]


def release(connection: BaseDatabaseWrapper, table: str) -> None:
    """Undo `protect`: for migrations that turn back, and for emptying a test database."""
    with connection.cursor() as cursor:
        for name in names(table, connection.vendor):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def operation(app: str, model: str, columns: tuple[str, ...] = ()) -> Any:
    """The migration operation that protects a model's table."""
    from django.db import migrations

    def forwards(apps: Any, editor: Any) -> None:
        protect(editor.connection, apps.get_model(app, model)._meta.db_table, columns)

    def backwards(apps: Any, editor: Any) -> None:
        release(editor.connection, apps.get_model(app, model)._meta.db_table)

    return migrations.RunPython(forwards, backwards)


def _statements(vendor: str, table: str, columns: tuple[str, ...]) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    refusal = REFUSAL.format(table=table)
    if vendor != "postgresql":
        return [
            f'CREATE TRIGGER "{table}_no_{action}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            for action, event in (("update", f"UPDATE{of}"), ("delete", "DELETE"))
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only: add a row that supersedes the old one', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f'CREATE TRIGGER "{table}_no_{action}" BEFORE {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            for action, event, each in (
                ("update", f"UPDATE{of}", "ROW"),
                ("delete", "DELETE", "ROW"),
                ("truncate", "TRUNCATE", "STATEMENT"),
            )
        ),
    ]
