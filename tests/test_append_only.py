"""Emptying the test database must not weaken the protection that later tests rely on."""

import pytest
from django.db import DatabaseError, connection, transaction

from reviews import triggers
from reviews.models import Event
from reviews.trail import record
from tests import append_only

TABLE = "kept_for_ever"


@pytest.fixture
def protected_table(transactional_db: None):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (word text)")
        cursor.execute(f"INSERT INTO {TABLE} VALUES ('first')")
    triggers.protect(connection, TABLE)
    yield TABLE
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def delete_all(table: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_lifted_lets_rows_go_and_protects_again(protected_table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        delete_all(protected_table)
    with transaction.atomic(), append_only.lifted(connection):
        delete_all(protected_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} VALUES ('second')")
    with pytest.raises(DatabaseError, match="append-only"):
        delete_all(protected_table)


def test_no_way_around_delete(transactional_db: None) -> None:
    """SQLite's REPLACE deletes, PostgreSQL's TRUNCATE empties: neither is a DELETE by name."""
    event = record(review=None, by=None, verb="stood")
    around = {
        "sqlite": "REPLACE INTO reviews_event SELECT * FROM reviews_event",
        "postgresql": "TRUNCATE reviews_event CASCADE",
    }
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(around[connection.vendor])
    assert list(Event.objects.all()) == [event]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_event_outlives_its_test(transactional_db: None, turn: str) -> None:
    record(review=None, by=None, verb=f"took the {turn} turn")
    assert Event.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()
