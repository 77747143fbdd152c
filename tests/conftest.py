"""What every test stands on: a database that can be emptied although some tables are append-only, and a clean cache."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import settings

from tests import append_only
from tests.world import World, make_world

# A busy machine is slow, not wrong: no example fails by the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Emptying the database after a transactional test is the one deletion that the triggers let through."""
    operations = type(connection.ops)  # the class: Playwright's loop gives the same thread another connection
    empty = operations.execute_sql_flush

    def empty_all(self: Any, statements: list[str]) -> None:
        with transaction.atomic(), append_only.lifted(self.connection):
            empty(self, statements)

    operations.execute_sql_flush = empty_all


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    """Counts of wrong passwords live in the cache; one test must not lock out the next."""
    cache.clear()
    yield
    cache.clear()
