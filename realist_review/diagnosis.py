"""The state of an installation, one finding after the other: what `doctor` prints."""

import platform
import shutil
import smtplib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from realist_review.checks import sqlite_is_sound
from realist_review.middleware import POLICY
from reviews import triggers

# The models whose tables the database itself protects; a test compares them with the migrations.
APPEND_ONLY = (
    "reviews.Event",
    "reviews.TheoryVersion",
    "studies.Record",
    "studies.Decision",
    "studies.Resolution",
    "studies.Criteria",
    "studies.ScreeningPolicy",
    "studies.Reopening",
    "studies.Proposal",
    "studies.OrderChoice",
    "studies.ShareOut",
    "studies.ScreeningStop",
    "studies.MissingText",
    "cmo.DocumentText",
)
LONGEST_WAIT = timedelta(seconds=30)
LEAST_FREE_GB = 1.0


@dataclass(frozen=True)
class Finding:
    check: str
    ok: bool
    found: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


Examine = Callable[[], tuple[bool, str]]


def versions() -> tuple[bool, str]:
    return True, f"Python {platform.python_version()}, Django {django.get_version()}"


def database() -> tuple[bool, str]:
    connection.ensure_connection()
    version = ".".join(map(str, connection.get_database_version()))
    return True, f"{connection.display_name} {version} answers"


def sqlite() -> tuple[bool, str]:
    if not settings.EMBEDDED:
        return True, "not in use"
    return sqlite_is_sound(), "without the fault of the write-ahead log" if sqlite_is_sound() else "older than 3.51.3"


def migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not missing, f"{len(missing)} to apply: run `manage.py migrate`" if missing else "all applied"


def append_only() -> tuple[bool, str]:
    tables = [apps.get_model(label)._meta.db_table for label in APPEND_ONLY]
    bare = [
        table for table in tables if triggers.present(connection, table) != triggers.names(table, connection.vendor)
    ]
    return not bare, f"without protection: {', '.join(bare)}" if bare else f"{len(tables)} tables are protected"


def worker() -> tuple[bool, str]:
    """A worker takes what is due within a second; work that waits longer has none."""
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LONGEST_WAIT).count()
    if late:
        return False, f"{late} tasks wait for more than {LONGEST_WAIT.seconds} s: start `manage.py db_worker`"
    return True, "in the web process; nothing waits" if settings.EMBEDDED_WORKER else "nothing waits"


def disk() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.DATA_DIR).free / 2**30
    return free >= LEAST_FREE_GB, f"{free:.1f} GB free for data"


def email() -> tuple[bool, str]:
    if not settings.EMAIL_HOST:
        return True, "printed to the console: set EMAIL_HOST to send it"
    try:
        with get_connection(timeout=5):
            return True, f"{settings.EMAIL_HOST} answers"
    except (OSError, smtplib.SMTPException) as error:
        return False, f"{settings.EMAIL_HOST} does not answer: {error}"


def content_security_policy() -> tuple[bool, str]:
    sent = "realist_review.middleware.content_security_policy" in settings.MIDDLEWARE
    return sent and "unsafe" not in POLICY, POLICY if sent else "not sent"


EXAMINATIONS: tuple[Examine, ...] = (
    versions,
    database,
    sqlite,
    migrations,
    append_only,
    worker,
    disk,
    email,
    content_security_policy,
)


def diagnose() -> list[Finding]:
    """Every finding, also where the database does not answer."""
    findings = []
    for examine in EXAMINATIONS:
        try:
            ok, found = examine()
        except DatabaseError as error:
            ok, found = False, str(error).strip()
        findings.append(Finding(examine.__name__.replace("_", " "), ok, found))
    return findings
