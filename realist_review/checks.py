"""What Django tells at every start, because it could cost data."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.db.backends.sqlite3.base import Database

FIRST_SOUND_SQLITE = (3, 51, 3)


def sqlite_is_sound() -> bool:
    """Before 3.51.3 a reset of the write-ahead log could corrupt a database that several threads write to."""
    return Database.sqlite_version_info >= FIRST_SOUND_SQLITE


@register
def sqlite_version(**_: Any) -> list[CheckMessage]:
    if not settings.EMBEDDED or sqlite_is_sound():
        return []
    return [
        Warning(
            f"SQLite {Database.sqlite_version} can corrupt its write-ahead log.",
            hint="Run `make setup`, which installs pysqlite3 with 3.51.3 or later, or set DATABASE_URL to PostgreSQL.",
            id="realist_review.W001",
        )
    ]
