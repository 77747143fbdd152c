"""A new user has `make demo` and manage.py, and nothing exported."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

PRINT = "from django.conf import settings; print(settings.SECRET_KEY, settings.SITE_URL, settings.DEBUG)"


def manage(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=clean | {"DATA_DIR": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_key_a_command_says_in_one_sentence_what_to_do(tmp_path):
    answer = manage(tmp_path, "doctor")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith("No SECRET_KEY: run make demo")
    assert answer.stderr.count("\n") == 1


def test_commands_use_what_the_demo_was_started_with_and_the_environment_wins(tmp_path):
    (tmp_path / "environment").write_text("SECRET_KEY=a=b\nSITE_URL=http://localhost:8123\n")
    kept = manage(tmp_path, "shell", "-v0", "-c", PRINT)
    assert kept.stdout.split() == ["a=b", "http://localhost:8123", "False"], kept.stderr
    told = manage(tmp_path, "shell", "-v0", "-c", PRINT, SITE_URL="https://review.example.org")
    assert told.stdout.split() == ["a=b", "https://review.example.org", "False"], told.stderr
