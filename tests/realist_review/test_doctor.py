"""The doctor finds a healthy installation healthy, and each fault that it is there to find."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from realist_review import checks
from realist_review.diagnosis import APPEND_ONLY
from reviews import triggers

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    def doctor() -> tuple[int, dict[str, Any]]:
        status = 0
        try:
            call_command("doctor", json=True)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        lines = capsys.readouterr().out.splitlines()
        return status, {finding["check"]: finding for finding in map(json.loads, lines)}

    return doctor


def test_healthy(ask: Any) -> None:
    status, findings = ask()
    assert status == 0, findings
    assert all(finding["ok"] for finding in findings.values())
    assert findings["append only"]["found"] == f"{len(APPEND_ONLY)} tables are protected"


def test_unprotected_table(ask: Any) -> None:
    triggers.release(connection, "reviews_event")
    status, findings = ask()
    assert status == 1
    assert findings["append only"]["found"] == "without protection: reviews_event"


def test_no_worker(ask: Any) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="reviews.jobs.runner.run_job",
        backend_name="default",
        run_after=timezone.now() - timedelta(minutes=2),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=2))
    status, findings = ask()
    assert status == 1
    assert findings["worker"]["found"] == "1 tasks wait for more than 30 s: start `manage.py db_worker`"


def test_silent_mail_server(ask: Any, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    status, findings = ask()
    assert status == 1
    assert findings["email"]["found"].startswith("127.0.0.1 does not answer: ")


def test_faulty_sqlite_is_told_at_start(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    settings.EMBEDDED = True
    assert checks.sqlite_version() == []
    monkeypatch.setattr(checks.Database, "sqlite_version_info", (3, 51, 2))
    assert [message.id for message in checks.sqlite_version()] == ["realist_review.W001"]


def test_every_protected_table_is_examined() -> None:
    text = "".join(path.read_text() for path in ROOT.glob("*/migrations/*.py"))
    protected = re.findall(r'operation\("(\w+)", "(\w+)"', text)
    assert set(map(".".join, protected)) == set(APPEND_ONLY)


def test_site_answers_that_it_is_alive(client: Any) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
