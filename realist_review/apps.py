"""Tells Django about the composition root."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "realist_review"
    verbose_name = "Realist Review Workbench"

    def ready(self) -> None:
        from realist_review import checks, exports  # noqa: F401  (importing them registers checks and tables)
