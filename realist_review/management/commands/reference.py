"""`manage.py reference`: writes the generated pages of the documentation, or tells which are out of date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from realist_review.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference and docs/data-model.md from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit status 1 if a page is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "docs"
        stale = [name for name, text in pages().items() if not _holds(folder / name, text)]
        if options["check"] and stale:
            self.stderr.write(f"Out of date, run `make reference`: {', '.join(stale)}")
            raise SystemExit(1)
        for name in stale:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(pages()[name], encoding="utf-8")
            self.stdout.write(f"wrote docs/{name}")


def _holds(path: Any, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
